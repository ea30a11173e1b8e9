namespace Helix.Configuration;

/// <summary>A list of names in one constant text, such as <c>Standard|ReadOnly</c>.</summary>
internal static class NameList
{
    /// <summary>The place of a name in the list; -1 where it is not there.</summary>
    public static int IndexOf(string names, char separator, ReadOnlySpan<char> name, StringComparison comparison)
    {
        ReadOnlySpan<char> rest = names;
        for (int index = 0; ; index++)
        {
            int end = rest.IndexOf(separator);
            ReadOnlySpan<char> candidate = end < 0 ? rest : rest[..end];
            if (candidate.Length == name.Length && candidate.Equals(name, comparison))
            {
                return index;
            }

            if (end < 0)
            {
                return -1;
            }

            rest = rest[(end + 1)..];
        }
    }
}
