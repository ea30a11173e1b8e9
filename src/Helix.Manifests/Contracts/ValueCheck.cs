using System.Globalization;
using System.Text.RegularExpressions;

namespace Helix.Manifests;

/// <summary>Holds a value against the constraints of its key.</summary>
internal static class ValueCheck
{
    /// <summary>A pattern that takes longer than this for a default is no pattern to run in an app.</summary>
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromMilliseconds(200);

    /// <summary>What the value breaks, as the end of a sentence; null when it keeps everything.</summary>
    public static string? Breaks(KeyContract key, KeyLiteral value)
    {
        if (key.Minimum is { } minimum && value.CompareTo(minimum) < 0)
        {
            return $"is {value.Text}, below its minimum {minimum.Text}";
        }

        if (key.Maximum is { } maximum && value.CompareTo(maximum) > 0)
        {
            return $"is {value.Text}, above its maximum {maximum.Text}";
        }

        return key.Type switch
        {
            KeyType.String => Text(key, value.Text),
            KeyType.Enum => key.AllowedValues.IsEmpty || key.AllowedValues.Contains(value.Text)
                ? null
                : $"is '{value.Text}'; allowed are {string.Join(", ", key.AllowedValues)}",
            KeyType.Uri => key.Schemes.IsEmpty || key.Schemes.Contains(value.Text.Substring(0, Math.Max(0, value.Text.IndexOf(':'))).ToLowerInvariant())
                ? null
                : $"is '{value.Text}'; allowed schemes are {string.Join(", ", key.Schemes)}",
            KeyType.List => Items(key, value),
            _ => null,
        };
    }

    private static string? Items(KeyContract key, KeyLiteral value)
    {
        if (Length(key, value.Items.Count, "items") is { } length)
        {
            return length;
        }

        foreach (string item in value.Items)
        {
            if (key.Item is { } contract)
            {
                KeyLiteral? literal = LiteralReader.TryRead(contract.Type, item, contract.Values);
                string? reason = literal is null ? $"is '{item}', not {LiteralReader.Expected(contract.Type)}" : Breaks(contract, literal);
                if (reason is not null)
                {
                    return "has an item that " + reason;
                }
            }
        }

        return null;
    }

    private static string? Text(KeyContract key, string text)
    {
        if (Length(key, text.Length, "characters") is { } length)
        {
            return length;
        }

        if (!key.Values.IsEmpty && !key.Values.Contains(text))
        {
            return $"is '{text}'; allowed are {string.Join(", ", key.Values)}";
        }

        return key.Pattern is { } pattern && !Matches(pattern, text) ? $"is '{text}', which does not match its pattern {pattern}" : null;
    }

    private static string? Length(KeyContract key, int length, string unit) =>
        length < key.MinLength ? string.Format(CultureInfo.InvariantCulture, "has {0} {1}, fewer than {2}", length, unit, key.MinLength)
        : length > key.MaxLength ? string.Format(CultureInfo.InvariantCulture, "has {0} {1}, more than {2}", length, unit, key.MaxLength)
        : null;

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, s_patternTimeout);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
        catch (ArgumentException)
        {
            // Two sound patterns may make an unsound one together, for instance by two groups of one name.
            return true;
        }
    }
}
