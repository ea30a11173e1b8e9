using Helix.Manifests;

namespace Helix.Tool.Diff;

/// <summary>What all forms of a comparison say alike.</summary>
internal static class DiffWords
{
    public static string Versions(ContractDiff diff) =>
        diff.IsNew ? $"{diff.NewVersion}, new" : diff.IsRemoved ? $"{diff.OldVersion}, removed" : $"{diff.OldVersion} -> {diff.NewVersion}";

    /// <summary>What the version has to be, or why any will do, as a sentence without a full stop.</summary>
    public static string Verdict(ContractDiff diff) =>
        diff.VersionProblem is { } problem ? problem
        : diff.IsNew || diff.IsRemoved ? "No version is wrong"
        : diff.IsExempt ? "It was experimental or a preview: its version is free"
        : diff.Changes.Count == 0 ? "Nothing but the version changed"
        : $"{diff.NewVersion} says so: {diff.WantedVersion} or later is wanted";
}
