using Helix.Manifests;
using Helix.Tool.Terminal;

namespace Helix.Tool.Diff;

/// <summary>A comparison for programs.</summary>
internal static class DiffJson
{
    public static void Write(TextWriter writer, IReadOnlyList<ContractDiff> diffs) => JsonOutput.Write(writer, new Report(
        diffs.All(static diff => diff.VersionProblem is null),
        [
            .. diffs.Select(static diff => new Contract(
                diff.Name, diff.IsNew ? null : diff.OldVersion, diff.IsRemoved ? null : diff.NewVersion, Breaks(diff.Breaks), diff.Bump, diff.IsExempt,
                diff.IsNew || diff.IsRemoved ? null : diff.WantedVersion, diff.VersionProblem is null, diff.VersionProblem,
                [.. diff.Changes.Select(static change => new Change(change.Node.ToString(), Breaks(change.Breaks), change.Bump, change.Message))])),
        ]));

    private static ContractBreak[] Breaks(ContractBreak breaks) =>
        [.. new[] { ContractBreak.Source, ContractBreak.Config, ContractBreak.Policy }.Where(one => breaks.HasFlag(one))];

    private sealed record Report(bool VersionsMatch, IReadOnlyList<Contract> Contracts);

    private sealed record Contract(
        string Name, string? OldVersion, string? NewVersion, IReadOnlyList<ContractBreak> Breaks, VersionBump Bump, bool Exempt,
        string? WantedVersion, bool VersionMatches, string? Problem, IReadOnlyList<Change> Changes);

    private sealed record Change(string Path, IReadOnlyList<ContractBreak> Breaks, VersionBump Bump, string Message);
}
