using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.Analyzers;

/// <summary>
/// Tells by its syntax whether an indexer may read a product's setting, so that the many that read lists and dictionaries are not bound.
/// </summary>
internal sealed class KeySyntax
{
    private readonly HelixCompilation _helix;
    private readonly HashSet<string> _firstNames = new(StringComparer.OrdinalIgnoreCase) { "ConnectionStrings" };
    private HashSet<string>? _constants;

    public KeySyntax(HelixCompilation helix)
    {
        _helix = helix;
        foreach (KnownProduct product in helix.Products)
        {
            _ = _firstNames.Add(First(product.Contract.Section));
        }
    }

    /// <summary>Whether a key may lead to a product, by what is written: as far as a constant is one by its name.</summary>
    public bool MayRead(SyntaxNode? indexer, CancellationToken cancellationToken)
    {
        if (indexer is null || ArgumentsOf(indexer) is not [{ NameColon: null, Expression: { } key }])
        {
            return false;
        }

        return IsSection(indexer) ? MayBeText(key, cancellationToken) : MayBePath(key, cancellationToken);
    }

    private static SeparatedSyntaxList<ArgumentSyntax>? ArgumentsOf(SyntaxNode indexer) => indexer switch
    {
        ElementAccessExpressionSyntax access => access.ArgumentList.Arguments,
        ElementBindingExpressionSyntax binding => binding.ArgumentList.Arguments,
        _ => null,
    };

    /// <summary><c>GetSection("a")["b"]</c>: the first name is in the section.</summary>
    private static bool IsSection(SyntaxNode indexer)
    {
        ExpressionSyntax? receiver = (indexer as ElementAccessExpressionSyntax)?.Expression;
        while (receiver is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            receiver = receiver is ParenthesizedExpressionSyntax inner ? inner.Expression : ((PostfixUnaryExpressionSyntax)receiver).Operand;
        }

        return receiver is InvocationExpressionSyntax;
    }

    private bool MayBePath(ExpressionSyntax key, CancellationToken cancellationToken) => key switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && _firstNames.Contains(First(literal.Token.ValueText)),
        ParenthesizedExpressionSyntax inner => MayBePath(inner.Expression, cancellationToken),
        // The first part of a sum has the first name, or the beginning of it.
        BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression) && MayBeText(sum, cancellationToken),
        _ => MayBeText(key, cancellationToken),
    };

    /// <summary>Whether an expression may be a constant text. A constant is always named by its type, or by its own name alone.</summary>
    private bool MayBeText(ExpressionSyntax expression, CancellationToken cancellationToken) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        ParenthesizedExpressionSyntax inner => MayBeText(inner.Expression, cancellationToken),
        BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression) && MayBeText(sum.Left, cancellationToken) && MayBeText(sum.Right, cancellationToken),
        InterpolatedStringExpressionSyntax text => text.Contents.All(part =>
            part is InterpolatedStringTextSyntax || (part is InterpolationSyntax hole && MayBeText(hole.Expression, cancellationToken))),
        MemberAccessExpressionSyntax access => MayBeConstant(access.Name.Identifier.ValueText, cancellationToken) && MayBeType(access.Expression),
        IdentifierNameSyntax name => MayBeConstant(name.Identifier.ValueText, cancellationToken),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => true,
        _ => false,
    };

    private static bool MayBeType(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => IsTypeName(access.Name.Identifier.ValueText),
        AliasQualifiedNameSyntax or PredefinedTypeSyntax or GenericNameSyntax => true,
        IdentifierNameSyntax name => IsTypeName(name.Identifier.ValueText),
        _ => false,
    };

    private static bool IsTypeName(string name) => name.Length > 0 && !char.IsLower(name[0]);

    /// <summary>A constant of another assembly has a capital; one of the project is found by <c>const</c>, whatever its name.</summary>
    private bool MayBeConstant(string name, CancellationToken cancellationToken) =>
        (name.Length > 0 && char.IsUpper(name[0])) || Constants(cancellationToken).Contains(name);

    private HashSet<string> Constants(CancellationToken cancellationToken)
    {
        if (_constants is { } known)
        {
            return known;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in _helix.Compilation.SyntaxTrees)
        {
            foreach (CodeUse use in new CodeFile(_helix, tree, static _ => { }, cancellationToken).Uses(CodeTopics.Constant))
            {
                VariableDeclarationSyntax? declaration = use.Token.Parent switch
                {
                    FieldDeclarationSyntax field => field.Declaration,
                    LocalDeclarationStatementSyntax local => local.Declaration,
                    _ => null,
                };
                names.UnionWith(declaration?.Variables.Select(static variable => variable.Identifier.ValueText) ?? []);
            }
        }

        return _constants = names;
    }

    private static string First(string path)
    {
        int colon = path.IndexOf(':');
        return colon < 0 ? path : path.Substring(0, colon);
    }
}
