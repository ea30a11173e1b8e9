using System.CommandLine;
using Helix.Manifests;
using Helix.Tool.Commands;
using Helix.Tool.Inputs;
using Helix.Tool.Projects;
using Helix.Tool.Terminal;

namespace Helix.Tool.Schema;

/// <summary><c>helix schema</c>: JSON Schemas for editors, of manifests and of the settings files of an app.</summary>
internal static class SchemaCommand
{
    public static Command Create(ToolConsole console) =>
        new("schema", "Prints a JSON Schema (draft 7) for editors.")
        {
            OfManifest(console, "product", "Prints the schema of product manifests.", ManifestSchema.Product),
            OfManifest(console, "kind", "Prints the schema of kind manifests.", ManifestSchema.Kind),
            OfSettings(console),
        };

    private static ToolCommand OfManifest(ToolConsole console, string name, string description, Func<string> schema)
    {
        Option<string?> output = Output();
        var command = new ToolCommand(name, description, ($"helix schema {name} -o helix.{name}.schema.json", "for an editor of YAML or JSON")) { output };
        command.SetAction((call, cancellationToken) => Task.FromResult(Print(console, schema(), call.GetValue(output))));
        return command;
    }

    private static ToolCommand OfSettings(ToolConsole console)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Manifests of the products, folders, or globs.", Arity = ArgumentArity.ZeroOrMore };
        var project = new Option<string?>("--project", "-p") { Description = "The project whose products are meant, its own and those that it gets. Default, without PATH: here.", HelpName = "PATH" };
        Option<string?> output = Output();
        var command = new ToolCommand(
            "settings", "Prints one schema of the appsettings.json of a project: the settings of all its products together, for an editor that does not merge schemas by itself.",
            ("helix schema settings --project src/Shop -o appsettings.schema.json", "of all products that a project uses"),
            ("helix schema settings products/orders-db.product.yaml", "of one product"))
        {
            paths, project, output,
        };
        command.SetAction(async (call, cancellationToken) =>
        {
            string[] manifests = call.GetValue(paths) ?? [];
            if (manifests.Length > 0 && call.GetValue(project) is not null)
            {
                throw new UnusableCallException("Manifests and --project are two ways to say which products; give one.");
            }

            if (manifests.Length == 0)
            {
                string path = call.GetValue(project) ?? ".";
                manifests = [.. await MSBuildProject.Find(console, path).ManifestsAsync(cancellationToken)];
                if (manifests.Length == 0)
                {
                    throw new UnusableCallException($"'{path}' has no product.");
                }
            }

            ManifestFolder folder = ManifestFolder.Load(console, manifests, Elsewhere.None, cancellationToken);
            return Print(console, SettingsSchema.Of(folder.Products.Select(static product => product.Contract)), call.GetValue(output));
        });
        return command;
    }

    private static Option<string?> Output() => new("--output", "-o") { Description = "The file. Default: it is printed.", HelpName = "FILE" };

    private static int Print(ToolConsole console, string schema, string? output)
    {
        if (output is null)
        {
            console.Out.Write(schema);
        }
        else
        {
            FileWriting.Write(console.FullPath(output), schema, overwrite: true);
        }

        return ExitCodes.Fine;
    }
}
