using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Analyzers;

/// <summary>
/// HLX0006: an entry of an owned manifest's golden path that matches nothing in its assembly, though the assembly is referenced. It is a
/// rule of the compilation, as the generator sees no symbols; where the assembly is not referenced, nothing can be said.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BannedSymbolAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new(
        "HLX0006", "Banned symbol matches nothing", "{0}", ManifestRules.Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "An entry that matches nothing protects nobody, and nobody would notice.", ManifestRules.HelpLinkFor("HLX0006"),
        WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Analyze);
    }

    private static void Analyze(CompilationAnalysisContext context)
    {
        foreach (AdditionalText file in context.Options.AdditionalFiles)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (!ManifestReader.IsManifest(file.Path) || !IsOwned(context.Options.AnalyzerConfigOptionsProvider, file)
                || file.GetText(context.CancellationToken) is not { } text)
            {
                continue;
            }

            ManifestDocument document = ManifestReader.Read(file.Path, text.ToString(), ManifestReadMode.Strict, context.CancellationToken);
            if (document.Product is { } product)
            {
                Check(context, document, product.Banned, NodePath.Of("spec", "goldenPath", "banned"));
            }

            if (document.Kind is { } kind)
            {
                Check(context, document, kind.Replaces, NodePath.Of("spec", "goldenPath", "replaces"));
            }
        }
    }

    private static void Check(CompilationAnalysisContext context, ManifestDocument document, EquatableArray<BannedApi> entries, NodePath list)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            BannedApi entry = entries[i];
            if (!context.Compilation.ReferencedAssemblyNames.Any(name => name.Name == entry.Assembly))
            {
                continue;
            }

            for (int s = 0; s < entry.Symbols.Count; s++)
            {
                string id = entry.Symbols[s];
                if (BannedSymbols.Find(context.Compilation, id, entry.Assembly).IsEmpty)
                {
                    SourceSpan span = document.Locate(list.Child(i).Child("symbols").Child(s));
                    context.ReportDiagnostic(Diagnostic.Create(s_rule, At(document.Path, span), Message(context.Compilation, entry, id)));
                }
            }
        }
    }

    private static string Message(Compilation compilation, BannedApi entry, string id)
    {
        string? nearest = BannedSymbols.Nearest(compilation, id);
        string hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
        return $"'{id}' matches nothing in {entry.Assembly}{hint}";
    }

    private static bool IsOwned(AnalyzerConfigOptionsProvider options, AdditionalText file) =>
        !options.GetOptions(file).TryGetValue("build_metadata.AdditionalFiles.HelixRole", out string? role) || role != "referenced";

    private static Location At(string path, SourceSpan span) => Location.Create(
        path,
        new TextSpan(span.Start, span.Length),
        new LinePositionSpan(new(span.StartLine, span.StartColumn), new(span.EndLine, span.EndColumn)));
}
