using System.Globalization;

namespace Helix.Manifests;

/// <summary>Reads the defaults and bounds of one key as values of its type, as the runtime reads configuration.</summary>
internal sealed class LiteralReader(KeyType type, IEnumerable<string> names, NodePath node, List<ContractProblem> problems)
{
    /// <summary>Whether values of the type have an order, so that they can have bounds.</summary>
    public static bool IsOrdered(KeyType type) => type is KeyType.Int or KeyType.Long or KeyType.Double or KeyType.Duration
        or KeyType.Size or KeyType.Date or KeyType.Timestamp;

    /// <summary>What a value of a type looks like.</summary>
    public static string Expected(KeyType type) => type switch
    {
        KeyType.Int => "a whole number of 32 bits",
        KeyType.Long => "a whole number of 64 bits",
        KeyType.Double => "a number, such as 0.5",
        KeyType.Bool => "true or false",
        KeyType.Duration => "a duration, such as 100ms, 5s or 00:00:05",
        KeyType.Size => "a size, such as 512, 10MB or 64MiB",
        KeyType.Uri => "an absolute URI",
        KeyType.Date => "a date (yyyy-MM-dd)",
        KeyType.Timestamp => "a point in time, such as 2027-01-31T12:00:00Z",
        KeyType.Guid => "a GUID",
        _ => "text",
    };

    public KeyLiteral? Bound(string? text, string property) =>
        text is null || !IsOrdered(type) ? null : Read(text, node.Child(property), property);

    public KeyLiteral? Default(KeyDeclaration declaration)
    {
        if (declaration.DefaultItems is { } items)
        {
            if (type == KeyType.List)
            {
                return new KeyLiteral(type, "", 0, 0) { Items = items };
            }

            Invalid(node.Child("default").Name(), $"The default is a list; the key is {Word}");
            return null;
        }

        if (declaration.Default is null)
        {
            return null;
        }

        if (type is KeyType.List or KeyType.Map or KeyType.Object)
        {
            Invalid(node.Child("default"), type == KeyType.List ? "The default of a list is a list" : $"A key of type {Word} has no default of its own");
            return null;
        }

        return Read(declaration.Default, node.Child("default"), "default");
    }

    /// <summary>Reads a text as a value of a type; null when it is none.</summary>
    public static KeyLiteral? TryRead(KeyType type, string text, IEnumerable<string> names)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        switch (type)
        {
            case KeyType.Int:
                return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out int number) ? new(type, text, number, 0) : null;
            case KeyType.Long:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out long big) ? new(type, text, big, 0) : null;
            case KeyType.Double:
                return double.TryParse(text, NumberStyles.Float, invariant, out double real) && !double.IsNaN(real) && !double.IsInfinity(real)
                    ? new(type, text, 0, real)
                    : null;
            case KeyType.Bool:
                return bool.TryParse(text, out bool truth) ? new(type, truth ? "true" : "false", truth ? 1 : 0, 0) : null;
            case KeyType.Duration:
                return DurationText.TryParse(text, out long ticks) ? new(type, text, ticks, 0) : null;
            case KeyType.Size:
                return SizeText.TryParse(text, out long bytes) ? new(type, text, bytes, 0) : null;
            case KeyType.Uri:
                return Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && text.IndexOf(':') > 0 && uri.Scheme.Length > 0 ? new(type, text, 0, 0) : null;
            case KeyType.Date:
                return IsoDate.TryParse(text, out IsoDate date) ? new(type, text, date.DayNumber, 0) : null;
            case KeyType.Timestamp:
                return text.IndexOf('T') > 0 && DateTimeOffset.TryParse(text, invariant, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
                    ? new(type, text, time.UtcTicks, 0)
                    : null;
            case KeyType.Guid:
                return Guid.TryParse(text, out _) ? new(type, text, 0, 0) : null;
            case KeyType.Enum:
                int index = 0;
                foreach (string name in names)
                {
                    if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
                    {
                        return new(type, name, index, 0);
                    }

                    index++;
                }

                return null;
            default:
                return new(type, text, 0, 0);
        }
    }

    private string Word => type.ToString().ToLowerInvariant();

    private KeyLiteral? Read(string text, NodePath place, string property)
    {
        KeyLiteral? literal = TryRead(type, text, names);
        if (literal is null)
        {
            string? nearest = type == KeyType.Enum ? Suggestions.Nearest(text, names) : null;
            string expected = type != KeyType.Enum ? Expected(type) : "one of " + string.Join(", ", names);
            string hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
            problems.Add(new(ManifestRules.InvalidValue, place, $"The {property} '{text}' is not {expected}{hint}") { Suggestion = nearest });
        }

        return literal;
    }

    private void Invalid(NodePath place, string message) => problems.Add(new(ManifestRules.MissingOrWrongType, place, message));
}
