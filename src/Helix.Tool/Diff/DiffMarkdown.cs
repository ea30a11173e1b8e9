using Helix.Manifests;

namespace Helix.Tool.Diff;

/// <summary>A comparison for a comment on a pull request: GitHub's and GitLab's Markdown.</summary>
internal static class DiffMarkdown
{
    public static void Write(TextWriter writer, IReadOnlyList<ContractDiff> diffs)
    {
        writer.WriteLine("### Product contracts");
        writer.WriteLine();
        if (diffs.Count == 0)
        {
            writer.WriteLine("Nothing changed.");
            return;
        }

        writer.WriteLine("| contract | version | breaks | |");
        writer.WriteLine("|---|---|---|---|");
        foreach (ContractDiff diff in diffs)
        {
            string breaks = diff.Breaks == ContractBreak.None ? "nothing" : diff.Breaks.ToString().ToUpperInvariant();
            writer.WriteLine($"| **{Cell(diff.Name)}** | {Cell(DiffWords.Versions(diff).Replace("->", "→", StringComparison.Ordinal))} | {breaks} | {(diff.VersionProblem is null ? "✅" : "❌")} {Cell(DiffWords.Verdict(diff))} |");
        }

        foreach (ContractDiff diff in diffs.Where(static diff => diff.Changes.Count > 0))
        {
            // What is safe is there, and folded: a reviewer reads the breaks first.
            writer.WriteLine();
            writer.WriteLine($"<details{(diff.VersionProblem is null ? "" : " open")}><summary>{Text(diff.Name)}: {diff.Changes.Count} {(diff.Changes.Count == 1 ? "change" : "changes")}</summary>");
            writer.WriteLine();
            writer.WriteLine("| | change | where |");
            writer.WriteLine("|---|---|---|");
            foreach (ContractChange change in diff.Changes.OrderBy(static change => change.IsSafe))
            {
                string place = change.Node.Segments.IsEmpty ? "" : $"`{change.Node}`";
                writer.WriteLine($"| {(change.IsSafe ? "safe" : $"**{change.Class}**")} | {Cell(change.Message)} | {place} |");
            }

            writer.WriteLine();
            writer.WriteLine("</details>");
        }
    }

    /// <summary>A text that may come from a manifest, so that it neither ends a cell nor becomes markup.</summary>
    private static string Cell(string text) => Text(text).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Text(string text) => System.Net.WebUtility.HtmlEncode(text).Replace("`", "&#96;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
