namespace Helix.Configuration;

/// <summary>What the first reading of a product found for the keys that only a restart takes over.</summary>
internal sealed class FrozenValues
{
    /// <summary>The value of each key; null where no source supplied one.</summary>
    public Dictionary<string, FoundValue?> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names one level below each list, map and object.</summary>
    public Dictionary<string, string[]> Names { get; } = new(StringComparer.OrdinalIgnoreCase);
}
