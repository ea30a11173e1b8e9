namespace Helix.Manifests;

/// <summary>
/// A range of versions: comparisons with spaces between, all of which must hold, such as <c>&gt;=1.0 &lt;2.0</c>. The operators are
/// <c>&gt;= &gt; &lt;= &lt; =</c>; missing parts of a version are zero.
/// </summary>
public sealed class VersionRange
{
    private readonly (string Operator, SemVersion Version)[] _comparisons;

    private VersionRange((string Operator, SemVersion Version)[] comparisons) => _comparisons = comparisons;

    /// <summary>Reads a range.</summary>
    public static bool TryParse(string text, out VersionRange? range)
    {
        var comparisons = new List<(string, SemVersion)>();
        range = null;
        foreach (string part in text.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            string op = part.StartsWith(">=", StringComparison.Ordinal) || part.StartsWith("<=", StringComparison.Ordinal)
                ? part.Substring(0, 2)
                : part[0] is '>' or '<' or '=' ? part.Substring(0, 1) : "";
            string version = part.Substring(op.Length);
            int missing = version.IndexOf('-') >= 0 ? 0 : 2 - version.Count(static c => c == '.');
            for (; missing > 0; missing--)
            {
                version += ".0";
            }

            if (op.Length == 0 || !SemVersion.TryParse(version, out SemVersion parsed))
            {
                return false;
            }

            comparisons.Add((op, parsed));
        }

        range = comparisons.Count > 0 ? new(comparisons.ToArray()) : null;
        return range is not null;
    }

    /// <summary>Whether the version is in the range.</summary>
    public bool Contains(SemVersion version) => _comparisons.All(c => version.CompareTo(c.Version) is var order && c.Operator switch
    {
        ">=" => order >= 0,
        ">" => order > 0,
        "<=" => order <= 0,
        "<" => order < 0,
        _ => order == 0,
    });
}
