namespace Helix.Configuration;

/// <summary>Finds the key that somebody probably meant.</summary>
internal static class Nearest
{
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        int best = Math.Min(3, Math.Max(1, word.Length / 3)) + 1;
        string? nearest = null;
        foreach (string candidate in candidates)
        {
            int distance = Math.Abs(word.Length - candidate.Length) >= best ? best : Distance(word, candidate);
            if (distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours, case ignored.</summary>
    private static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                int step = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                int value = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + step);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    value = Math.Min(value, cost[i - 2, j - 2] + 1);
                }

                cost[i, j] = value;
            }
        }

        return cost[a.Length, b.Length];
    }

    private static bool Same(char x, char y) => char.ToLowerInvariant(x) == char.ToLowerInvariant(y);
}
