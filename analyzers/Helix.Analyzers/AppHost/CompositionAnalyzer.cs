using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>
/// HLX6001 to HLX6003, in app hosts: each composed project references the products that its compiled code uses, by a name that their
/// settings read, and no product is composed for nobody. Where a builder goes out of sight, the rules are silent about it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CompositionAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Missing = HelixRules.Create(
        "HLX6001", "Composed project does not reference a product that it uses", "{0} uses {1} and does not reference it: add {2} ({3})",
        HelixRules.AppHost, DiagnosticSeverity.Warning, "The project would start without the settings of the product, and stop with a report of what is missing.");

    internal static readonly DiagnosticDescriptor Unused = HelixRules.Create(
        "HLX6002", "Composed product is used by nobody", "{0} is composed, and no project references it: add .WithReference(...) to the project that uses it, or remove it ({1})",
        HelixRules.AppHost, DiagnosticSeverity.Warning, "Its server starts on each developer's machine for nothing, or a reference is missing.");

    internal static readonly DiagnosticDescriptor Name = HelixRules.Create(
        "HLX6003", "Referenced under a name that the product does not read", "'{0}' is no name that the settings of {1} read; {2} ({3})",
        HelixRules.AppHost, DiagnosticSeverity.Warning, "The connection string arrives under a name that nobody looks for, and the product falls back to its defaults.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Missing, Unused, Name];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Options.AnalyzerConfigOptionsProvider.BuildProperty("HelixComposes") != "true"
                || HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is not { } helix)
            {
                return;
            }

            ServiceUses? uses = ServiceUses.Of(start.Options, start.CancellationToken);
            start.RegisterOperationBlockAction(block => Analyze(block, helix, uses));
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context, HelixCompilation helix, ServiceUses? uses)
    {
        if (Composition.Of(context.OperationBlocks, helix) is not { } composition)
        {
            return;
        }

        foreach (ComposedProject project in composition.Projects)
        {
            ReportMissing(context, helix, uses, composition, project);
        }

        foreach (ComposedResource resource in composition.Products.Where(static resource => !resource.IsReferenced && !resource.IsOutOfSight))
        {
            context.ReportDiagnostic(Unused.At(resource.Call.Syntax.GetLocation(), RuleProperties.Of(resource.Product!), resource.Product!.Name, resource.Product.Whom));
        }

        foreach (NamedReference reference in composition.NamedReferences)
        {
            if (reference.Source.Product is { } product && product.Contract.Bindings.ConnectionString is { } name && !string.Equals(name, reference.Name, StringComparison.OrdinalIgnoreCase))
            {
                Report(context, reference.Place, reference.Name, product, $"it reads '{name}': leave the name out");
            }
        }
    }

    private static void ReportMissing(OperationBlockAnalysisContext context, HelixCompilation helix, ServiceUses? uses, Composition composition, ComposedProject project)
    {
        if (uses is null || project.IsOutOfSight || project.Path is null)
        {
            return;
        }

        foreach (KnownProduct product in helix.Products)
        {
            if (!uses.Uses(project.Path, product.TypeName) || project.References.Any(reference => reference.Supplies(product)))
            {
                continue;
            }

            // A resource of Aspire's own whose name is nearly the one that the product reads was meant for it.
            if (project.References.FirstOrDefault(reference => reference is { Product: null, Name: { } name } && product.Contract.Bindings.ConnectionString is { } wanted
                && Suggestions.Nearest(name.Replace("-", ""), [wanted.Replace("-", "")]) is not null) is { } near)
            {
                Report(context, near.NamePlace ?? near.Call.Syntax, near.Name!, product, $"did you mean '{product.Contract.Bindings.ConnectionString}'?");
                continue;
            }

            ComposedResource? composed = composition.Products.FirstOrDefault(resource => resource.Product == product);
            string expression = composed?.Variable ?? $"{project.Builder ?? "builder"}.Add{product.CSharpName}()";
            ImmutableDictionary<string, string?> properties = RuleProperties.Of(product);
            if (composed is null || (composed.Variable is not null && composed.Call.Syntax.SpanStart < project.Call.Syntax.SpanStart))
            {
                properties = properties.Add("helix.reference", expression);
            }

            context.ReportDiagnostic(Missing.At(
                project.Call.Syntax.GetLocation(), properties, project.Name, product.Name, $".WithReference({expression})", product.Whom));
        }
    }

    private static void Report(OperationBlockAnalysisContext context, SyntaxNode place, string name, KnownProduct product, string hint) =>
        context.ReportDiagnostic(Name.At(place.GetLocation(), RuleProperties.Of(product), name, product.Name, hint, product.Whom));
}
