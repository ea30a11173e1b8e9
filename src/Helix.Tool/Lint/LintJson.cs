using Helix.Manifests;
using Helix.Tool.Inputs;
using Helix.Tool.Terminal;

namespace Helix.Tool.Lint;

/// <summary>Problems for programs. Lines and columns count from one.</summary>
internal static class LintJson
{
    public static void Write(TextWriter writer, ManifestFolder folder) => JsonOutput.Write(writer, new Report(
        folder.Files.Count,
        [
            .. folder.Set.Problems.Select(static problem => new Problem(
                problem.RuleId, problem.Path, problem.Span.StartLine + 1, problem.Span.StartColumn + 1, problem.Span.EndLine + 1, problem.Span.EndColumn + 1,
                problem.Message, problem.Suggestion, ManifestRules.HelpLinkFor(problem.RuleId))),
        ]));

    private sealed record Report(int Manifests, IReadOnlyList<Problem> Problems);

    private sealed record Problem(
        string Rule, string Path, int Line, int Column, int EndLine, int EndColumn, string Message, string? Suggestion, string Help);
}
