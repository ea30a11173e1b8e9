using Helix.Manifests;

namespace Helix.Generators;

/// <summary>Emits the file of one product: type, settings and registration.</summary>
internal static class ProductEmitter
{
    public static string Emit(ProductOfKind input)
    {
        KnownKind? kind = input.Kind;
        ProductContract product = ContractResolver.Resolve(input.Product.Manifest, kind?.Contract).Contract;
        CodeWriter code = GeneratedCode.Start($"{product.Manifest.Name} {product.Manifest.Version}", input.Product.Namespace);
        EmitProduct(code, product, kind);
        SettingsEmitter.Emit(code, product, kind);
        RegistrationEmitter.Emit(code, product, kind);
        return code.ToString();
    }

    private static void EmitProduct(CodeWriter code, ProductContract product, KnownKind? kind)
    {
        string name = product.CSharpName;
        ProductManifest manifest = product.Manifest;
        string baseType = kind?.Contract.Manifest.ProductType is { } type ? $"global::{kind.Namespace}.{type}" : "global::Helix.InfrastructureProduct";
        _ = code.Line()
            .Summary(
                manifest.Description ?? manifest.DisplayName ?? $"The product {manifest.Name}.",
                $"{manifest.DisplayName ?? manifest.Name} {manifest.Version}, owned by {manifest.Owner.Team ?? "nobody"}.",
                manifest.Support.Docs is { } docs ? $"Documentation: {docs}" : "")
            .Line(GeneratedCode.Attribute)
            .Open($"public sealed partial class {name} : {baseType}")
            .Line($"private readonly global::Helix.IProductContext<{name}Settings> _context;")
            .Line()
            .Doc("<summary>Makes the product. The container calls it; a test passes <c>ProductContext.Create</c>.</summary>")
            .Doc("<param name=\"context\">What the app gives to the product.</param>")
            .Line($"public {name}(global::Helix.IProductContext<{name}Settings> context)")
            .Line("    : base(context)")
            .Open()
            .Line("_context = context;")
            .Close();

        _ = code.Line().Doc("<summary>What the manifest says about the product.</summary>");
        EmitInfo(code, manifest);
        _ = code.Line()
            .Doc("<summary>The settings that hold now: always valid, replaced as a whole when the configuration is reloaded.</summary>")
            .Line($"public {name}Settings Settings => _context.Settings;")
            .Close();
    }

    private static void EmitInfo(CodeWriter code, ProductManifest manifest)
    {
        _ = code.Line("public static global::Helix.ProductInfo Product { get; } = new()")
            .Open()
            .Line($"Name = {Literal.Of(manifest.Name)},");
        Set("DisplayName", manifest.DisplayName);
        Set("Description", manifest.Description);
        Set("Kind", manifest.Kind ?? "unknown");
        Set("Version", manifest.Version);
        Set("Plan", manifest.Plans.FirstOrDefault(static plan => plan.IsDefault)?.Name);
        _ = code.Line("Owner = new()").Open().Line($"Team = {Literal.Of(manifest.Owner.Team ?? "unknown")},");
        Set("OnCall", manifest.Owner.OnCall);
        _ = code.Close("},");
        EmitLifecycle(code, manifest.Lifecycle);
        if (manifest.Slo.Availability is not null || manifest.Slo.LatencyP99 is not null)
        {
            _ = code.Line("Slo = new()").Open();
            Write("Availability", manifest.Slo.Availability is { } percent ? Literal.Of(percent) : null);
            Write("LatencyP99", manifest.Slo.LatencyP99 is { } ticks ? $"new global::System.TimeSpan({Literal.Of(ticks)})" : null);
            _ = code.Close("},");
        }

        ProductSupport support = manifest.Support;
        if ((support.Docs ?? support.Chat ?? support.Feedback ?? support.Status) is not null)
        {
            _ = code.Line("Support = new()").Open();
            Set("Docs", support.Docs);
            Set("Chat", support.Chat);
            Set("Feedback", support.Feedback);
            Set("Status", support.Status);
            _ = code.Close("},");
        }

        if (!manifest.Labels.IsEmpty)
        {
            _ = code.Line("Labels = new global::System.Collections.Generic.Dictionary<string, string>(global::System.StringComparer.Ordinal)").Open();
            foreach (NamedText label in manifest.Labels)
            {
                _ = code.Line($"[{Literal.Of(label.Name)}] = {Literal.Of(label.Text)},");
            }

            _ = code.Close("},");
        }

        _ = code.Close("};");

        void Set(string property, string? value) => Write(property, value is null ? null : Literal.Of(value));

        void Write(string property, string? expression)
        {
            if (expression is not null)
            {
                _ = code.Line($"{property} = {expression},");
            }
        }
    }

    private static void EmitLifecycle(CodeWriter code, ProductLifecycle lifecycle)
    {
        _ = code.Line("Lifecycle = new()").Open().Line($"Stage = global::Helix.LifecycleStage.{lifecycle.Stage},");
        Day("Since", lifecycle.Since);
        Day("Deprecated", lifecycle.Deprecated);
        Day("Retires", lifecycle.Retires);
        if (lifecycle.Successor is { } successor)
        {
            _ = code.Line($"Successor = {Literal.Of(successor)},");
        }

        if (lifecycle.Migration is { } migration)
        {
            _ = code.Line($"Migration = {Literal.Of(migration)},");
        }

        if (!lifecycle.Roadmap.IsEmpty)
        {
            _ = code.Line("Roadmap =").Line("[");
            foreach (RoadmapItem item in lifecycle.Roadmap)
            {
                _ = code.Line($"    new({Date(item.Date)}, {Literal.Of(item.Title)}, {Literal.Of(item.Status)}),");
            }

            _ = code.Line("],");
        }

        _ = code.Close("},");

        void Day(string property, IsoDate? date)
        {
            if (date is { } day)
            {
                _ = code.Line($"{property} = {Date(day)},");
            }
        }
    }

    private static string Date(IsoDate day) => $"new global::System.DateOnly({Literal.Of(day.Year)}, {Literal.Of(day.Month)}, {Literal.Of(day.Day)})";
}
