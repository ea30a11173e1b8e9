using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Generators;

/// <summary>
/// Generates the C# of the products and kinds that a project owns, and reports what is wrong in their manifests. It looks at additional
/// files only, so that an edit of C# runs none of its steps.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class HelixGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedManifest> manifests = context.AdditionalTextsProvider
            .Where(static text => ManifestReader.IsManifest(text.Path))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => ManifestFile.Of(pair.Left, pair.Right))
            .WithTrackingName(Steps.Files)
            .Select(static (file, cancellationToken) => ParsedManifest.Read(file, cancellationToken))
            .WithTrackingName(Steps.Manifests);

        IncrementalValueProvider<KindTable> kinds = manifests
            .Where(static manifest => manifest.Document.Kind is not null)
            .Select(static (manifest, _) => Known(manifest))
            .WithTrackingName(Steps.Kinds)
            .Collect()
            .Select(static (all, _) => KindTable.Of(all))
            .WithTrackingName(Steps.KindTable);

        GenerateKinds(context, manifests);
        IncrementalValueProvider<ProductSet> set = manifests
            .Where(static manifest => manifest.Document.Product is not null)
            .Select(static (manifest, _) => ProductIdentity.Of(manifest.Document, manifest.IsOwned, manifest.OwnerAssembly, manifest.DefaultNamespace))
            .WithTrackingName(Steps.Identities)
            .Collect()
            .Select(static (all, cancellationToken) => ProductSet.Of(all, cancellationToken))
            .WithTrackingName(Steps.Set);
        GenerateProducts(context, manifests, kinds, set);
        ReportProblems(context, manifests, kinds, set);
        AppHostPipeline.Add(context, manifests, kinds);
    }

    private static void GenerateKinds(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParsedManifest> manifests)
    {
        IncrementalValuesProvider<GeneratedFile> files = manifests
            .Where(static manifest => manifest.IsOwned && manifest.Document.Kind is not null)
            .Select(static (manifest, _) => Known(manifest))
            .WithTrackingName(Steps.OwnedKinds)
            .Select(static (kind, _) => new GeneratedFile(HintNames.For(kind.Contract.Manifest.Name, ".kind"), KindEmitter.Emit(kind)))
            .WithTrackingName(Steps.KindFiles);
        context.RegisterSourceOutput(files.Collect(), static (output, all) => AddAll(output, all));
    }

    private static void GenerateProducts(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParsedManifest> manifests,
        IncrementalValueProvider<KindTable> kinds, IncrementalValueProvider<ProductSet> set)
    {
        IncrementalValueProvider<EquatableArray<string>> losers = set
            .Select(static (products, _) => products.NotGenerated)
            .WithTrackingName(Steps.NotGenerated);
        IncrementalValuesProvider<GeneratedFile?> files = manifests
            .Where(static manifest => manifest.IsOwned && manifest.Document.Product is not null)
            .Select(static (manifest, _) => new OwnedProduct(manifest.Document.Product!, manifest.Document.Path, manifest.DefaultNamespace))
            .WithTrackingName(Steps.Products)
            .Combine(kinds)
            .Select(static (pair, _) => new ProductOfKind(pair.Left, pair.Right.Find(pair.Left.Manifest.Kind)))
            .WithTrackingName(Steps.ProductsOfKind)
            .Combine(losers)
            .Select(static (pair, _) => pair.Right.Contains(pair.Left.Product.Path) ? null : pair.Left)
            .WithTrackingName(Steps.GeneratedProducts)
            .Select(static (product, _) => product is null
                ? null
                : new GeneratedFile(HintNames.For(product.Product.Manifest.Name, ""), ProductEmitter.Emit(product)))
            .WithTrackingName(Steps.ProductFiles);
        context.RegisterSourceOutput(files, static (output, file) =>
        {
            if (file is not null)
            {
                output.AddSource(file.HintName, SourceText.From(file.Text, System.Text.Encoding.UTF8));
            }
        });
    }

    private static void ReportProblems(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParsedManifest> manifests,
        IncrementalValueProvider<KindTable> kinds, IncrementalValueProvider<ProductSet> set)
    {
        IncrementalValuesProvider<EquatableArray<ManifestProblem>> ofFiles = manifests
            .Where(static manifest => manifest.IsOwned)
            .Combine(kinds)
            .Select(static (pair, _) => Problems.Of(pair.Left, pair.Right))
            .WithTrackingName(Steps.Problems);
        context.RegisterSourceOutput(ofFiles, static (output, problems) => Report(output, problems));

        IncrementalValueProvider<EquatableArray<ManifestProblem>> ofSet = set
            .Select(static (products, _) => products.Problems)
            .WithTrackingName(Steps.SetProblems);
        context.RegisterSourceOutput(ofSet, static (output, problems) => Report(output, problems));
    }

    private static void Report(SourceProductionContext output, EquatableArray<ManifestProblem> problems)
    {
        foreach (ManifestProblem problem in problems)
        {
            output.ReportDiagnostic(ManifestDiagnostics.Create(problem));
        }
    }

    /// <summary>Two kinds of one name would have one hint name; the first by content is added, and the other reported as a collision.</summary>
    private static void AddAll(SourceProductionContext output, ImmutableArray<GeneratedFile> files)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (GeneratedFile file in files)
        {
            if (names.Add(file.HintName))
            {
                output.AddSource(file.HintName, SourceText.From(file.Text, System.Text.Encoding.UTF8));
            }
        }
    }

    private static KnownKind Known(ParsedManifest manifest)
    {
        KindManifest kind = manifest.Document.Kind!;
        return new(ContractResolver.Resolve(kind).Contract, kind.Namespace ?? manifest.DefaultNamespace ?? "Kinds");
    }
}
