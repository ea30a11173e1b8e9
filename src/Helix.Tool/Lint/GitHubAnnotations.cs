using Helix.Manifests;

namespace Helix.Tool.Lint;

/// <summary>Problems as workflow commands, which GitHub shows as annotations in the changed files.</summary>
internal static class GitHubAnnotations
{
    public static void Write(TextWriter writer, IReadOnlyList<ManifestProblem> problems)
    {
        foreach (ManifestProblem problem in problems)
        {
            SourceSpan span = problem.Span;
            // Columns only hold where both are in one line.
            string columns = span.EndLine == span.StartLine ? $",col={span.StartColumn + 1},endColumn={Math.Max(span.StartColumn + 1, span.EndColumn)}" : "";
            writer.WriteLine($"::error file={Property(problem.Path)},line={span.StartLine + 1},endLine={span.EndLine + 1}{columns},title={problem.RuleId}::{Data(problem.Message)}");
        }
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
