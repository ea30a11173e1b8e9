using System.Collections.Immutable;
using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers.Tests;

/// <summary>The compiler's own message about a deprecated key gives way to HLX3001, and to nothing else.</summary>
public sealed class DeprecatedKeyTests
{
    private const string Source = """
        class C(NotesDb db) { object? Key() => db.Settings.MaxChars; object Own() => Old; [Obsolete("Use another one.")] object Old => db; }
        """;

    [Fact]
    public async Task One_line_has_one_message()
    {
        ImmutableArray<Diagnostic> all = await DiagnosticsAsync(Rules.Compile(Source));

        Assert.Single(all, static d => d.Id == "HLX3001");
        Assert.Equal([true, false], all.Where(static d => d.Id == "CS0618").OrderBy(static d => d.Location.SourceSpan.Start).Select(static d => d.IsSuppressed));
    }

    [Fact]
    public async Task Where_the_rule_is_off_the_compiler_speaks()
    {
        CSharpCompilation compilation = Rules.Compile(Source);
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new("HLX3001", ReportDiagnostic.Suppress)]));

        Assert.All((await DiagnosticsAsync(compilation)).Where(static d => d.Id == "CS0618"), static d => Assert.False(d.IsSuppressed));
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Compilation compilation)
    {
        var options = new AnalyzerOptions([.. Acme.Kinds, .. Acme.Products], new BuildOptions("App"));
        return await compilation
            .WithAnalyzers(Rules.All, new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true))
            .GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
