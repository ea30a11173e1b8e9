using Helix.Manifests;
using Helix.Tool.Inputs;
using Helix.Tool.Terminal;

namespace Helix.Tool.Lint;

/// <summary>
/// Corrects what has one sure correction: a mistyped name or value whose right spelling is known. Only the token changes, so comments and
/// layout stay; a correction that makes anything else wrong is taken back.
/// </summary>
internal static class ManifestFixes
{
    /// <summary>A correction may show the next mistake, such as one below a mistyped property; more than this in a row is none of ours.</summary>
    private const int MaxRounds = 10;

    public static ManifestFolder Apply(ToolConsole console, ManifestFolder folder, Elsewhere elsewhere, CancellationToken cancellationToken)
    {
        IReadOnlyList<ManifestFile> original = folder.Files;
        for (int round = 0; round < MaxRounds; round++)
        {
            ILookup<string, ManifestProblem> sure = folder.Set.Problems.Where(static problem => IsSure(problem)).ToLookup(static problem => problem.Path);
            ManifestFile[] files = [.. folder.Files.Select(file => file with { Text = Correct(file.Text, sure[file.Path]) })];
            if (files.SequenceEqual(folder.Files))
            {
                break;
            }

            ManifestFolder corrected = ManifestFolder.Of(console, files, elsewhere, cancellationToken);
            if (corrected.Set.Problems.Count(static p => p.RuleId == ManifestRules.Syntax) > folder.Set.Problems.Count(static p => p.RuleId == ManifestRules.Syntax)
                || corrected.Set.Problems.Count >= folder.Set.Problems.Count + sure.Count)
            {
                break;
            }

            folder = corrected;
        }

        for (int i = 0; i < original.Count; i++)
        {
            if (folder.Files[i].Text != original[i].Text)
            {
                string path = original[i].FullPath!;
                FileWriting.Write(path, (HasMark(path) ? "\uFEFF" : "") + folder.Files[i].Text, overwrite: true);
                console.Error.WriteLine($"corrected {original[i].Path}");
            }
        }

        return folder;
    }

    /// <summary>Whether a file begins with the mark of UTF-8, which a reader takes off.</summary>
    private static bool HasMark(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[3];
        return file.ReadAtLeast(start, 3, throwOnEndOfStream: false) == 3 && start is [0xEF, 0xBB, 0xBF];
    }

    /// <summary>A reference to another product may be to one that is not here, so its nearest name is a guess.</summary>
    private static bool IsSure(ManifestProblem problem) =>
        problem is { Suggestion: not null, Span.Length: > 0, RuleId: ManifestRules.UnknownProperty or ManifestRules.InvalidValue or ManifestRules.UnknownKind or ManifestRules.MissingOrWrongType }
        && problem.Span.StartLine == problem.Span.EndLine;

    private static string Correct(string text, IEnumerable<ManifestProblem> problems)
    {
        int last = int.MaxValue;
        foreach (ManifestProblem problem in problems.OrderByDescending(static problem => problem.Span.Start))
        {
            SourceSpan span = problem.Span;
            if (span.Start + span.Length > last)
            {
                continue;
            }

            string token = text.Substring(span.Start, span.Length);
            char quote = token[0];
            bool quoted = token.Length > 1 && quote is '"' or '\'' && token[^1] == quote;
            text = string.Concat(text.AsSpan(0, span.Start), quoted ? quote + problem.Suggestion + quote : problem.Suggestion, text.AsSpan(span.Start + span.Length));
            last = span.Start;
        }

        return text;
    }
}
