using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Simplification;

namespace Helix.CodeFixes;

/// <summary>
/// How code gets at a product: by a field, property or parameter that is there, or by a parameter that is added to the type's constructor.
/// </summary>
internal sealed class Injection
{
    /// <summary>The kind of the annotation of types that a parameter was added to: which parameters code read before.</summary>
    private const string ReadBefore = "helix.read";

    private readonly TypeDeclarationSyntax? _type;
    private readonly INamedTypeSymbol _product;

    private Injection(string name, TypeDeclarationSyntax? type, INamedTypeSymbol product) => (Name, _type, _product) = (name, type, product);

    /// <summary>The name of the product in the code.</summary>
    public string Name { get; }

    /// <summary>The way for a place; null where there is none that compiles and keeps what callers do.</summary>
    public static async Task<Injection?> PlanAsync(FixPlace place, INamedTypeSymbol product, CancellationToken cancellationToken)
    {
        if (!Reach.TryFind(place, out Reach? reach))
        {
            return null;
        }

        foreach (ISymbol visible in place.Model.LookupSymbols(place.Node.SpanStart))
        {
            if (SymbolEqualityComparer.Default.Equals(reach.TypeOf(visible), product))
            {
                return new(visible.Name, null, product);
            }
        }

        if (reach.IsStatic || place.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || place.Model.GetDeclaredSymbol(type, cancellationToken) is not { } symbol)
        {
            return null;
        }

        // A parameter more is a change for whoever calls the constructor: only the container may.
        bool hasOwn = type.Members.Any(static member => member is ConstructorDeclarationSyntax constructor && !constructor.Modifiers.Any(SyntaxKind.StaticKeyword));
        if (type is not ClassDeclarationSyntax || hasOwn || symbol.IsAbstract || symbol.DeclaringSyntaxReferences.Length != 1 || type.TypeParameterList is not null
            || (type.ParameterList is null && type.BaseList?.Types.Any(static one => one is PrimaryConstructorBaseTypeSyntax) == true))
        {
            return null;
        }

        foreach (IMethodSymbol constructor in symbol.InstanceConstructors)
        {
            foreach (ReferencedSymbol references in await SymbolFinder.FindReferencesAsync(constructor, place.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
            {
                if (references.Locations.Any())
                {
                    return null;
                }
            }
        }

        string name = Camel(product.Name);
        return place.Model.LookupSymbols(place.Node.SpanStart, name: name).IsEmpty ? new(name, type, product) : null;
    }

    /// <summary>Adds the parameter, where it is not there, once for all fixes of an edit.</summary>
    public void Apply(DocumentEditor editor, HashSet<string> done)
    {
        if (_type is null || !done.Add($"{_type.SpanStart}:{Name}"))
        {
            return;
        }

        ParameterSyntax parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(Name)).WithType(
            ((TypeSyntax)editor.Generator.TypeExpression(_product)).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation).WithTrailingTrivia(SyntaxFactory.Space));
        var read = new SyntaxAnnotation(ReadBefore, ParametersReadIn(_type));
        editor.ReplaceNode(_type, (current, _) => Add((ClassDeclarationSyntax)current, parameter).WithAdditionalAnnotations(read));
    }

    /// <summary>
    /// Takes out the parameters of primary constructors that fixes have left unread, such as the configuration that a key was read from: the
    /// compiler would warn of them. Only where a parameter was added, as nobody but the container calls the constructor there.
    /// </summary>
    public static SyntaxNode WithoutUnread(SyntaxNode root) =>
        root.ReplaceNodes(root.GetAnnotatedNodes(ReadBefore).OfType<ClassDeclarationSyntax>(), static (_, current) =>
        {
            ClassDeclarationSyntax type = current;
            HashSet<string> names = NamesIn(type);
            foreach (string name in type.GetAnnotations(ReadBefore).Single().Data!.Split(',').Where(name => !names.Contains(name)))
            {
                SeparatedSyntaxList<ParameterSyntax> parameters = type.ParameterList!.Parameters;
                int index = parameters.IndexOf(parameter => parameter.Identifier.ValueText == name);
                if (index >= 0)
                {
                    SyntaxTriviaList before = parameters[index].GetLeadingTrivia();
                    parameters = parameters.RemoveAt(index);
                    parameters = index < parameters.Count ? parameters.Replace(parameters[index], parameters[index].WithLeadingTrivia(before)) : parameters;
                    type = type.WithParameterList(type.ParameterList.WithParameters(parameters));
                }
            }

            return type;
        });

    /// <summary>The identifiers in a type, those of its documentation too.</summary>
    private static HashSet<string> NamesIn(TypeDeclarationSyntax type) =>
        [.. type.DescendantNodes(descendIntoTrivia: true).OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText)];

    private static string ParametersReadIn(TypeDeclarationSyntax type)
    {
        HashSet<string> names = NamesIn(type);
        return string.Join(",", (type.ParameterList?.Parameters ?? default).Select(static parameter => parameter.Identifier.ValueText).Where(names.Contains));
    }

    private static ClassDeclarationSyntax Add(ClassDeclarationSyntax type, ParameterSyntax parameter)
    {
        if (type.ParameterList is { } list)
        {
            SeparatedSyntaxList<ParameterSyntax> parameters = list.Parameters.Count == 0
                ? SyntaxFactory.SingletonSeparatedList(parameter)
                : list.Parameters.Add(parameter.WithLeadingTrivia(SyntaxFactory.Space));
            return type.WithParameterList(list.WithParameters(parameters));
        }

        SyntaxToken name = type.Identifier;
        return type
            .WithIdentifier(name.WithTrailingTrivia())
            .WithParameterList(SyntaxFactory.ParameterList(SyntaxFactory.SingletonSeparatedList(parameter)).WithTrailingTrivia(name.TrailingTrivia));
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
