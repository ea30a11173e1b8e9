namespace Helix.Manifests;

/// <summary>Reads single texts as values of a key.</summary>
public static class KeyLiteralReader
{
    /// <summary>The value of a text, read as the runtime reads configuration; null when it is no value of the key's type.</summary>
    /// <param name="key">A key of a scalar type.</param>
    /// <param name="text">The text, as written.</param>
    public static KeyLiteral? Read(KeyContract key, string text) => LiteralReader.TryRead(key.Type, text, key.Values);
}
