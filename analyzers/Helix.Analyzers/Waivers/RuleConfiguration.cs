using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>What the build and <c>.editorconfig</c> files say about single rules.</summary>
internal static class RuleConfiguration
{
    /// <summary>Whether a rule is turned off for the project or one of its files.</summary>
    public static bool IsOffSomewhere(Compilation compilation, string id, CancellationToken cancellationToken) =>
        Lowest(compilation, id, cancellationToken) is { } lowest && lowest.Severity == ReportDiagnostic.Suppress;

    /// <summary>The weakest explicit severity of a rule, and in how many files it holds: 0 for the project; null where there is none.</summary>
    public static (ReportDiagnostic Severity, int Files)? Lowest(Compilation compilation, string id, CancellationToken cancellationToken)
    {
        if (compilation.Options.SpecificDiagnosticOptions.TryGetValue(id, out ReportDiagnostic specific) && Rank(specific) is not null)
        {
            return (specific, 0);
        }

        if (compilation.Options.SyntaxTreeOptionsProvider is not { } provider)
        {
            return null;
        }

        if (provider.TryGetGlobalDiagnosticValue(id, cancellationToken, out ReportDiagnostic global) && Rank(global) is not null)
        {
            return (global, 0);
        }

        ReportDiagnostic? lowest = null;
        int files = 0;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!provider.TryGetDiagnosticValue(tree, id, cancellationToken, out ReportDiagnostic value) || Rank(value) is not { } rank)
            {
                continue;
            }

            int least = lowest is { } known ? Rank(known)!.Value : int.MaxValue;
            files = rank < least ? 1 : rank == least ? files + 1 : files;
            lowest = rank < least ? value : lowest;
        }

        return lowest is { } found ? (found, files) : null;
    }

    /// <summary>How strong an explicit severity is; null where it says nothing of its own.</summary>
    public static int? Rank(ReportDiagnostic severity) => severity switch
    {
        ReportDiagnostic.Suppress => 0,
        ReportDiagnostic.Hidden => 1,
        ReportDiagnostic.Info => 2,
        ReportDiagnostic.Warn => 3,
        ReportDiagnostic.Error => 4,
        _ => null,
    };
}
