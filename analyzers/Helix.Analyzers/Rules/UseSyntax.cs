using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>Where a use stands in the text, and whether it is one.</summary>
internal static class UseSyntax
{
    /// <summary>The name in <c>a.b.Member(…)</c>; the whole of a creation or an indexer.</summary>
    public static SyntaxNode NameOfUse(this SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name,
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => syntax,
    };

    /// <summary>Whether an operation stands in <c>nameof</c>, and so does not happen.</summary>
    public static bool IsInNameOf(this IOperation operation)
    {
        for (IOperation? current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is INameOfOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a name stands in <c>nameof</c> or in documentation, and so uses nothing.</summary>
    public static bool IsMention(this SyntaxNode name)
    {
        for (SyntaxNode? node = name; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case CrefSyntax:
                case DocumentationCommentTriviaSyntax:
                case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }:
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }
}
