namespace Helix.Testing;

/// <summary>A single change of a product, with what it is expected to break: see changes.txt beside this file.</summary>
internal sealed record SingleChange(string Title, string Class, string Bump, int Count, bool IsUnseen, string Manifest)
{
    public override string ToString() => Title;
}

internal static class ContractChanges
{
    private static readonly Lazy<IReadOnlyDictionary<string, SingleChange>> s_all = new(Read);

    /// <summary>The product before any change.</summary>
    public static string Before { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contracts", "ledger-db.product.yaml")).ReplaceLineEndings("\n");

    public static IReadOnlyDictionary<string, SingleChange> All => s_all.Value;

    private static Dictionary<string, SingleChange> Read()
    {
        var all = new Dictionary<string, SingleChange>(StringComparer.Ordinal);
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Contracts", "changes.txt"));
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("= ", StringComparison.Ordinal))
            {
                continue;
            }

            string title = lines[i][2..];
            string[] words = lines[i + 1].Split(' ');
            string before = lines[i + 2][2..];
            string after = (lines[i + 3].Length > 2 ? lines[i + 3][2..] : "").Replace("\\n", "\n", StringComparison.Ordinal);
            int at = Before.IndexOf(before, StringComparison.Ordinal);
            Assert.True(at >= 0 && Before.IndexOf(before, at + 1, StringComparison.Ordinal) < 0, $"{title}: '{before}' is not in the manifest exactly once.");
            all.Add(title, new(
                title, words[0], words.ElementAtOrDefault(1) ?? "none", words.Select(static w => int.TryParse(w, out int n) ? n : 0).Max() is > 0 and var count ? count : 1,
                words.Contains("unseen"), Before.Replace(before, after, StringComparison.Ordinal)));
        }

        return all;
    }
}
