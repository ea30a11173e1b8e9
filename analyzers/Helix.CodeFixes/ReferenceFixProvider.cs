using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>HLX6001: references the product right behind the call that adds the project.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReferenceFixProvider))]
[Shared]
public sealed class ReferenceFixProvider : DocumentFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HLX6001"];

    private protected override Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Property("helix.reference") is not { } reference || place.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            return Task.FromResult<FixPlan?>(null);
        }

        return Task.FromResult<FixPlan?>(new(
            $"Add .WithReference({reference})",
            (editor, _) => editor.ReplaceNode(call, (current, _) => SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, ((ExpressionSyntax)current).WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("WithReference")),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(reference))))).WithTrailingTrivia(current.GetTrailingTrivia()))));
    }
}
