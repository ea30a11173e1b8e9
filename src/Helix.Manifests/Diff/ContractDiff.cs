using System.Globalization;

namespace Helix.Manifests;

/// <summary>All differences between two versions of one product or kind, and whether its version says so.</summary>
/// <param name="Name">The name of the product or kind, the new one where it changed.</param>
/// <param name="OldVersion">The version before.</param>
/// <param name="NewVersion">The version after.</param>
/// <param name="Changes">The differences, in the order of the manifest's parts.</param>
public sealed record ContractDiff(string Name, string OldVersion, string NewVersion, EquatableArray<ContractChange> Changes)
{
    /// <summary>Whether the old contract was experimental or a preview, which promise nothing yet.</summary>
    public bool IsExempt { get; init; }

    /// <summary>The part of the version that the changes raise together; also where the contract is exempt.</summary>
    public VersionBump Bump => Changes.Count == 0 ? VersionBump.None : Changes.Max(static change => change.Bump);

    /// <summary>What the changes break together.</summary>
    public ContractBreak Breaks => Changes.Aggregate(ContractBreak.None, static (all, change) => all | change.Breaks);

    /// <summary>
    /// The lowest version that would say what changed; the old one where nothing did. Before 1.0.0 a break raises the minor version, as
    /// SemVer leaves that phase open. Null where the old version is not readable.
    /// </summary>
    public string? WantedVersion
    {
        get
        {
            if (!SemVersion.TryParse(OldVersion, out SemVersion old))
            {
                return null;
            }

            VersionBump bump = old.Major == 0 && Bump == VersionBump.Major ? VersionBump.Minor : Bump;
            return (bump switch
            {
                VersionBump.Major => new SemVersion(old.Major + 1, 0, 0, ""),
                VersionBump.Minor => new SemVersion(old.Major, old.Minor + 1, 0, ""),
                VersionBump.Patch => new SemVersion(old.Major, old.Minor, old.Patch + 1, ""),
                _ => old,
            }).ToString();
        }
    }

    /// <summary>Whether the product or kind is new: it has no version before.</summary>
    public bool IsNew => OldVersion.Length == 0;

    /// <summary>Whether the product or kind is removed: it has no version after.</summary>
    public bool IsRemoved => NewVersion.Length == 0;

    /// <summary>What is wrong with the new version, as a sentence without a full stop; null when it says what changed.</summary>
    public string? VersionProblem
    {
        get
        {
            if (IsRemoved)
            {
                return IsExempt ? null : $"{Name} cannot be removed before it is retired";
            }

            if (!SemVersion.TryParse(OldVersion, out SemVersion old) || !SemVersion.TryParse(NewVersion, out SemVersion now))
            {
                return null;
            }

            if (now.CompareTo(old) < 0)
            {
                return string.Format(CultureInfo.InvariantCulture, "{0} goes back from {1} to {2}", Name, OldVersion, NewVersion);
            }

            if (IsExempt || Changes.Count == 0 || Says(old, now))
            {
                return null;
            }

            string what = Breaks == ContractBreak.None || Bump != VersionBump.Major ? "changed" : $"has a {string.Join("+", BreaksThat(VersionBump.Major))} break";
            return $"{Name} {what}, so {NewVersion} should be {WantedVersion} or later";
        }
    }

    private IEnumerable<string> BreaksThat(VersionBump bump) =>
        Changes.Where(change => change.Bump == bump).Select(static change => change.Class).Distinct(StringComparer.Ordinal).OrderBy(static c => c, StringComparer.Ordinal);

    /// <summary>Whether the step from one version to the other is as large as the changes are.</summary>
    private bool Says(SemVersion old, SemVersion now)
    {
        // Between two pre-releases of one version nothing is promised but the order.
        if (old.PreRelease is { Length: > 0 })
        {
            return now.CompareTo(old) > 0;
        }

        VersionBump step = now.Major > old.Major ? VersionBump.Major
            : now.Minor > old.Minor ? (old.Major == 0 ? VersionBump.Major : VersionBump.Minor)
            : now.CompareTo(old) > 0 ? VersionBump.Patch
            : VersionBump.None;
        return step >= Bump;
    }
}
