using System.Text;

namespace Helix.Tool.Export;

/// <summary>What Kubernetes, and those who took its rules over, allow in names and labels.</summary>
internal static class KubernetesNames
{
    private const int Longest = 63;

    /// <summary>A label's name or value: at most 63 letters, digits and <c>-_.</c>, a letter or digit at both ends; null where nothing is left.</summary>
    public static string? Label(string? text) => Trimmed(text ?? "", static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>A DNS label: at most 63 lower-case letters, digits and hyphens; null where nothing is left.</summary>
    public static string? DnsLabel(string? text) => Trimmed((text ?? "").ToLowerInvariant(), static c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string? Trimmed(string text, Func<char, bool> allowed)
    {
        var result = new StringBuilder();
        foreach (char c in text)
        {
            if (allowed(c))
            {
                _ = result.Append(c);
            }
            else if (result.Length > 0 && result[^1] != '-')
            {
                _ = result.Append('-');
            }
        }

        string trimmed = result.ToString().Trim('-', '_', '.');
        trimmed = (trimmed.Length > Longest ? trimmed[..Longest] : trimmed).TrimEnd('-', '_', '.');
        return trimmed.Length == 0 ? null : trimmed;
    }
}
