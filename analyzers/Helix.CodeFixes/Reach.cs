using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>What code at a place can read of all that has a name there: <c>LookupSymbols</c> also gives what a static function may not touch.</summary>
internal sealed class Reach
{
    private readonly FixPlace _place;
    private readonly SyntaxNode? _function;
    private readonly bool _isInitializer;
    private readonly INamedTypeSymbol? _type;

    private Reach(FixPlace place, SyntaxNode? function, bool isInitializer)
    {
        _place = place;
        _function = function;
        _isInitializer = isInitializer;
        ISymbol? around = place.Model.GetEnclosingSymbol(place.Node.SpanStart);
        _type = around as INamedTypeSymbol ?? around?.ContainingType;
    }

    /// <summary>Whether the place is in a static function or member, which sees nothing of an instance.</summary>
    public bool IsStatic => _function is not null;

    /// <summary>Finds it; false where only constants may stand.</summary>
    public static bool TryFind(FixPlace place, [NotNullWhen(true)] out Reach? reach)
    {
        reach = null;
        SyntaxNode? function = null;
        bool isInitializer = false;
        for (SyntaxNode? parent = place.Node; parent is not null and not (BaseTypeDeclarationSyntax or CompilationUnitSyntax); parent = parent.Parent)
        {
            SyntaxTokenList modifiers = parent switch
            {
                MemberDeclarationSyntax member => member.Modifiers,
                LocalFunctionStatementSyntax local => local.Modifiers,
                AnonymousFunctionExpressionSyntax anonymous => anonymous.Modifiers,
                _ => default,
            };
            if (modifiers.Any(SyntaxKind.ConstKeyword) || parent is AttributeSyntax)
            {
                return false;
            }

            function ??= modifiers.Any(SyntaxKind.StaticKeyword) ? parent : null;
            isInitializer |= parent is EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } };
        }

        reach = new(place, function, isInitializer);
        return true;
    }

    /// <summary>The type of what the code can read by the symbol's name alone; null where it cannot.</summary>
    public ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field when IsOfInstance(field) => field.Type,
        IPropertySymbol { IsIndexer: false } property when IsOfInstance(property) => property.Type,
        IParameterSymbol parameter when IsOfFunction(parameter) => parameter.Type,
        ILocalSymbol local when IsOfFunction(local) && local.Locations[0].SourceSpan.End < _place.Node.SpanStart => local.Type,
        _ => null,
    };

    private bool IsOfInstance(ISymbol member)
    {
        if (member.IsStatic)
        {
            return true;
        }

        INamedTypeSymbol? type = IsStatic || _isInitializer ? null : _type;
        while (type is not null && !SymbolEqualityComparer.Default.Equals(type, member.ContainingType))
        {
            type = type.BaseType;
        }

        return type is not null;
    }

    /// <summary>The parameters of an outer type's constructor, and the locals of a program, have names in types too.</summary>
    private bool IsOfFunction(ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingType, _type)
        && (_function is null || symbol.DeclaringSyntaxReferences.Any(place => place.SyntaxTree == _function.SyntaxTree && _function.Span.Contains(place.Span)));
}
