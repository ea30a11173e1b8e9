using System.Text;
using BenchmarkDotNet.Attributes;
using Helix.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Benchmarks;

/// <summary>The generator on many manifests: a fresh driver, as in a build, and single edits, as in an editor.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private readonly CSharpCompilation _compilation = CSharpCompilation.Create("Benchmark", [CSharpSyntaxTree.ParseText("class C;")]);
    private CSharpCompilation _edited = null!;
    private AdditionalText[] _files = [];
    private AdditionalText _changed = null!;
    private GeneratorDriver _warm = null!;

    [Params(100, 1_000, 5_000)]
    public int Manifests { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        using var kind = new StreamReader(typeof(GeneratorBenchmarks).Assembly.GetManifestResourceStream("sqlite.kind.yaml")!);
        _files = [new Manifest("sqlite.kind.yaml", kind.ReadToEnd()), .. Enumerable.Range(0, Manifests).Select(static i => Product(i, "1.0.0"))];
        _changed = Product(Manifests / 2, "1.1.0");
        _edited = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class D;"));
        _warm = CSharpGeneratorDriver.Create([new HelixGenerator().AsSourceGenerator()], _files).RunGenerators(_compilation);
        int files = _warm.GetRunResult().Results[0].GeneratedSources.Length;
        if (files != Manifests + 1)
        {
            throw new InvalidOperationException($"{files} files from {Manifests} manifests and a kind.");
        }
    }

    [Benchmark(Baseline = true)]
    public GeneratorDriver FreshDriver() => CSharpGeneratorDriver.Create([new HelixGenerator().AsSourceGenerator()], _files).RunGenerators(_compilation);

    [Benchmark]
    public GeneratorDriver EditOfCSharp() => _warm.RunGenerators(_edited);

    [Benchmark]
    public GeneratorDriver EditOfOneManifest() => _warm.ReplaceAdditionalText(_files[(Manifests / 2) + 1], _changed).RunGenerators(_compilation);

    private static Manifest Product(int i, string version) => new(
        $"product-{i}.product.yaml",
        $$"""
        apiVersion: helix.dev/v1
        kind: InfrastructureProduct
        metadata: { name: product-{{i}}, description: One of many. }
        spec:
          kind: sqlite
          version: {{version}}
          owner: { team: benchmark }
          lifecycle: { stage: ga, since: 2026-01-01 }
          config:
            keys:
              DataSource: { default: data-{{i}}.db }
              CommandTimeout: { default: 5s, maximum: 30s }
              Replicas: { type: list, of: uri, description: Where else to read. }
              Limit: { type: int, default: 50, minimum: 1, maximum: 500, description: The most rows of a page. }
        """);

    private sealed class Manifest(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
