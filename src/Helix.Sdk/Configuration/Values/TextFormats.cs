using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Helix.Configuration;

/// <summary>Checks texts against patterns and named forms.</summary>
internal static class TextFormats
{
    private static readonly ConcurrentDictionary<string, Regex> s_patterns = new(StringComparer.Ordinal);

    /// <summary>Whether the pattern matches somewhere. A pattern that takes longer than a second does not.</summary>
    public static bool Matches(string text, string pattern)
    {
        Regex regex = s_patterns.GetOrAdd(pattern, static p => new(p, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    public static bool Has(string text, string format) => format switch
    {
        "email" => text.IndexOf('@', StringComparison.Ordinal) is > 0 and int at && at < text.Length - 1
            && text.IndexOf('@', at + 1) < 0 && !text.Any(char.IsWhiteSpace),
        "hostname" => Uri.CheckHostName(text) is UriHostNameType.Dns,
        "ipv4" => IPAddress.TryParse(text, out IPAddress? four) && four.AddressFamily == AddressFamily.InterNetwork && text.Count(static c => c == '.') == 3,
        "ipv6" => IPAddress.TryParse(text, out IPAddress? six) && six.AddressFamily == AddressFamily.InterNetworkV6,
        "path" => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal),
        // A form of a newer manifest is not this version's to judge.
        _ => true,
    };
}
