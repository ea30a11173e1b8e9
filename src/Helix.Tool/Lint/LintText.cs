using Helix.Manifests;
using Helix.Tool.Inputs;
using Helix.Tool.Terminal;
using Spectre.Console;

namespace Helix.Tool.Lint;

/// <summary>Problems for a person: each as a compiler prints it, with the line that it is in and a caret below the place.</summary>
internal static class LintText
{
    /// <summary>A line longer than this is cut around the place.</summary>
    private const int MaxExcerpt = 160;

    public static void Write(ToolConsole console, ManifestFolder folder)
    {
        var lines = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (ManifestProblem problem in folder.Set.Problems)
        {
            if (!lines.TryGetValue(problem.Path, out string[]? ofFile))
            {
                ofFile = folder.Files.First(file => file.Path == problem.Path).Text.ReplaceLineEndings("\n").Split('\n');
                lines.Add(problem.Path, ofFile);
            }

            SourceSpan span = problem.Span;
            console.Styled.MarkupLineInterpolated($"[bold]{problem.Path}({span.StartLine + 1},{span.StartColumn + 1})[/]: [red]error {problem.RuleId}[/]: {problem.Message}");
            if (span.StartLine < ofFile.Length)
            {
                Excerpt(console, ofFile[span.StartLine], span);
            }
        }

        int count = folder.Set.Problems.Count;
        console.Styled.MarkupLineInterpolated(
            $"{folder.Files.Count} {(folder.Files.Count == 1 ? "manifest" : "manifests")}, [{(count == 0 ? "green" : "red")}]{(count == 0 ? "no problem" : count == 1 ? "1 problem" : $"{count} problems")}[/].");
    }

    private static void Excerpt(ToolConsole console, string line, SourceSpan span)
    {
        int start = Math.Min(span.StartColumn, line.Length);
        int end = span.EndLine == span.StartLine ? Math.Clamp(span.EndColumn, start, line.Length) : line.Length;
        int cut = start > MaxExcerpt / 2 && line.Length > MaxExcerpt ? start - (MaxExcerpt / 2) : 0;
        string shown = line.Substring(cut, Math.Min(MaxExcerpt, line.Length - cut));
        int length = Math.Max(1, Math.Min(end - start, shown.Length - (start - cut)));

        // A tab in front of the place stays one, so that the caret is below it at any width.
        string indent = new([.. shown.AsSpan(0, start - cut).ToArray().Select(static c => c == '\t' ? '\t' : ' ')]);
        console.Out.WriteLine("  " + shown);
        console.Styled.MarkupLineInterpolated($"  {indent}[red]{new string('^', length)}[/]");
    }
}
