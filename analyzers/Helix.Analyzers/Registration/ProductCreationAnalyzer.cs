using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>HLX2007: a product is built by hand, or registered with a lifetime that builds it again and again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProductCreationAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor PerCall = HelixRules.Create(
        "HLX2007", "Product is built per call", "{0}; a product is one for the app and holds its connections: call Add{1} once, and inject {1} ({2})",
        HelixRules.GoldenPath, DiagnosticSeverity.Warning,
        "Each copy has connections, telemetry and reload of its own, and none of them was validated at start-up.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [PerCall];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { Products.IsEmpty: false } helix)
            {
                start.RegisterUses(helix, CodeTopics.Product | CodeTopics.ImplicitCreation, use => AnalyzeCreation(helix, use));
                start.RegisterUses(helix, CodeTopics.Lifetime, use => AnalyzeLifetime(helix, use));
            }
        });
    }

    private static void AnalyzeCreation(HelixCompilation helix, CodeUse context)
    {
        if (context.Expression is BaseObjectCreationExpressionSyntax && context.Operation is IObjectCreationOperation creation
            && helix.Types.TryGetProduct(creation.Type, out KnownProduct? product))
        {
            Report(helix, context, product, $"{product.CSharpName} is built by hand");
        }
    }

    private static void AnalyzeLifetime(HelixCompilation helix, CodeUse context)
    {
        if ((context.Operation as IInvocationOperation)?.TargetMethod is not { } method || method is not { Name: "AddTransient" or "AddScoped" or "TryAddTransient" or "TryAddScoped" or "AddKeyedTransient" or "AddKeyedScoped", TypeArguments.IsEmpty: false }
            || method.ContainingNamespace is not { Name: "DependencyInjection" or "Extensions" })
        {
            return;
        }

        foreach (ITypeSymbol argument in method.TypeArguments)
        {
            if (helix.Types.TryGetProduct(argument, out KnownProduct? product))
            {
                string each = method.Name.EndsWith("Transient", StringComparison.Ordinal) ? "each time it is injected" : "for each scope";
                Report(helix, context, product, $"{method.Name} builds {product.CSharpName} {each}");
                return;
            }
        }
    }

    private static void Report(HelixCompilation helix, CodeUse context, KnownProduct product, string what)
    {
        SyntaxNode syntax = context.Operation!.Syntax;
        if (helix.Stance.IsTest(syntax.SyntaxTree) || helix.Stance.IsExempt(context.ContainingSymbol, syntax.SyntaxTree) || helix.Stance.Implements(product))
        {
            return;
        }

        context.ReportDiagnostic(helix.Found(PerCall.At(
            syntax.NameOfUse().GetLocation(), RuleProperties.Of(product), what, product.CSharpName, product.Whom)));
    }
}
