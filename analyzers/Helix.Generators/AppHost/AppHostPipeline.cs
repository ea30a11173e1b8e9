using System.Text;
using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Generators;

/// <summary>The steps that only an app host has: a method for each product that it sees, and what its services use.</summary>
internal static class AppHostPipeline
{
    public static void Add(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParsedManifest> manifests, IncrementalValueProvider<KindTable> kinds)
    {
        IncrementalValueProvider<bool> composes = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.HelixComposes", out string? value) && value == "true")
            .WithTrackingName(Steps.Composes);

        IncrementalValuesProvider<ComposedProduct> products = manifests
            .Where(static manifest => manifest.Document.Product is not null)
            .Combine(composes)
            .Where(static pair => pair.Right)
            .Combine(kinds)
            .Select(static (pair, _) => ComposedProduct.Of(pair.Left.Left.Document.Product!, pair.Left.Left.DefaultNamespace, pair.Right.Find(pair.Left.Left.Document.Product!.Kind)))
            .WithTrackingName(Steps.ComposedProducts);

        // One product by two ways, a project and its package, is one; a second of the name was reported.
        IncrementalValueProvider<EquatableArray<ComposedProduct>> once = products.Collect()
            .Select(static (all, _) => all.GroupBy(static product => product.Plan.Name, StringComparer.OrdinalIgnoreCase)
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(static group => group.OrderBy(static product => product.Plan.TypeName, StringComparer.Ordinal).First())
                .ToEquatableArray())
            .WithTrackingName(Steps.Composition);

        IncrementalValuesProvider<GeneratedFile> files = once
            .SelectMany(static (all, _) => all)
            .Select(static (product, _) => new GeneratedFile(HintNames.For(product.Plan.Name, ".apphost"), AppHostEmitter.Emit(product)))
            .WithTrackingName(Steps.AppHostFiles);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));

        IncrementalValueProvider<EquatableArray<ServiceUses>> uses = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(ServiceUses.FileName, StringComparison.OrdinalIgnoreCase))
            .Select(static (file, cancellationToken) => ServiceUses.Read(file, cancellationToken))
            .WithTrackingName(Steps.ServiceUses)
            .Collect()
            .Select(static (all, _) => all.OfType<ServiceUses>().ToEquatableArray());
        IncrementalValueProvider<string?> composition = once.Combine(uses)
            .Select(static (pair, _) => pair.Left.IsEmpty ? null : AppHostEmitter.EmitUses(pair.Left, pair.Right))
            .WithTrackingName(Steps.UsesFile);
        context.RegisterSourceOutput(composition, static (output, text) =>
        {
            if (text is not null)
            {
                output.AddSource("HelixComposition.g.cs", SourceText.From(text, Encoding.UTF8));
            }
        });
    }
}
