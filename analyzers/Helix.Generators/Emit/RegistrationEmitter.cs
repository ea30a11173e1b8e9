using Helix.Manifests;

namespace Helix.Generators;

/// <summary>Emits the methods that register a product. None of them reads configuration.</summary>
internal static class RegistrationEmitter
{
    private const string Builder = "global::Microsoft.Extensions.Hosting.IHostApplicationBuilder";
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection";
    private const string Configuration = "global::Microsoft.Extensions.Configuration.IConfiguration";
    private const string AddProduct = "global::Helix.Registration.ProductServices.AddProduct";

    public static void Emit(CodeWriter code, ProductContract product, KnownKind? kind)
    {
        string name = product.CSharpName;
        _ = code.Line()
            .Summary($"Registers {product.Manifest.Name}: the product, its settings, health check, tracing and metrics.")
            .Line(GeneratedCode.Attribute)
            .Open($"public static class {name}Registration");
        EmitDefinition(code, product, kind);
        string section = CodeWriter.Xml(product.Section);
        Method(
            $"Adds {name} to the app. Its configuration is read and checked before the app starts.",
            Builder, $"Add{name}", $"this {Builder} builder", "builder.Services, Definition", "builder",
            [("builder", "The app.")]);
        Method(
            $"Adds an instance of {name} under a service key, configured by <c>{section}:Instances:</c> and its name.",
            Builder, $"AddKeyed{name}", $"this {Builder} builder, string name", "builder.Services, Definition, instance: name", "builder",
            [("builder", "The app."), ("name", "The name of the instance, and its service key.")]);
        Method(
            $"Adds {name} to services whose host has no builder. Its configuration is read and checked before the app starts.",
            Services, $"Add{name}", $"this {Services} services, {Configuration} configuration", "services, Definition, configuration", "services",
            [("services", "The services of the app."), ("configuration", "The configuration of the app, from the root.")]);
        Method(
            $"Adds an instance of {name} under a service key, configured by <c>{section}:Instances:</c> and its name.",
            Services, $"AddKeyed{name}", $"this {Services} services, {Configuration} configuration, string name",
            "services, Definition, configuration, name", "services",
            [
                ("services", "The services of the app."), ("configuration", "The configuration of the app, from the root."),
                ("name", "The name of the instance, and its service key."),
            ]);
        _ = code.Close();

        void Method(
            string summary, string result, string method, string parameters, string arguments, string receiver, (string Name, string Text)[] docs)
        {
            _ = code.Line().Doc($"<summary>{summary}</summary>");
            foreach ((string parameter, string text) in docs)
            {
                _ = code.Doc($"<param name=\"{parameter}\">{text}</param>");
            }

            _ = code.Open($"public static {result} {method}({parameters})");
            foreach ((string parameter, _) in docs)
            {
                _ = code.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter});");
            }

            _ = code.Line($"{AddProduct}({arguments});").Line($"return {receiver};").Close();
        }
    }

    private static void EmitDefinition(CodeWriter code, ProductContract product, KnownKind? kind)
    {
        string name = product.CSharpName;
        string type = $"global::Helix.Registration.ProductDefinition<{name}, {name}Settings>";
        ProductBindings bindings = product.Bindings;
        // A field, and methods instead of lambdas: each method that a product needs at its first start is compiled there, once a product.
        _ = code.Line($"internal static readonly {type} Definition = new()")
            .Open()
            .Line($"Info = {name}.Product,")
            .Line("Bindings = new()")
            .Open()
            .Line($"Section = {Literal.Of(product.Section)},");
        Set("ConnectionString", bindings.ConnectionString);
        Set("EnvironmentPrefix", bindings.EnvironmentPrefix);
        Set("ServiceBindingType", bindings.ServiceBindingType);
        Set("ServiceBindingProvider", bindings.ServiceBindingProvider);
        _ = code.Close("},");
        if (kind is not null)
        {
            _ = code.Line($"Kind = global::{kind.Namespace}.{KindEmitter.Prefix(kind)}Kind.Info,");
        }

        _ = code.Line("ReadSettings = Read,").Line("Create = Create,");
        if (kind?.Contract.Manifest.ProductType is { } baseType)
        {
            _ = code.Line($"Register = global::{kind.Namespace}.{baseType}.Register,");
        }

        _ = code.Close("};")
            .Line()
            .Line($"private static {name}Settings Read(ref global::Helix.Configuration.SettingsReader reader) => new {name}Settings(ref reader);")
            .Line()
            .Line($"private static {name} Create(global::Helix.IProductContext<{name}Settings> context) => new {name}(context);");

        void Set(string property, string? value)
        {
            if (value is not null)
            {
                _ = code.Line($"{property} = {Literal.Of(value)},");
            }
        }
    }
}
