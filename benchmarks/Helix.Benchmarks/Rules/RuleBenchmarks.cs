using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using BenchmarkDotNet.Attributes;
using Helix.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Benchmarks.Rules;

/// <summary>
/// All rules over 3,600 methods with 200 banned symbols, beside Microsoft.CodeAnalysis.BannedApiAnalyzers with the same symbols, beside an
/// analyzer that does nothing but ask for operations, and beside what the compiler does for itself in any build. As in a build, rules of
/// severity info do not run without a log.
/// </summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private CSharpCompilation _compilation = null!;
    private ImmutableArray<DiagnosticAnalyzer> _rules;
    private ImmutableArray<DiagnosticAnalyzer> _rulesWithLog;
    private ImmutableArray<DiagnosticAnalyzer> _bannedApi;
    private AnalyzerOptions _manifest = null!;
    private AnalyzerOptions _symbols = null!;
    private AnalyzerOptions _nothing = null!;

    [GlobalSetup]
    public void Setup()
    {
        _compilation = RuleCorpus.Compile();
        if (_compilation.GetDiagnostics().FirstOrDefault(static d => d.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException(error.ToString());
        }

        ImmutableArray<(string Id, string Assembly)> banned = RuleCorpus.Banned(_compilation);
        _rulesWithLog = [.. Load(typeof(GoldenPathAnalyzer).Assembly)];
        _rules = [.. _rulesWithLog.Where(static rule => rule is DiagnosticSuppressor || rule.SupportedDiagnostics.Any(static d => d.DefaultSeverity > DiagnosticSeverity.Info))];
        _bannedApi =
        [
            .. Load(Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "BannedApi", "Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.dll")))
                .Where(static analyzer => analyzer.SupportedDiagnostics.Any(static d => d.Id == "RS0030")),
        ];
        _manifest = new([new TextFile("corpus.product.yaml", Product(banned))], new Options());
        _symbols = new([new TextFile("BannedSymbols.txt", string.Join('\n', banned.Select(static symbol => symbol.Id)))], new Options());
        _nothing = new([], new Options());
        Check("HLX2002", Run(_rules, _manifest));
        Check("RS0030", Run(_bannedApi, _symbols));

        static void Check(string id, ImmutableArray<Diagnostic> diagnostics)
        {
            int found = diagnostics.Count(d => d.Id == id);
            if (found != 100)
            {
                throw new InvalidOperationException($"{found} of 100 uses found by {id}: {string.Join('\n', diagnostics.Take(5))}");
            }
        }
    }

    [Benchmark]
    public object CompilerAlone() => _compilation.WithAssemblyName("Fresh").GetDiagnostics();

    [Benchmark]
    public object OneEmptyCallback() => Run([new EmptyAnalyzer()], _nothing);

    [Benchmark(Baseline = true)]
    public object BannedApi() => Run(_bannedApi, _symbols);

    [Benchmark]
    public object AllRules() => Run(_rules, _manifest);

    [Benchmark]
    public object AllRulesWithLog() => Run(_rulesWithLog, _manifest);

    [Benchmark]
    public object AllRulesWithoutManifest() => Run(_rulesWithLog, _nothing);

    /// <summary>A compilation of its own: what one run has bound must not serve the next.</summary>
    private ImmutableArray<Diagnostic> Run(ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options) =>
        _compilation.WithAssemblyName("Fresh").WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    private static IEnumerable<DiagnosticAnalyzer> Load(Assembly assembly) => assembly.GetTypes()
        .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
        .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    private static string Product(IEnumerable<(string Id, string Assembly)> banned)
    {
        var text = new StringBuilder("""
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: corpus, description: The corpus. }
            spec:
              kind: none
              version: 1.0.0
              owner: { team: benchmark }
              lifecycle: { stage: ga, since: 2026-01-01 }
              goldenPath:
                banned:

            """);
        int entry = 0;
        foreach (IGrouping<string, (string Id, string Assembly)> assembly in banned.GroupBy(static symbol => symbol.Assembly))
        {
            _ = text.Append($"      - id: entry-{entry++}\n        assembly: {assembly.Key}\n        reason: A benchmark.\n        symbols:\n");
            foreach ((string id, _) in assembly)
            {
                _ = text.Append($"          - \"{id}\"\n");
            }
        }

        return text.ToString();
    }

    private sealed class TextFile(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Build();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Build : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            {
                value = key == "build_metadata.AdditionalFiles.HelixRole" ? "referenced" : null;
                return value is not null;
            }
        }
    }

#pragma warning disable RS1001, RS1036, RS1038, RS1041 // It is never packed: it measures what any analyzer costs.
    private sealed class EmptyAnalyzer : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new("EMPTY", "Empty", "Empty", "Empty", DiagnosticSeverity.Warning, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
        }
    }
}
