namespace Helix.Manifests;

/// <summary>Finds the word that somebody probably meant.</summary>
public static class Suggestions
{
    /// <summary>
    /// The candidate nearest to <paramref name="word"/> by insertions, deletions, replacements and swaps of neighbours, case ignored; null
    /// when none is near enough: more than a third of the word would have to change.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        int best = Math.Min(3, Math.Max(1, word.Length / 3)) + 1;
        string? nearest = null;
        foreach (string candidate in candidates)
        {
            int distance = Distance(word, candidate, best);
            if (distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    private static int Distance(string a, string b, int limit)
    {
        if (a.Length > 64 || b.Length > 64 || Math.Abs(a.Length - b.Length) >= limit)
        {
            return limit;
        }

        int[] beforeLast = new int[b.Length + 1];
        int[] last = new int[b.Length + 1];
        int[] current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                int value = Math.Min(Math.Min(current[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    value = Math.Min(value, beforeLast[j - 2] + 1);
                }

                current[j] = value;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }

    private static bool Same(char x, char y) => char.ToLowerInvariant(x) == char.ToLowerInvariant(y);
}
