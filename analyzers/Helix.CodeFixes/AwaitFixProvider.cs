using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>HLX5001: awaits in place of <c>Result</c>, <c>Wait()</c> and <c>GetAwaiter().GetResult()</c>, where the function is asynchronous already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitFixProvider))]
[Shared]
public sealed class AwaitFixProvider : DocumentFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HLX5001"];

    private protected override Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken) => Task.FromResult(Plan(place));

    private static FixPlan? Plan(FixPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<MemberAccessExpressionSyntax>() is not { } access || !Awaiting.IsPossible(access))
        {
            return null;
        }

        ExpressionSyntax whole = access;
        ExpressionSyntax task = access.Expression;
        if (access.Parent is InvocationExpressionSyntax call)
        {
            // Wait with a time or a token gives up, which an await does not.
            if (call.ArgumentList.Arguments.Count > 0)
            {
                return null;
            }

            whole = call;
            if (access.Name.Identifier.ValueText == "GetResult")
            {
                if (access.Expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax awaiter })
                {
                    return null;
                }

                task = awaiter.Expression;
            }
        }

        return new("Await it", (editor, _) => editor.ReplaceNode(whole, (current, _) => Awaited(current, whole, task)));
    }

    private static ExpressionSyntax Awaited(SyntaxNode current, ExpressionSyntax whole, ExpressionSyntax task)
    {
        // What is inside may have been edited by now: take it from the current node.
        ExpressionSyntax now = current is ExpressionSyntax expression && task.SpanStart == whole.SpanStart ? Inner(expression, whole, task) : task;
        ExpressionSyntax awaited = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), now.WithoutTrivia());
        return (NeedsParentheses(whole) ? SyntaxFactory.ParenthesizedExpression(awaited) : awaited).WithTriviaFrom(whole);
    }

    private static ExpressionSyntax Inner(ExpressionSyntax current, ExpressionSyntax whole, ExpressionSyntax task)
    {
        ExpressionSyntax original = whole;
        while (!ReferenceEquals(original, task))
        {
            (original, current) = (Receiver(original), Receiver(current));
        }

        return current;
    }

    private static ExpressionSyntax Receiver(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => call.Expression,
        MemberAccessExpressionSyntax access => access.Expression,
        _ => expression,
    };

    private static bool NeedsParentheses(ExpressionSyntax whole) =>
        whole.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax or InvocationExpressionSyntax
            or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax or BinaryExpressionSyntax or CastExpressionSyntax;
}
