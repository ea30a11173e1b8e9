using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.Analyzers;

/// <summary>
/// Whether <c>new(…)</c> may make something that a rule looks for. Where the type is written (a field, a property, a local, the result of a
/// method) its names decide; anywhere else only binding can tell.
/// </summary>
internal static class CreationTarget
{
    private const CodeTopics Wanted = CodeTopics.BannedCreation | CodeTopics.BannedName | CodeTopics.Product;

    public static bool MayBe(SyntaxNode? node, CodeNames names)
    {
        if (node is not ImplicitObjectCreationExpressionSyntax creation)
        {
            return false;
        }

        return TypeOf(creation) is not { } type || MayName(type, names);
    }

    /// <summary>The written type that the value gets; null where there is none.</summary>
    private static TypeSyntax? TypeOf(ExpressionSyntax value)
    {
        SyntaxNode child = value;
        for (SyntaxNode? parent = value.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case ParenthesizedExpressionSyntax:
                case ConditionalExpressionSyntax conditional when conditional.Condition != child:
                case SwitchExpressionArmSyntax:
                case SwitchExpressionSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression }:
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax }:
                case VariableDeclaratorSyntax:
                case ReturnStatementSyntax:
                case ArrowExpressionClauseSyntax:
                    continue;
                case VariableDeclarationSyntax { Type: { IsVar: false } type }:
                    return type;
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                    return property.Type;
                case BasePropertyDeclarationSyntax property when child is ArrowExpressionClauseSyntax or AccessorListSyntax:
                    return property.Type;
                case MethodDeclarationSyntax method:
                    return method.ReturnType;
                case LocalFunctionStatementSyntax function:
                    return function.ReturnType;
                case OperatorDeclarationSyntax { ReturnType: { } result }:
                    return result;
                case ConversionOperatorDeclarationSyntax conversion:
                    return conversion.Type;
                case CastExpressionSyntax cast:
                    return cast.Type;
                // A return statement's way up to its method.
                case StatementSyntax or AccessorDeclarationSyntax or AccessorListSyntax or SwitchSectionSyntax or ElseClauseSyntax or CatchClauseSyntax or FinallyClauseSyntax
                    when IsReturned(value):
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsReturned(ExpressionSyntax value)
    {
        for (SyntaxNode? node = value.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ReturnStatementSyntax:
                    return true;
                case StatementSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool MayName(TypeSyntax type, CodeNames names)
    {
        foreach (SyntaxToken token in type.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && (names.Of(token.ValueText) & Wanted) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
