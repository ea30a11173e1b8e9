using System.Globalization;

namespace Helix.Manifests;

/// <summary>A version by Semantic Versioning 2.0, without build metadata.</summary>
/// <param name="Major">Raised by a breaking change.</param>
/// <param name="Minor">Raised by an addition.</param>
/// <param name="Patch">Raised by a correction.</param>
/// <param name="PreRelease">The part behind <c>-</c>; empty for a release.</param>
public readonly record struct SemVersion(int Major, int Minor, int Patch, string PreRelease) : IComparable<SemVersion>
{
    /// <summary>Reads <c>major.minor.patch[-pre][+build]</c>.</summary>
    public static bool TryParse(string text, out SemVersion version)
    {
        version = default;
        int plus = text.IndexOf('+');
        string withoutBuild = plus >= 0 ? text.Substring(0, plus) : text;
        int dash = withoutBuild.IndexOf('-');
        string core = dash >= 0 ? withoutBuild.Substring(0, dash) : withoutBuild;
        string preRelease = dash >= 0 ? withoutBuild.Substring(dash + 1) : "";
        string[] parts = core.Split('.');
        if (parts.Length != 3 || (dash >= 0 && !AreIdentifiers(preRelease, strict: true)) || (plus >= 0 && !AreIdentifiers(text.Substring(plus + 1), strict: false)))
        {
            return false;
        }

        if (!TryNumber(parts[0], out int major) || !TryNumber(parts[1], out int minor) || !TryNumber(parts[2], out int patch))
        {
            return false;
        }

        version = new(major, minor, patch, preRelease);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(SemVersion other)
    {
        int core = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return core != 0 ? core : ComparePreRelease(PreRelease ?? "", other.PreRelease ?? "");
    }

    /// <summary>The version as text.</summary>
    public override string ToString()
    {
        string core = string.Format(CultureInfo.InvariantCulture, "{0}.{1}.{2}", Major, Minor, Patch);
        return string.IsNullOrEmpty(PreRelease) ? core : core + "-" + PreRelease;
    }

    private static int ComparePreRelease(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            // A release comes after its pre-releases.
            return right.Length.CompareTo(left.Length) is var order && order == 0 ? 0 : left.Length == 0 ? 1 : -1;
        }

        string[] a = left.Split('.');
        string[] b = right.Split('.');
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            bool aNumeric = TryNumber(a[i], out int x);
            bool bNumeric = TryNumber(b[i], out int y);
            int order = aNumeric && bNumeric ? x.CompareTo(y) : aNumeric ? -1 : bNumeric ? 1 : string.CompareOrdinal(a[i], b[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    private static bool TryNumber(string text, out int number)
    {
        number = 0;
        return text.Length > 0 && (text.Length == 1 || text[0] != '0')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool AreIdentifiers(string text, bool strict) => text.Split('.').All(part =>
        part.Length > 0
        && part.All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '-')
        && !(strict && part.Length > 1 && part[0] == '0' && part.All(static c => c is >= '0' and <= '9')));
}
