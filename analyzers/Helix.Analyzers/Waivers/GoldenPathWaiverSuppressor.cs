using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>
/// Silences what a waiver allows. A suppressed diagnostic stays in the compiler's log, with the waiver's reason; the compiler lets nobody
/// suppress a rule whose default is an error.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GoldenPathWaiverSuppressor : DiagnosticSuppressor
{
    private static readonly WaiverReason s_any = new("A golden-path waiver");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
        [.. WaivableRules.Ids.Select(static id => Descriptor(id, s_any))];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (HelixCompilation.Of(context.Compilation, context.Options, context.CancellationToken) is not { } helix)
        {
            return;
        }

        Waiver[] ofAssembly = [.. Waiver.On(context.Compilation.Assembly), .. Waiver.On(context.Compilation.SourceModule)];
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (Find(context, helix.Day, ofAssembly, diagnostic) is { } waiver)
            {
                context.ReportSuppression(Suppression.Create(Descriptor(diagnostic.Id, new(Justification(waiver))), diagnostic));
            }
        }
    }

    private static SuppressionDescriptor Descriptor(string id, WaiverReason reason) => new(id + "W", id, reason);

    private static string Justification(Waiver waiver) =>
        waiver.Ticket is { } ticket ? $"{waiver.Reason} ({ticket}, until {waiver.Expires})" : $"{waiver.Reason} (until {waiver.Expires})";

    private static Waiver? Find(SuppressionAnalysisContext context, JudgementDay day, Waiver[] ofAssembly, Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is { } tree)
        {
            SemanticModel? model = null;
            SyntaxNode? node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            for (; node is not null; node = node.Parent)
            {
                if (!IsScope(node))
                {
                    continue;
                }

                model ??= context.GetSemanticModel(tree);
                if (SymbolOf(model, node, context.CancellationToken) is { } symbol && First(Waiver.On(symbol)) is { } found)
                {
                    return found;
                }
            }
        }

        return First(ofAssembly);

        Waiver? First(IEnumerable<Waiver> waivers) => waivers.FirstOrDefault(waiver => waiver.Means(diagnostic) && waiver.IsActive(day));
    }

    private static bool IsScope(SyntaxNode node) => node
        is MemberDeclarationSyntax and not (BaseFieldDeclarationSyntax or BaseNamespaceDeclarationSyntax or GlobalStatementSyntax)
        or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax }
        or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;

    private static ISymbol? SymbolOf(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken) =>
        node is AnonymousFunctionExpressionSyntax
            ? model.GetSymbolInfo(node, cancellationToken).Symbol
            : model.GetDeclaredSymbol(node, cancellationToken);
}
