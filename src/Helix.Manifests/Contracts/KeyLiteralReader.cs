namespace Helix.Manifests;

/// <summary>Reads single texts as values of a key.</summary>
public static class KeyLiteralReader
{
    /// <summary>The value of a text, read as the runtime reads configuration; null when it is no value of the key's type.</summary>
    /// <param name="key">A key of a scalar type.</param>
    /// <param name="text">The text, as written.</param>
    public static KeyLiteral? Read(KeyContract key, string text) => LiteralReader.TryRead(key.Type, text, key.Values);

    /// <summary>What is wrong with a text as the value of a key, as the end of a sentence that starts with the key; null when nothing is.</summary>
    /// <param name="key">A key of a scalar type.</param>
    /// <param name="text">The text, as written.</param>
    public static string? Problem(KeyContract key, string text)
    {
        if (Read(key, text) is { } literal)
        {
            return ValueCheck.Breaks(key, literal);
        }

        string? nearest = key.Type == KeyType.Enum ? Suggestions.Nearest(text, key.Values) : null;
        string expected = key.Type == KeyType.Enum ? "one of " + string.Join(", ", key.Values) : LiteralReader.Expected(key.Type);
        return $"is '{text}', which is not {expected}{(nearest is null ? "" : $"; did you mean '{nearest}'?")}";
    }
}
