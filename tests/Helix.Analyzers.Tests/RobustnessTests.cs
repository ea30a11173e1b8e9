using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Helix.Analyzers.Tests;

/// <summary>
/// No rule ever throws: over all sources of this repository, over C# that ends anywhere, as it does while one types, without references,
/// and over broken manifests, each of which takes only its own rules with it.
/// </summary>
public sealed class RobustnessTests
{
    private static readonly Dictionary<string, string> s_settings = new() { ["build_property.HelixToday"] = "2027-06-01", ["build_property.HelixDirectPackages"] = "|a||Microsoft.Data.Sqlite" };

    [Fact]
    public async Task No_rule_throws_over_all_sources_of_the_repository()
    {
        SyntaxTree[] trees = [.. Sources().Select(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Acme.ParseOptions, file))];
        Assert.True(trees.Length > 100);

        AssertNoThrow(await Rules.AnalyzeAsync(Compile(trees, Acme.References), s_settings));
        AssertNoThrow(await Rules.AnalyzeAsync(Compile(trees, []), s_settings));
    }

    [Fact]
    public async Task No_rule_throws_over_source_that_ends_anywhere()
    {
        string[] sources = [.. RuleCase.Rules.SelectMany(RuleCase.Of).Select(static one => one.Source)];
        Assert.True(sources.Length > 200);

        // Many files in one compilation: each cut at another place.
        for (int part = 0; part < 8; part++)
        {
            SyntaxTree[] cut =
            [
                .. sources.Select((source, i) => CSharpSyntaxTree.ParseText(
                    source[..(int)((long)source.Length * ((part * 37 + i * 11) % 100) / 100)], Acme.ParseOptions, $"{part}-{i}.cs")),
            ];
            AssertNoThrow(await Rules.AnalyzeAsync(Compile(cut, Acme.References), s_settings));
        }
    }

    [Theory]
    [InlineData("spec: { goldenPath: { banned: [ { symbols: [1, {}], assembly: [] } ] ")]
    [InlineData("")]
    [InlineData("\t")]
    [InlineData("a: &a [*a, *a]")]
    [InlineData("kind: InfrastructureProduct\nmetadata: { name: notes-db }\nspec: { kind: 7, lifecycle: 3, goldenPath: { banned: [ { id: x, assembly: System.Net.Http, symbols: ['M:', 'X:y', 'T', 'M:System.Net.Http.HttpClient.#ctor('] } ] } }")]
    [InlineData("kind: ProductKind\nmetadata: { name: sqlite }\nspec: { goldenPath: { replaces: [ { id: x, assembly: Microsoft.Data.Sqlite, symbols: ['M:.', 'M:#ctor', 'N:'] } ] } }")]
    public async Task A_broken_manifest_takes_only_its_own_rules_with_it(string manifest)
    {
        Compilation compilation = Rules.Compile("class C { object M() => new HttpClient(); }");
        foreach (string name in (string[])["broken.product.yaml", "broken.kind.yaml"])
        {
            ImmutableArray<Diagnostic> diagnostics = await Rules.AnalyzeAsync(
                compilation, s_settings, [new ManifestText(name, manifest, "referenced", "Broken"), .. Acme.Kinds, .. Acme.Products]);

            AssertNoThrow(diagnostics);
            Assert.Single(diagnostics, static d => d.Id == "HLX2001");
        }
    }

    [Fact]
    public async Task Without_manifests_no_rule_says_anything()
    {
        Compilation compilation = Rules.Compile("class C { object M() => new HttpClient(); [GoldenPathWaiver(\"HLX2001\")] void N() { } }");

        Assert.Empty(await Rules.AnalyzeAsync(compilation, s_settings, []));
    }

    private static CSharpCompilation Compile(SyntaxTree[] trees, ImmutableArray<MetadataReference> references) =>
        CSharpCompilation.Create("Broken", trees, references, new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    private static void AssertNoThrow(ImmutableArray<Diagnostic> diagnostics) =>
        Assert.Empty(diagnostics.Where(static d => d.Id == "AD0001").Select(static d => d.GetMessage(null)).Distinct(StringComparer.Ordinal));

    private static IEnumerable<string> Sources([CallerFilePath] string file = "")
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
        return ((string[])["src", "analyzers", "samples", "tests", "benchmarks"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));
    }
}
