using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Basic.Reference.Assemblies;
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

    private static readonly ManifestText[] s_files = [.. Acme.Kinds, .. Acme.Products, .. Samples.Products];

    [Fact]
    public async Task No_rule_throws_over_all_sources_of_the_repository()
    {
        SyntaxTree[] trees = [.. Sources().Select(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Acme.ParseOptions, file))];
        // Every kind, sample, analyzer, test and benchmark there is, and the templates.
        Assert.All(
            Directory.EnumerateFiles(Sdk.Repository, "*.csproj", SearchOption.AllDirectories).Where(static file => IsSource(file)).Select(static file => Path.GetDirectoryName(file)! + "/"),
            folder => Assert.True(
                trees.Any(tree => tree.FilePath.StartsWith(folder, StringComparison.Ordinal)) || !Directory.EnumerateFiles(folder, "*.cs").Any(), folder));

        AssertNoThrow(await Rules.AnalyzeAsync(Compile(trees, Samples.References), s_settings, s_files));
        AssertNoThrow(await Rules.AnalyzeAsync(Compile(trees, []), s_settings, s_files));
    }

    [Fact]
    public async Task No_rule_throws_over_source_that_ends_anywhere()
    {
        string[] sources = [.. RuleCase.All.SelectMany(RuleCase.Of).Select(static one => one.Source)];
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

    /// <summary>The rest of the file stands there while one types: a token is missing, half, doubled, or followed by a dot.</summary>
    [Fact]
    public async Task No_rule_throws_over_code_as_it_is_while_typing()
    {
        RuleCase[] cases = [.. RuleCase.All.SelectMany(RuleCase.Of)];
        for (int part = 0; part < 8; part++)
        {
            SyntaxTree[] typed = [.. cases.Select((one, i) => CSharpSyntaxTree.ParseText(WhileTyping(one.Source, part * 41 + i * 13, part % 4), Acme.ParseOptions, $"{part}-{i}.cs"))];
            AssertNoThrow(await Rules.AnalyzeAsync(Compile(typed, Samples.References), s_settings, s_files));
        }
    }

    /// <summary>Packages are not restored yet, or only some of them.</summary>
    [Fact]
    public async Task No_rule_throws_while_references_are_missing()
    {
        SyntaxTree[] trees = [.. RuleCase.All.SelectMany(RuleCase.Of).Select(static (one, i) => CSharpSyntaxTree.ParseText(one.Source, Acme.ParseOptions, $"{i}.cs"))];
        Dictionary<string, ImmutableArray<MetadataReference>> worlds = new()
        {
            ["nothing"] = [],
            ["the framework alone"] = [.. Net100.References.All],
            ["no products"] = Acme.Platform,
            ["no Helix"] = [.. Samples.References.Where(static reference => reference.Display?.Contains("Helix.", StringComparison.Ordinal) != true)],
            ["no clients"] = Acme.References,
            ["no framework"] = [.. Samples.References.Except(Net100.References.All)],
        };
        foreach ((string world, ImmutableArray<MetadataReference> references) in worlds)
        {
            Assert.Empty((await Rules.AnalyzeAsync(Compile(trees, references), s_settings, s_files)).Where(static d => d.Id == "AD0001").Select(d => $"{world}: {d.GetMessage(null)}"));
        }
    }

    [Fact]
    public async Task No_rule_throws_over_a_settings_file_that_ends_anywhere()
    {
        Compilation compilation = Rules.Compile("class C;");
        string[] files = [.. RuleCase.All.SelectMany(RuleCase.Of).SelectMany(static one => one.Files).Select(static file => file.Text)];
        Assert.True(files.Length > 50);
        for (int part = 0; part < 4; part++)
        {
            ManifestText[] cut = [.. files.Select((text, i) => new ManifestText($"appsettings.{part}-{i}.json", text[..(int)((long)text.Length * ((part * 37 + i * 11) % 100) / 100)], "settings", ""))];
            AssertNoThrow(await Rules.AnalyzeAsync(compilation, s_settings, [.. s_files, .. cut]));
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

    private static string WhileTyping(string source, int seed, int way)
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(source, Acme.ParseOptions).GetRoot().DescendantTokens().Where(static token => token.Span.Length > 0)];
        if (tokens.Length == 0)
        {
            return source;
        }

        SyntaxToken token = tokens[seed % tokens.Length];
        return way switch
        {
            0 => source.Remove(token.SpanStart, token.Span.Length),
            1 => source.Remove(token.SpanStart + token.Span.Length / 2, token.Span.Length - token.Span.Length / 2),
            2 => source.Insert(token.Span.End, token.Text),
            _ => source.Insert(token.Span.End, "."),
        };
    }

    private static CSharpCompilation Compile(SyntaxTree[] trees, ImmutableArray<MetadataReference> references) =>
        CSharpCompilation.Create("Broken", trees, references, new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    private static void AssertNoThrow(ImmutableArray<Diagnostic> diagnostics) =>
        Assert.Empty(diagnostics.Where(static d => d.Id == "AD0001").Select(static d => d.GetMessage(null)).Distinct(StringComparer.Ordinal));

    private static IEnumerable<string> Sources([CallerFilePath] string file = "")
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
        return ((string[])["src", "analyzers", "samples", "tests", "benchmarks", "build"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(IsSource);
    }

    private static bool IsSource(string path) =>
        !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/artifacts/", StringComparison.Ordinal);
}
