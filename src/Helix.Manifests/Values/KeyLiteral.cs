namespace Helix.Manifests;

/// <summary>A default, minimum or maximum of a key, read as a value of the key's type.</summary>
/// <param name="Type">The type of the value.</param>
/// <param name="Text">
/// The value as the runtime would read it from configuration, in the manifest's own spelling. Empty for a list.
/// </param>
/// <param name="Integer">
/// The value as a whole number: int and long itself, duration in ticks of 100 ns, size in bytes, bool 0 or 1, enum the index in the
/// kind's or key's list of values, date as day number, timestamp in UTC ticks; 0 for every other type.
/// </param>
/// <param name="Number">The value of a double; 0 for every other type.</param>
public sealed record KeyLiteral(KeyType Type, string Text, long Integer, double Number)
{
    /// <summary>The items of a list's default, each in the manifest's own spelling.</summary>
    public EquatableArray<string> Items { get; init; }

    /// <summary>Compares two values of the same ordered type.</summary>
    public int CompareTo(KeyLiteral other) =>
        Type == KeyType.Double ? Number.CompareTo(other.Number) : Integer.CompareTo(other.Integer);
}
