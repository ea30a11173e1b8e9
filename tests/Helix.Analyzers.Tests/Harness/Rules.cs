using System.Collections.Immutable;
using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers.Tests;

/// <summary>Runs the rules on the real compiler.</summary>
internal static class Rules
{
    /// <summary>Every analyzer and suppressor that ships.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
    [
        .. typeof(GoldenPathAnalyzer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The usings that every case has.</summary>
    public const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Acme.Notes;
        global using Acme.Weather;
        global using Helix;
        global using Microsoft.Data.Sqlite;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        """;

    private static readonly SyntaxTree s_usings = CSharpSyntaxTree.ParseText(Usings, Acme.ParseOptions, "Usings.g.cs");

    /// <summary>A compilation of one file in an app, or in a library, that uses the products.</summary>
    public static CSharpCompilation Compile(
        string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, string assembly = "App", string path = "App.cs",
        ImmutableArray<MetadataReference> references = default) =>
        CSharpCompilation.Create(
            assembly, [s_usings, CSharpSyntaxTree.ParseText(source, Acme.ParseOptions, path)], references.IsDefault ? Acme.References : references,
            new(kind, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What all rules report, suppressed diagnostics included.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(
        Compilation compilation, IReadOnlyDictionary<string, string> settings, IEnumerable<AdditionalText>? files = null, ImmutableArray<DiagnosticAnalyzer> analyzers = default)
    {
        var options = new AnalyzerOptions([.. files ?? [.. Acme.Kinds, .. Acme.Products]], new BuildOptions("App", settings));
        CompilationWithAnalyzers run = compilation.WithAnalyzers(
            analyzers.IsDefault ? All : analyzers,
            new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        return await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
