using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>
/// HLX2001: a raw client is built where a product covers it. HLX2002: an API that a product bans. Both are driven by manifests alone.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GoldenPathAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor RawClient = HelixRules.Create(
        "HLX2001", "Raw client built where a product covers it", "'{0}' goes past {1}; {2} ({3})",
        HelixRules.GoldenPath, DiagnosticSeverity.Warning,
        "A client of one's own has none of the settings, health checks, telemetry and credentials that come with the product.");

    internal static readonly DiagnosticDescriptor BannedApi = HelixRules.Create(
        "HLX2002", "API is banned by a product", "'{0}' is off the golden path of {1}; {2} ({3})",
        HelixRules.GoldenPath, DiagnosticSeverity.Warning,
        "The team that runs the product knows why this API does harm there.");

    private static readonly SymbolDisplayFormat s_display = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RawClient, BannedApi];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { } helix
                && helix.GoldenPath is { IsEmpty: false } table)
            {
                start.RegisterFiles(helix, new GoldenPathScan(helix, table, (hit, report) => Report(helix, hit, report)).Scan);
            }
        });
    }

    private static void Report(HelixCompilation helix, GoldenPathHit hit, Action<Diagnostic> report)
    {
        PolicyEntry entry = hit.Banned.Entry;
        (ImmutableArray<KnownProduct> products, DiagnosticSeverity severity) = entry.In(helix, hit.Location.SourceTree);
        if (products.IsEmpty)
        {
            return;
        }

        string[] types = [.. products.Select(static product => product.CSharpName)];
        Diagnostic diagnostic = (entry.IsRaw ? RawClient : BannedApi).At(
            hit.Location, severity, Properties(entry, products),
            Display(hit.Symbol),
            entry.IsRaw ? Either(types) : products[0].Name,
            Advice(helix, entry, types.Length == 1 ? types[0] : "the one that it connects to"),
            string.Join("; ", products.Select(static product => product.Whom)));
        report(helix.Found(diagnostic));
    }

    /// <summary><c>A, B or C</c>.</summary>
    private static string Either(string[] names) =>
        names.Length == 1 ? names[0] : string.Join(", ", names.Take(names.Length - 1)) + " or " + names[names.Length - 1];

    private static string Advice(HelixCompilation helix, PolicyEntry entry, string product)
    {
        BannedApi api = entry.Api;
        string advice = (entry.IsRaw, api.Use) switch
        {
            (true, { } use) => $"inject {product} and use {use}",
            (true, null) => $"inject {product}",
            (false, { } use) => $"use {use}",
            (false, null) => "do without it",
        };
        if (api.Reason is { } reason)
        {
            advice += ": " + reason.Trim().TrimEnd('.');
        }

        return api.EscalatesToError is { } error && !helix.Day.HasCome(error) ? $"{advice}; an error from {error} on" : advice;
    }

    private static ImmutableDictionary<string, string?> Properties(PolicyEntry entry, ImmutableArray<KnownProduct> products)
    {
        ImmutableDictionary<string, string?> properties = RuleProperties.Of(products[0])
            .SetItem(RuleProperties.Product, string.Join(",", products.Select(static product => product.Name)))
            .Add(RuleProperties.Entry, entry.Api.Id);
        return entry.Api.Use is { } use ? properties.Add(RuleProperties.Use, use) : properties;
    }

    private static string Display(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => "new " + WithoutType(constructor),
        IMethodSymbol { ReducedFrom: { } reduced } => reduced.ToDisplayString(s_display),
        _ => symbol.ToDisplayString(s_display),
    };

    /// <summary><c>Client.Client(string)</c> says the name twice.</summary>
    private static string WithoutType(IMethodSymbol constructor)
    {
        string text = constructor.ToDisplayString(s_display);
        string twice = constructor.ContainingType.Name + ".";
        return text.StartsWith(twice, StringComparison.Ordinal) ? text.Substring(twice.Length) : text;
    }
}
