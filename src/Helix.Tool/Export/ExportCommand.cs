using System.CommandLine;
using System.Text.RegularExpressions;
using Helix.Manifests;
using Helix.Tool.Commands;
using Helix.Tool.Inputs;
using Helix.Tool.Terminal;

namespace Helix.Tool.Export;

/// <summary><c>helix export</c>: products in the formats of other tools.</summary>
internal static partial class ExportCommand
{
    public static Command Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "export", "Writes products in the formats of other tools.",
            ("helix export backstage products -o catalog-info.yaml", "entities for Backstage"),
            ("helix export bannedsymbols products -o BannedSymbols.txt", "for projects without Helix"),
            ("helix export servicebinding products --workload shop", "for a Kubernetes cluster"));
        foreach (IExportFormat format in ExportFormats.All)
        {
            command.Add(Create(console, format));
        }

        return command;
    }

    private static ToolCommand Create(ToolConsole console, IExportFormat format)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Manifests, folders with manifests, or globs.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output", "-o") { Description = $"The file to write, or a folder for {string.Join(", ", format.FileNames)}; without it the first is printed.", HelpName = "PATH" };
        var products = new Option<string[]>("--product") { Description = "Only this product; may be given several times.", HelpName = "NAME" };
        var workload = new Option<string>("--workload") { Description = "The app that uses the products.", HelpName = "NAME", DefaultValueFactory = static _ => "app" };
        var group = new Option<string>("--group") { Description = "The API group of custom resources.", HelpName = "DNS NAME", DefaultValueFactory = static _ => "products.helix.dev" };
        var space = new Option<string?>("--namespace") { Description = "The namespace in the cluster or catalog.", HelpName = "NAME" };
        Option<string[]> kinds = ElsewhereOptions.Kinds();
        Option<string[]> references = ElsewhereOptions.References();
        Must(workload, Label(), "lower-case letters, digits and hyphens");
        Must(space, Label(), "lower-case letters, digits and hyphens");
        Must(group, Dns(), "a DNS name, such as products.acme.example");
        var command = new ToolCommand(
            format.Name, format.Description,
            ($"helix export {format.Name} products -o {(format.FileNames.Count == 1 ? format.FileNames[0] : "local")}", "the products below a folder"))
        {
            paths, output, products, workload, group, space, kinds, references,
        };
        command.SetAction(async (call, cancellationToken) =>
        {
            Elsewhere elsewhere = await Elsewhere.ReadAsync(console, call.GetValue(kinds), call.GetValue(references), cancellationToken);
            ManifestFolder folder = ManifestFolder.Load(console, call.GetValue(paths)!, elsewhere, cancellationToken);
            if (!SoundManifests.Check(console, folder))
            {
                return ExitCodes.Findings;
            }

            ProductContract[] chosen = Choose(folder, call.GetValue(products) ?? []);
            IReadOnlyList<string> texts = Write(format, chosen, new(call.GetValue(workload)!, call.GetValue(group)!, call.GetValue(space)));
            if (call.GetValue(output) is { } path)
            {
                Save(format, texts, console.FullPath(path), path);
            }
            else
            {
                console.Out.Write(texts[0]);
            }

            return ExitCodes.Fine;
        });
        return command;
    }

    private static IReadOnlyList<string> Write(IExportFormat format, ProductContract[] products, ExportOptions options)
    {
        try
        {
            return format.Write(products, options);
        }
        catch (ArgumentException e)
        {
            throw new UnusableCallException(e.Message);
        }
    }

    private static void Save(IExportFormat format, IReadOnlyList<string> texts, string full, string path)
    {
        if (texts.Count == 1 && !Directory.Exists(full))
        {
            OutputFile.Write(full, texts[0]);
            return;
        }

        if (File.Exists(full))
        {
            throw new UnusableCallException($"'{path}' is a file; {format.Name} writes {string.Join(", ", format.FileNames)} into a folder.");
        }

        _ = Directory.CreateDirectory(full);
        foreach ((string name, string text) in format.FileNames.Zip(texts))
        {
            OutputFile.Write(Path.Combine(full, name), text);
        }
    }

    private static ProductContract[] Choose(ManifestFolder folder, string[] names)
    {
        ProductContract[] all = [.. folder.Products.Select(static p => p.Contract).OrderBy(static p => p.Manifest.Name, StringComparer.Ordinal)];
        foreach (string name in names)
        {
            if (!all.Any(product => product.Manifest.Name == name))
            {
                string? nearest = Suggestions.Nearest(name, all.Select(static product => product.Manifest.Name));
                throw new UnusableCallException($"'{name}' is no product of the manifests{(nearest is null ? "." : $"; did you mean '{nearest}'?")}");
            }
        }

        ProductContract[] chosen = names.Length == 0 ? all : [.. all.Where(product => names.Contains(product.Manifest.Name))];
        return chosen.Length > 0 ? chosen : throw new UnusableCallException("There is no product in the manifests.");
    }

    private static void Must(Option option, Regex form, string words) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var text }, ..] && !form.IsMatch(text))
        {
            result.AddError($"{option.Name} is '{text}'; expected {words}.");
        }
    });

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Dns();
}
