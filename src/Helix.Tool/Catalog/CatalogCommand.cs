using System.CommandLine;
using Helix.Tool.Adoption;
using Helix.Tool.Commands;
using Helix.Tool.Inputs;
using Helix.Tool.Pages;
using Helix.Tool.Terminal;

namespace Helix.Tool.Catalog;

/// <summary><c>helix catalog</c>: the products as a site for their users.</summary>
internal static class CatalogCommand
{
    public static Command Create(ToolConsole console)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Manifests, folders with manifests, or globs.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "The folder of the site; an earlier catalog in it is replaced.", HelpName = "FOLDER", Required = true };
        var title = new Option<string>("--title") { Description = "The name of the catalog.", HelpName = "TEXT", DefaultValueFactory = static _ => "Product catalog" };
        var adoption = new Option<string?>("--adoption") { Description = "How products are used: what 'helix adoption --format json' printed.", HelpName = "FILE" };
        Option<string[]> kinds = ElsewhereOptions.Kinds();
        Option<string[]> references = ElsewhereOptions.References();
        Option<DateOnly?> day = DayOption.Create("The day that stages and dates are shown for; today where it is not given.");
        var command = new ToolCommand(
            "catalog", "Writes a static site with a page for each product, a roadmap, and catalog.json.",
            ("helix catalog products -o site", "the products below a folder"),
            ("helix catalog products -o site --adoption adoption.json", "with how they are used"))
        {
            paths, output, title, adoption, kinds, references, day,
        };
        command.SetAction(async (call, cancellationToken) =>
        {
            Elsewhere elsewhere = await Elsewhere.ReadAsync(console, call.GetValue(kinds), call.GetValue(references), cancellationToken);
            ManifestFolder folder = ManifestFolder.Load(console, call.GetValue(paths)!, elsewhere, cancellationToken);
            if (folder.Products.Count == 0)
            {
                throw new UnusableCallException("There is no product in the manifests; a catalog shows products.");
            }

            if (!SoundManifests.Check(console, folder))
            {
                return ExitCodes.Findings;
            }

            AdoptionReport? used = call.GetValue(adoption) is { } file ? AdoptionJson.Read(console.FullPath(file), file) : null;
            var frame = new CatalogFrame(call.GetValue(title)!, call.GetValue(day) ?? console.Today);
            CatalogProduct[] products = CatalogProduct.Of(folder.Products.Select(static p => p.Contract), used, frame.Day);
            IReadOnlyDictionary<string, string> files = console.WithProgress(
                "Writing pages", products.Length, step => CatalogSite.Files(frame, products, step, cancellationToken));
            string target = call.GetValue(output)!;
            OutputFolder.Write(console.FullPath(target), target, files, "catalog.json", cancellationToken);
            console.Error.WriteLine($"{Numbers.Count(products.Length, "product", "products")} in {target}; open {target.TrimEnd('/')}/index.html");
            return ExitCodes.Fine;
        });
        return command;
    }
}
