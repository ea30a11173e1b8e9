using System.Globalization;
using Helix.Manifests;

namespace Helix.Generators;

/// <summary>Writes defaults of keys as expressions of their C# type.</summary>
internal static class Values
{
    public static string Expression(KeyContract key, KeyLiteral value, TypeNames names, string path)
    {
        string type = names.Type(key, path);
        return key.Type switch
        {
            KeyType.String => Literal.Of(value.Text),
            KeyType.Int => Literal.Of((int)value.Integer),
            KeyType.Long or KeyType.Size => Literal.Of(value.Integer),
            KeyType.Double => Literal.Of(value.Number),
            KeyType.Bool => Literal.Of(value.Integer != 0),
            KeyType.Duration => $"new {type}({Literal.Of(value.Integer)})",
            KeyType.Uri or KeyType.Guid => $"new {type}({Literal.Of(value.Text)})",
            KeyType.Enum => $"({type}){Literal.Of((int)value.Integer)}",
            KeyType.Date => $"{type}.FromDayNumber({Literal.Of((int)value.Integer)})",
            KeyType.Timestamp => $"new {type}({Literal.Of(value.Integer)}, global::System.TimeSpan.Zero)",
            KeyType.List => Items(key, value, names, path),
            _ => "default",
        };
    }

    /// <summary>The items of a list's default. One that cannot be read was reported, and is left out.</summary>
    private static string Items(KeyContract key, KeyLiteral value, TypeNames names, string path)
    {
        KeyContract item = TypeNames.Item(key);
        IEnumerable<string> items = value.Items
            .Select(text => KeyLiteralReader.Read(item, text))
            .OfType<KeyLiteral>()
            .Select(literal => Expression(item, literal, names, path));
        return $"new {names.Type(item, path)}[] {{ {string.Join(", ", items)} }}";
    }
}

/// <summary>Describes bounds and defaults for people.</summary>
internal static class Described
{
    public static string Constraints(KeyContract key)
    {
        var parts = new List<string>();
        if (key.Required)
        {
            parts.Add("Required.");
        }

        if (key.Default is { } value && !key.Secret)
        {
            parts.Add(key.Type == KeyType.List ? $"Default: [{string.Join(", ", value.Items)}]." : $"Default: {(value.Text.Length == 0 ? "empty" : value.Text)}.");
        }

        if (key.Minimum is not null || key.Maximum is not null)
        {
            parts.Add((key.Minimum, key.Maximum) switch
            {
                ({ } low, { } high) => $"From {low.Text} to {high.Text}.",
                ({ } low, null) => $"At least {low.Text}.",
                (_, { } high) => $"At most {high.Text}.",
                _ => "",
            });
        }

        if (key.MinLength is not null || key.MaxLength is not null)
        {
            string unit = key.Type is KeyType.List or KeyType.Map ? "items" : "characters";
            parts.Add((key.MinLength, key.MaxLength) switch
            {
                ({ } low, { } high) => string.Format(CultureInfo.InvariantCulture, "{0} to {1} {2}.", low, high, unit),
                ({ } low, null) => string.Format(CultureInfo.InvariantCulture, "At least {0} {1}.", low, unit),
                (_, { } high) => string.Format(CultureInfo.InvariantCulture, "At most {0} {1}.", high, unit),
                _ => "",
            });
        }

        if (key.Pattern is { } pattern)
        {
            parts.Add($"Matches {pattern}.");
        }

        if (!key.AllowedValues.IsEmpty)
        {
            parts.Add($"One of {string.Join(", ", key.AllowedValues)}.");
        }

        if (key.Live)
        {
            parts.Add("A changed value is taken over while the app runs.");
        }

        return string.Join(" ", parts);
    }
}
