using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Analyzers;

/// <summary>
/// HLX2005: the project references a package that a product brings. The build passes the project's file and its direct references, which
/// the compiler itself does not know.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PackageAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Direct = HelixRules.Create(
        "HLX2005", "Package is referenced that a product replaces", "The package {0} comes with {1}, in the version that {1} is tested with: remove the reference ({2})",
        HelixRules.GoldenPath, DiagnosticSeverity.Warning, "A second version of a client decides for the product as well, and nobody has tested the two together.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Direct];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Analyze);
    }

    private static void Analyze(CompilationAnalysisContext context)
    {
        if (context.Options.AnalyzerConfigOptionsProvider.BuildProperty("HelixDirectPackages") is not { } list
            || HelixCompilation.Of(context.Compilation, context.Options, context.CancellationToken) is not { } helix || helix.Stance.IsTest(tree: null))
        {
            return;
        }

        string project = helix.Options.BuildProperty("MSBuildProjectFullPath") ?? "";
        Location place = project.Length == 0 ? Location.None : Location.Create(project, default, default(LinePositionSpan));
        // The values of properties are cut at a semicolon.
        foreach (string package in list.Split(['|'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Replacing(helix, package) is { } product)
            {
                context.ReportDiagnostic(helix.Found(Direct.At(
                    place, RuleProperties.Of(product).Add("helix.package", package), package, product.CSharpName, product.Whom)));
            }
        }
    }

    private static KnownProduct? Replacing(HelixCompilation helix, string package)
    {
        foreach (KnownProduct product in helix.Products)
        {
            if (helix.KindOf(product) is { } kind && !helix.Stance.Implements(kind) && !helix.Stance.Implements(product)
                && kind.Contract.Manifest.Packages.Any(name => string.Equals(name, package, StringComparison.OrdinalIgnoreCase)))
            {
                return product;
            }
        }

        return null;
    }
}
