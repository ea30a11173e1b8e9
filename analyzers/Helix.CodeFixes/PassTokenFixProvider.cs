using System.Collections.Immutable;
using System.Composition;
using Helix.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>HLX5002: passes the token that is at hand.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassTokenFixProvider))]
[Shared]
public sealed class PassTokenFixProvider : DocumentFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HLX5002"];

    private protected override Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken) => Task.FromResult(Plan(place, cancellationToken));

    private static FixPlan? Plan(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Property(RuleProperties.Token) is not { } token || place.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || place.Model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        IParameterSymbol? parameter = method.Parameters.FirstOrDefault(static parameter => parameter.IsOptional && parameter.Type.Name == "CancellationToken");
        bool isNext = parameter is null || (parameter.Ordinal == call.ArgumentList.Arguments.Count && call.ArgumentList.Arguments.All(static argument => argument.NameColon is null));
        ArgumentSyntax argument = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(token));
        if (!isNext)
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon(parameter!.Name).WithColonToken(SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)));
        }

        return new($"Pass '{token}'", (editor, _) => editor.ReplaceNode(
            call, (current, _) => current is InvocationExpressionSyntax now ? now.AddArgumentListArguments(Spaced(argument, now)) : current));
    }

    private static ArgumentSyntax Spaced(ArgumentSyntax argument, InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Count == 0 ? argument : argument.WithLeadingTrivia(SyntaxFactory.Space);
}
