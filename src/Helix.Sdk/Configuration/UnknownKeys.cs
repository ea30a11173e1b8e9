namespace Helix.Configuration;

/// <summary>Finds the entries below the sections of products that no product asked for, when all have been read.</summary>
internal static class UnknownKeys
{
    /// <summary>Whether there is an entry below a root of products that no product asked for: seldom, and mostly another app's.</summary>
    public static bool HasUnread(ConfigurationTable table)
    {
        for (int at = 0; at < table.Count; at++)
        {
            ref ConfigurationSlot slot = ref table[at];
            if (!slot.IsRead && slot.Value is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The unknown keys, each with the place of its product among all.</summary>
    /// <param name="table">The entries, those that were asked for marked.</param>
    /// <param name="targets">The products and instances that were read.</param>
    /// <param name="namesOf">The names of a product's keys, relative to its section.</param>
    public static IReadOnlyList<(int Product, ConfigurationError Error)> Find(
        ConfigurationTable table, ProductReadingTarget[] targets, Func<int, IReadOnlyCollection<string>> namesOf)
    {
        List<(int, ConfigurationError)>? unknown = null;
        Dictionary<string, int>? sections = null;
        for (int at = 0; at < table.Count; at++)
        {
            ref ConfigurationSlot slot = ref table[at];
            if (slot.IsRead || slot.Value is null)
            {
                continue;
            }

            sections ??= SectionsOf(targets);
            if (Owner(sections, slot.Key) is not { } owner)
            {
                continue;
            }

            ProductReadingTarget target = targets[owner];
            string relative = slot.Key[(target.Section.Length + 1)..];
            if (target.Instance is null && relative.StartsWith("Instances:", StringComparison.OrdinalIgnoreCase))
            {
                (unknown ??= []).Add((owner, new(target.Info, slot.Key, $"is of an instance '{relative.Split(':')[1]}' that is not registered", table.SourceNameOf(at))));
                continue;
            }

            // What stands in front of an object or list is given by its parts.
            if (slot.Value.Length == 0 && table.Tree.Below(slot.Key) is not null)
            {
                continue;
            }

            string? nearest = Nearest.Of(relative, namesOf(owner));
            (unknown ??= []).Add((owner, new(target.Info, slot.Key, nearest is null ? "is not a key" : $"is not a key; did you mean {nearest}?", table.SourceNameOf(at))));
        }

        return unknown ?? [];
    }

    private static Dictionary<string, int> SectionsOf(ProductReadingTarget[] targets)
    {
        var sections = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < targets.Length; i++)
        {
            _ = sections.TryAdd(targets[i].Section, i);
        }

        return sections;
    }

    /// <summary>The product with the longest section that the key is below.</summary>
    private static int? Owner(Dictionary<string, int> sections, string key)
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = sections.GetAlternateLookup<ReadOnlySpan<char>>();
        ReadOnlySpan<char> rest = key;
        for (int colon = rest.LastIndexOf(':'); colon > 0; colon = rest.LastIndexOf(':'))
        {
            rest = rest[..colon];
            if (lookup.TryGetValue(rest, out int owner))
            {
                return owner;
            }
        }

        return null;
    }
}
