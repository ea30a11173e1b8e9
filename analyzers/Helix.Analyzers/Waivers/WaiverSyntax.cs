using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.Analyzers;

/// <summary>Reads waivers at their attributes.</summary>
internal static class WaiverSyntax
{
    /// <summary>The attribute that a name is the last one of; null for none.</summary>
    public static AttributeSyntax? AttributeOf(CodeUse use)
    {
        NameSyntax? name = use.Name;
        while (name?.Parent is NameSyntax outer)
        {
            name = outer;
        }

        return name?.Parent is AttributeSyntax attribute && LastName(name) == use.Token.ValueText ? attribute : null;
    }

    /// <summary>The waiver that an attribute is; null for none.</summary>
    public static Waiver? Read(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (ISymbol scope in Targets(attribute, model, cancellationToken))
        {
            foreach (AttributeData data in scope.GetAttributes())
            {
                if (data.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == attribute.SyntaxTree
                    && reference.Span == attribute.Span && Waiver.IsWaiver(data.AttributeClass))
                {
                    return Waiver.Of(data, scope);
                }
            }
        }

        return null;
    }

    /// <summary>The last part of a name: <c>C</c> of <c>A.B.C</c> and <c>global::C</c>.</summary>
    private static string LastName(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => "",
    };

    private static IEnumerable<ISymbol> Targets(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellationToken)
    {
        if (attribute.Parent is not AttributeListSyntax list)
        {
            yield break;
        }

        switch (list.Target?.Identifier.Kind(), list.Parent)
        {
            case (SyntaxKind.AssemblyKeyword, _):
                yield return model.Compilation.Assembly;
                break;
            case (SyntaxKind.ModuleKeyword, _):
                yield return model.Compilation.SourceModule;
                break;
            case (_, BaseFieldDeclarationSyntax fields):
                foreach (VariableDeclaratorSyntax variable in fields.Declaration.Variables)
                {
                    if (model.GetDeclaredSymbol(variable, cancellationToken) is { } field)
                    {
                        yield return field;
                    }
                }

                break;
            case (_, AnonymousFunctionExpressionSyntax lambda):
                if (model.GetSymbolInfo(lambda, cancellationToken).Symbol is { } method)
                {
                    yield return method;
                }

                break;
            case (_, { } declaration):
                if (model.GetDeclaredSymbol(declaration, cancellationToken) is { } symbol)
                {
                    yield return symbol;
                    // [method: …] on a record or class is about its primary constructor.
                    if (symbol is INamedTypeSymbol type)
                    {
                        foreach (IMethodSymbol constructor in type.InstanceConstructors)
                        {
                            yield return constructor;
                        }
                    }
                }

                break;
        }
    }
}
