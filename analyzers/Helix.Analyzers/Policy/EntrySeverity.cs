using Helix.Manifests;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>
/// How strongly an entry of a golden path speaks in a file. From strong to weak: <c>helix.&lt;product&gt;.&lt;entry&gt;.severity</c> of
/// <c>.editorconfig</c>, the entry's escalation, the entry's severity. An explicit severity of the rule's own ID wins over all of them;
/// the compiler applies it after the rule has reported.
/// </summary>
internal static class EntrySeverity
{
    /// <summary>The severity; null where the entry is off.</summary>
    public static DiagnosticSeverity? Of(HelixCompilation helix, KnownProduct product, BannedApi entry, SyntaxTree? tree)
    {
        if (helix.Options.For(tree, OptionOf(product, entry)) is { } text && TryParse(text, out DiagnosticSeverity? configured))
        {
            return configured;
        }

        DiagnosticSeverity? severity = entry.Severity switch
        {
            PolicySeverity.None => null,
            PolicySeverity.Info => DiagnosticSeverity.Info,
            PolicySeverity.Error => DiagnosticSeverity.Error,
            _ => DiagnosticSeverity.Warning,
        };
        if (helix.Day.HasCome(entry.EscalatesToWarning))
        {
            severity = Max(severity, DiagnosticSeverity.Warning);
        }

        return helix.Day.HasCome(entry.EscalatesToError) ? Max(severity, helix.Day.DatedError) : severity;
    }

    /// <summary>The name of the option that decides for an entry.</summary>
    public static string OptionOf(KnownProduct product, BannedApi entry) => $"helix.{product.Name}.{entry.Id}.severity";

    private static DiagnosticSeverity? Max(DiagnosticSeverity? left, DiagnosticSeverity right) => left is { } value && value > right ? value : right;

    /// <summary>The words of <c>dotnet_diagnostic.*.severity</c>; <c>default</c> and what is none of them leave the entry as it is.</summary>
    private static bool TryParse(string text, out DiagnosticSeverity? severity)
    {
        (bool known, DiagnosticSeverity? value) = text.ToLowerInvariant() switch
        {
            "none" => (true, (DiagnosticSeverity?)null),
            "silent" or "refactoring" => (true, DiagnosticSeverity.Hidden),
            "suggestion" or "info" => (true, DiagnosticSeverity.Info),
            "warning" => (true, DiagnosticSeverity.Warning),
            "error" => (true, DiagnosticSeverity.Error),
            _ => (false, null),
        };
        severity = value;
        return known;
    }
}
