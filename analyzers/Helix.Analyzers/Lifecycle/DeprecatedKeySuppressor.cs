using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>
/// The generated property of a deprecated key is obsolete for compilers without the rules. Where they run, HLX3001 says the same and more,
/// and one line has one message.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeprecatedKeySuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_message = new("HLX3001S", "CS0618", "HLX3001 reports the deprecated key");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_message];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (HelixCompilation.Of(context.Compilation, context.Options, context.CancellationToken) is not { } helix
            || RuleConfiguration.IsOffSomewhere(context.Compilation, LifecycleAnalyzer.Deprecated.Id, context.CancellationToken))
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree || helix.Stance.IsTest(tree))
            {
                continue;
            }

            SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (context.GetSemanticModel(tree).GetSymbolInfo(node, context.CancellationToken).Symbol is IPropertySymbol property
                && helix.Types.TryGetSettings(property.ContainingType, out KnownProduct? product)
                && !product.Source.IsOwned && product.DeprecatedKey(property.Name) is not null)
            {
                context.ReportSuppression(Suppression.Create(s_message, diagnostic));
            }
        }
    }
}
