using Helix.Manifests;
using Helix.Tool.Terminal;
using Spectre.Console;

namespace Helix.Tool.Diff;

/// <summary>A comparison for a person at a terminal.</summary>
internal static class DiffText
{
    public static void Write(ToolConsole console, IReadOnlyList<ContractDiff> diffs)
    {
        if (diffs.Count == 0)
        {
            console.Out.WriteLine("Nothing changed.");
            return;
        }

        foreach (ContractDiff diff in diffs)
        {
            console.Styled.MarkupLineInterpolated($"[bold]{diff.Name}[/] {DiffWords.Versions(diff)}");
            int width = diff.Changes.Select(static change => change.Class.Length).DefaultIfEmpty().Max();
            foreach (ContractChange change in diff.Changes)
            {
                string colour = change.IsSafe ? "green" : change.Bump == VersionBump.Major ? "red" : "yellow";
                console.Styled.MarkupInterpolated($"  [{colour}]{change.Class.PadRight(width)}[/]  ");
                console.Styled.WriteLine(change.Node.Segments.IsEmpty ? change.Message : $"{change.Message}   {change.Node}");
            }

            console.Styled.MarkupLineInterpolated($"  [{(diff.VersionProblem is null ? "green" : "red")}]{DiffWords.Verdict(diff)}[/]");
            console.Out.WriteLine();
        }

        int wrong = diffs.Count(static diff => diff.VersionProblem is not null);
        console.Out.WriteLine($"{diffs.Count} changed, {wrong} with a version that does not say so.");
    }
}
