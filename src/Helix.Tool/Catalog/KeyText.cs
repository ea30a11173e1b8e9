using Helix.Manifests;

namespace Helix.Tool.Catalog;

/// <summary>What a key allows, in words.</summary>
internal static class KeyText
{
    public static string Type(KeyContract key) => key.Type switch
    {
        KeyType.List => $"list of {(key.Item is null ? "values" : Type(key.Item))}",
        KeyType.Map => $"map of {(key.Item is null ? "values" : Type(key.Item))}",
        _ => key.Type.ToString().ToLowerInvariant(),
    };

    public static string? Default(KeyContract key) => key.Default switch
    {
        null => null,
        { Type: KeyType.List } list => $"[{string.Join(", ", list.Items)}]",
        { Text: "" } => "\"\"",
        { } literal => literal.Text,
    };

    /// <summary>The bounds, each as a short sentence part.</summary>
    public static IEnumerable<string> Bounds(KeyContract key)
    {
        switch (key.Minimum?.Text, key.Maximum?.Text)
        {
            case ({ } low, { } high):
                yield return $"{low} to {high}";
                break;
            case ({ } low, null):
                yield return $"at least {low}";
                break;
            case (null, { } high):
                yield return $"at most {high}";
                break;
        }

        string unit = key.Type is KeyType.List or KeyType.Map ? "items" : "characters";
        switch (key.MinLength, key.MaxLength)
        {
            case ({ } low, { } high):
                yield return $"{low} to {high} {unit}";
                break;
            case ({ } low, null):
                yield return $"at least {low} {unit}";
                break;
            case (null, { } high):
                yield return $"at most {high} {unit}";
                break;
        }

        EquatableArray<string> values = key.AllowedValues.IsEmpty ? key.Values : key.AllowedValues;
        if (!values.IsEmpty)
        {
            yield return "one of " + string.Join(", ", values);
        }

        if (!key.Schemes.IsEmpty)
        {
            yield return "scheme " + string.Join(", ", key.Schemes);
        }

        if (key.Format is { } format)
        {
            yield return format;
        }

        if (key.Pattern is { } pattern)
        {
            yield return $"matches {pattern}";
        }
    }
}
