using Helix.Manifests;

namespace Helix.Tool.Adoption;

/// <summary>Orders versions as SemVer does; what is none comes first, as text.</summary>
internal sealed class VersionOrder : IComparer<string>
{
    public static VersionOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => (SemVersion.TryParse(x ?? "", out SemVersion left), SemVersion.TryParse(y ?? "", out SemVersion right)) switch
    {
        (true, true) => left.CompareTo(right),
        (true, false) => 1,
        (false, true) => -1,
        _ => string.CompareOrdinal(x, y),
    };
}
