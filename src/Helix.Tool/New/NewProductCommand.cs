using System.CommandLine;
using System.Globalization;
using System.Text;
using Helix.Manifests;
using Helix.Tool.Commands;
using Helix.Tool.Inputs;
using Helix.Tool.Terminal;

namespace Helix.Tool.New;

/// <summary><c>helix new product</c>: a product manifest with all that it must have.</summary>
internal static class NewProductCommand
{
    private static readonly string[] s_stages = ["experimental", "preview", "ga"];

    public static Command Create(ToolConsole console)
    {
        var name = new Argument<string?>("name") { Description = "The name, such as orders-db. The C# name follows from it: OrdersDb.", Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<string?>("--kind", "-k") { Description = "The kind, such as postgresql." };
        var owner = new Option<string?>("--owner") { Description = "The team that runs it." };
        var description = new Option<string?>("--description", "-d") { Description = "What it is, for its users." };
        var stage = new Option<string?>("--stage") { Description = "experimental, preview or ga. Default: experimental, which promises nothing yet." };
        var version = new Option<string?>("--version") { Description = "The version of the contract. Default: 0.1.0, or 1.0.0 for ga." };
        var ns = new Option<string?>("--namespace") { Description = "The namespace of its C# types. Default: that of the project." };
        Option<string[]> kinds = ElsewhereOptions.Kinds();
        var output = new Option<string?>("--output", "-o") { Description = "The file, or a folder for it. Default: NAME.product.yaml here.", HelpName = "PATH" };
        kind.CompletionSources.Add([.. BuiltInKinds.All.Select(static one => one.Manifest.Name)]);
        stage.CompletionSources.Add(s_stages);
        var command = new ToolCommand(
            "product", "Writes a product manifest.",
            ("helix new product", "ask for everything"),
            ("helix new product orders-db --kind postgresql --owner data-platform -o products/", "ask for nothing but the description"))
        {
            name, kind, owner, description, stage, version, ns, kinds, output,
        };
        command.SetAction(async (call, cancellationToken) =>
        {
            KindContract[] known = [.. (await Elsewhere.ReadAsync(console, call.GetValue(kinds), null, cancellationToken)).Kinds, .. BuiltInKinds.All];
            var answers = new Answers(console, call, cancellationToken);
            string productName = answers.Get(name, "Name of the product", NewText.Label);
            string productKind = answers.Get(kind, "Kind", choices: [.. known.Select(static k => k.Manifest.Name).Distinct().Order(StringComparer.Ordinal)]);
            string team = answers.Get(owner, "Team that owns it", NewText.NotEmpty("The team"));
            string about = answers.Get(description, "What it is, for its users", NewText.NotEmpty("The description"));
            string lifecycle = answers.Get(stage, "Stage", proposal: s_stages[0], choices: s_stages);
            string contract = answers.Get(version, "Version of the contract", proposal: lifecycle == "ga" ? "1.0.0" : "0.1.0");

            KindContract? found = known.FirstOrDefault(k => k.Manifest.Name == productKind);
            var body = new StringBuilder();
            _ = body.Append("apiVersion: helix.dev/v1\nkind: InfrastructureProduct\nmetadata:\n")
                .Append(CultureInfo.InvariantCulture, $"  name: {YamlText.Of(productName)}\n  description: {YamlText.Of(about)}\n")
                .Append(CultureInfo.InvariantCulture, $"spec:\n  kind: {YamlText.Of(productKind)}\n");
            _ = found?.Manifest.Package is { } package ? body.Append(CultureInfo.InvariantCulture, $"  kindPackage: {package}\n") : body;
            _ = body.Append(CultureInfo.InvariantCulture, $"  version: {(SemVersion.TryParse(contract, out _) ? contract : YamlText.Of(contract))}\n  owner: {{ team: {YamlText.Of(team)} }}\n");
            _ = call.GetValue(ns) is { } spaces ? body.Append(CultureInfo.InvariantCulture, $"  csharp: {{ namespace: {YamlText.Of(spaces)} }}\n") : body;
            _ = body.Append(CultureInfo.InvariantCulture, $"  lifecycle: {{ stage: {YamlText.Of(lifecycle)}, since: {console.Today:yyyy-MM-dd} }}\n");
            AppendKeys(body, found);
            NewManifest.Write(
                console, NewText.Target(console, call.GetValue(output), productName + ".product.yaml"), ("helix.product.schema.json", ManifestSchema.Product()),
                body.ToString(), known, cancellationToken);
            return ExitCodes.Fine;
        });
        return command;
    }

    /// <summary>The keys that users will have to set or may, as a comment: what there is to narrow.</summary>
    private static void AppendKeys(StringBuilder body, KindContract? kind)
    {
        if (kind is { Keys.Count: > 0 })
        {
            _ = body.Append("  # What the kind brings, and a product may narrow below config.keys:\n");
            foreach (KeyContract key in kind.Keys)
            {
                string need = key.Required ? "required" : key.Default is { Text.Length: > 0 } value ? "default " + value.Text : "optional";
                _ = body.Append(CultureInfo.InvariantCulture, $"  #   {key.Name}: {key.Type.ToString().ToLowerInvariant()}, {need}\n");
            }
        }
    }
}
