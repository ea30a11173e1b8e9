using System.Collections.Immutable;
using Helix.Manifests;
using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers.Tests;

/// <summary>HLX0006: a banned symbol that resolves to nothing in its assembly.</summary>
public sealed class BannedSymbolTests
{
    private static readonly MetadataReference[] s_clients =
    [
        .. ((string[])["Azure.*.dll", "Npgsql*.dll", "RabbitMQ.*.dll", "StackExchange.*.dll"])
            .SelectMany(static pattern => Directory.EnumerateFiles(AppContext.BaseDirectory, pattern))
            .Select(static file => MetadataReference.CreateFromFile(file)),
    ];

    public static TheoryData<string> Kinds => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Kinds")).Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_symbol_of_the_kinds_that_ship_is_there(string kind)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Kinds", kind);

        Assert.Empty(await AnalyzeAsync(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), kind));
    }

    /// <summary>A list that forgets an overload leaves a way around the product.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_that_replaces_one_overload_replaces_every_one(string kind)
    {
        Compilation compilation = Compile();
        ManifestDocument document = ManifestReader.Read(kind, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Kinds", kind)), cancellationToken: TestContext.Current.CancellationToken);
        string[] listed = [.. document.Kind!.Replaces.SelectMany(static entry => entry.Symbols)];
        IMethodSymbol[] methods = [.. listed.SelectMany(id => DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation)).OfType<IMethodSymbol>()];
        IEnumerable<IMethodSymbol> constructors = methods
            .Where(static method => method.MethodKind == MethodKind.Constructor)
            .SelectMany(static method => method.ContainingType.InstanceConstructors);
        // What takes an object that a product hands out is the way to use the product.
        IEnumerable<IMethodSymbol> factories = methods
            .Where(static method => method is { IsStatic: true, MethodKind: MethodKind.Ordinary })
            .SelectMany(static method => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>())
            .Where(static method => !method.Parameters.Any(static parameter => parameter.Type.Name is "DbConnection" or "DbDataSource"));
        string[] missing =
        [
            .. constructors.Concat(factories)
                .Where(static method => method.DeclaredAccessibility == Accessibility.Public)
                .Select(static method => method.GetDocumentationCommentId()!)
                .Except(listed, StringComparer.Ordinal),
        ];

        Assert.NotEmpty(listed);
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("M:System.Net.Http.HttpClient.#ctor", "System.Net.Http")]
    [InlineData("M:System.Net.Http.HttpClient.#ctor(System.Net.Http.HttpMessageHandler)", "System.Net.Http")]
    [InlineData("T:System.Net.Http.HttpClient", "System.Net.Http")]
    [InlineData("P:System.Collections.Generic.Dictionary`2.Item(`0)", "System.Collections")]
    [InlineData("M:System.Linq.Enumerable.Count``1(System.Collections.Generic.IEnumerable{``0})", "System.Linq")]
    [InlineData("M:System.Environment.GetEnvironmentVariable(System.String)", "System.Runtime.Extensions")] // a facade that forwards the type
    [InlineData("F:Microsoft.Data.Sqlite.SqliteFactory.Instance", "Microsoft.Data.Sqlite")]
    [InlineData("E:System.AppDomain.ProcessExit", "System.Runtime")]
    [InlineData("N:System.Data.SqlTypes", "System.Data.Common")]
    [InlineData("M:No.Such.Type.Method", "Not.Referenced")] // nothing can be said of an assembly that is not there
    public async Task A_symbol_that_is_there_is_silent(string id, string assembly) =>
        Assert.Empty(await AnalyzeAsync(Product(id, assembly)));

    [Theory]
    [InlineData("M:System.Net.Http.HttpClient.#ctr", "System.Net.Http", "'M:System.Net.Http.HttpClient.#ctr' matches nothing in System.Net.Http; did you mean 'M:System.Net.Http.HttpClient.#ctor'?")]
    [InlineData("M:System.Net.Http.HttpClient.#ctor(System.String)", "System.Net.Http", "'M:System.Net.Http.HttpClient.#ctor(System.String)' matches nothing in System.Net.Http; did you mean 'M:System.Net.Http.HttpClient.#ctor'?")]
    [InlineData("T:System.Net.Http.HttpKlient", "System.Net.Http", "'T:System.Net.Http.HttpKlient' matches nothing in System.Net.Http")]
    [InlineData("P:System.Net.Http.HttpClient.Timeot", "System.Net.Http", "'P:System.Net.Http.HttpClient.Timeot' matches nothing in System.Net.Http; did you mean 'P:System.Net.Http.HttpClient.Timeout'?")]
    [InlineData("M:System.Net.Http.HttpClient.GetAsync(System.String)", "System.Net.Http.Json", "'M:System.Net.Http.HttpClient.GetAsync(System.String)' matches nothing in System.Net.Http.Json")]
    [InlineData("P:Microsoft.Data.Sqlite.SqliteFactory.Instance", "Microsoft.Data.Sqlite", "'P:Microsoft.Data.Sqlite.SqliteFactory.Instance' matches nothing in Microsoft.Data.Sqlite; did you mean 'F:Microsoft.Data.Sqlite.SqliteFactory.Instance'?")]
    [InlineData("M:System.Linq.Enumerable.Count(System.Collections.Generic.IEnumerable{``0})", "System.Linq", "'M:System.Linq.Enumerable.Count(System.Collections.Generic.IEnumerable{``0})' matches nothing in System.Linq; did you mean 'M:System.Linq.Enumerable.")]
    [InlineData("M:System.GC.Collect(System.Boolean)", "System.Runtime", "'M:System.GC.Collect(System.Boolean)' matches nothing in System.Runtime; did you mean 'M:System.GC.Collect'?")]
    public async Task A_symbol_that_is_not_there_is_an_error_on_its_line(string id, string assembly, string message)
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzeAsync(Product(id, assembly)));

        Assert.Equal(("HLX0006", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.StartsWith(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal("test.product.yaml", place.Path);
        Assert.Equal(15, place.StartLinePosition.Line);
    }

    [Fact]
    public async Task A_referenced_manifest_is_its_owners_to_mend() =>
        Assert.Empty(await AnalyzeAsync(Product("T:System.Net.Http.HttpKlient", "System.Net.Http"), role: "referenced"));

    [Fact]
    public async Task A_broken_manifest_does_not_break_the_analyzer() =>
        Assert.Empty(await AnalyzeAsync("spec: { goldenPath: { banned: [ { symbols: [1, {}], assembly: [] } ] "));

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string manifest, string path = "test.product.yaml", string? role = "owned")
    {
        CSharpCompilation compilation = Compile();
        var options = new AnalyzerOptions([new ManifestText(path, manifest, role)], new BuildOptions("Test"));
        return await compilation.WithAnalyzers([new BannedSymbolAnalyzer()], options).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private static CSharpCompilation Compile() =>
        CSharpCompilation.Create(
            "Test",
            references: [.. Acme.Platform, .. s_clients],
            options: new(OutputKind.DynamicallyLinkedLibrary));

    private static string Product(string id, string assembly) =>
        $"""
        apiVersion: helix.dev/v1
        kind: InfrastructureProduct
        metadata: {"{"} name: test, description: A test. {"}"}
        spec:
          kind: http
          version: 1.0.0
          owner: {"{"} team: test {"}"}
          lifecycle: {"{"} stage: ga {"}"}
          goldenPath:
            banned:
              - id: entry
                assembly: {assembly}
                use: Something
                reason: A test.
                symbols:
                  - "{id}"
        """;
}
