using System.Text;
using Helix.Manifests;
using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Helix.Analyzers.Tests;

/// <summary>
/// HLX2001 on the whole list of what each kind replaces: every constructor, factory, builder and extension is called, in every form that
/// code can call it in, against the real client.
/// </summary>
public sealed class RawClientTests
{
    private static readonly SymbolDisplayFormat s_type = SymbolDisplayFormat.FullyQualifiedFormat;

    public static TheoryData<string> Kinds =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Kinds")).Select(static file => Path.GetFileName(file).Split('.')[0]).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_entry_of_a_kind_speaks_wherever_code_uses_it(string kind)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Kinds", kind + ".kind.yaml");
        string[] ids = [.. ManifestReader.Read(file, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), cancellationToken: TestContext.Current.CancellationToken).Kind!.Replaces.SelectMany(static entry => entry.Symbols)];
        CSharpCompilation clients = Rules.Compile("", references: Samples.References);
        var source = new StringBuilder("#pragma warning disable\n");
        var uses = new Dictionary<string, string>(StringComparer.Ordinal);
        ISymbol[] symbols = [.. ids.Select(id => Assert.Single(DocumentationCommentId.GetSymbolsForDeclarationId(id, clients)))];
        foreach (string space in symbols.Select(static symbol => symbol.ContainingNamespace.ToDisplayString()).Distinct(StringComparer.Ordinal))
        {
            _ = source.Append($"using {space};\n");
        }

        foreach ((string id, ISymbol symbol) in ids.Zip(symbols))
        {
            foreach (string use in UsesOf(symbol, clients))
            {
                string type = $"Use{uses.Count}";
                uses.Add(type, $"{id}: {use}");
                _ = source.Append($"static class {type} {{ {use} }}\n");
            }
        }

        CSharpCompilation compilation = Rules.Compile(source.ToString(), references: Samples.References);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        IEnumerable<Diagnostic> found = (await Rules.AnalyzeAsync(compilation, new Dictionary<string, string>(), [.. Acme.Kinds, .. Samples.Products, .. Notes]))
            .Where(static diagnostic => diagnostic.Id == "HLX2001");

        var reported = found.GroupBy(diagnostic => diagnostic.Location.SourceTree!.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Split(' ')[2])
            .ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);
        Assert.True(ids.Length > 0 && uses.Count >= ids.Length);
        Assert.Empty(uses.Where(use => reported.GetValueOrDefault(use.Key) != 1).Select(use => $"{reported.GetValueOrDefault(use.Key)} times: {use.Value}"));
    }

    /// <summary>The kind sqlite has no product among the samples that are libraries.</summary>
    private static IEnumerable<ManifestText> Notes => Acme.Products.Where(static manifest => Path.GetFileName(manifest.Path) == "notes-db.product.yaml");

    private static IEnumerable<string> UsesOf(ISymbol symbol, Compilation clients) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => UsesOf(constructor),
        IMethodSymbol method => UsesOfMethod(method.IsGenericMethod ? method.Construct([.. method.TypeParameters.Select(TypeFor)]) : method, clients),
        IFieldSymbol or IPropertySymbol => [$"static object F() => {Type(symbol.ContainingType)}.{symbol.Name};"],
        _ => throw new ArgumentException($"What uses {symbol}?", nameof(symbol)),
    };

    private static IEnumerable<string> UsesOf(IMethodSymbol constructor)
    {
        string type = Type(constructor.ContainingType);
        yield return $"static object M() => new {type}({Arguments(constructor)});";
        yield return $"static {type} M() => new({Arguments(constructor)});";
        if (constructor.ContainingType is { IsSealed: false })
        {
            yield return $"class C : {type} {{ C() : base({Arguments(constructor)}) {{ }} }}";
        }
    }

    private static IEnumerable<string> UsesOfMethod(IMethodSymbol method, Compilation clients)
    {
        string type = Type(method.ContainingType);
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(Type))}>" : "";
        if (!method.IsStatic)
        {
            yield return $"static void M({type} target) {{ target.{method.Name}({Arguments(method)}); }}";
            yield break;
        }

        // Two packages of Npgsql have a class of extensions of one name, which code cannot name then.
        if (clients.GetTypesByMetadataName(method.ContainingType.ToDisplayString()).Length == 1)
        {
            yield return $"static void M() {{ {type}.{method.Name}{generic}({Arguments(method)}); }}";
        }

        if (method.IsExtensionMethod)
        {
            yield return $"static void M({Type(method.Parameters[0].Type)} target) {{ target.{method.Name}{generic}({Arguments(method, skip: 1)}); }}";
        }
        else
        {
            string parameters = string.Join(", ", method.Parameters.Select((parameter, i) => $"{Type(parameter.Type)} p{i}"));
            yield return $"delegate {Type(method.ReturnType)} D({parameters}); static D M() => {type}.{method.Name}{generic};";
        }
    }

    private static string Arguments(IMethodSymbol method, int skip = 0) =>
        string.Join(", ", method.Parameters.Skip(skip).Select(static parameter => $"default({Type(parameter.Type)})"));

    /// <summary>A type that an argument of a generic method may be: the parameter's own constraint.</summary>
    private static ITypeSymbol TypeFor(ITypeParameterSymbol parameter)
    {
        ITypeSymbol? constraint = parameter.ConstraintTypes.FirstOrDefault();
        return constraint is INamedTypeSymbol { IsGenericType: true } generic
            ? generic.OriginalDefinition.Construct([.. generic.TypeArguments.Select(argument => argument is ITypeParameterSymbol ? Object(parameter) : argument)])
            : constraint ?? Object(parameter);
    }

    private static INamedTypeSymbol Object(ISymbol symbol)
    {
        INamedTypeSymbol type = symbol.ContainingType;
        while (type.BaseType is { } below)
        {
            type = below;
        }

        return type;
    }

    private static string Type(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(s_type);
}
