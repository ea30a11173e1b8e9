using System.Text.RegularExpressions;

namespace Helix.Analyzers;

/// <summary>Tells connection strings and credentials from texts that only look like them.</summary>
internal static class CredentialShape
{
    /// <summary>What stands for a part that is computed, in the text of an interpolated string.</summary>
    public const char Hole = '\uFFFC';

    private static readonly string[] s_servers = ["server", "host", "data source", "datasource", "addr", "address", "network address", "endpoint", "accountname", "defaultendpointsprotocol", "hostname"];
    private static readonly string[] s_others = ["database", "initial catalog", "user id", "uid", "user", "username", "port", "integrated security", "trusted_connection", "sharedaccesskeyname", "endpointsuffix", "virtualhost", "ssl"];
    private static readonly string[] s_credentials = ["password", "pwd", "accountkey", "sharedaccesskey", "sharedaccesssignature", "accesskey", "secretkey"];

    // scheme://user:password@host, the password not a placeholder.
    private static readonly Regex s_userInfo = new(
        @"\b[a-z][a-z0-9+.\-]{1,20}://[^\s/:@""'<>{}$]*:(?<password>[^\s/@""']+)@[^\s/@""']", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200));

    /// <summary>Whether the text can be of either shape: cheap, for every string of a project.</summary>
    public static bool MayBe(string text) =>
        text.Length >= 8 && ((text.IndexOf('=') > 0 && text.IndexOfAny([';', ',']) > 0) || (text.IndexOf('@') > 0 && text.IndexOf("://", StringComparison.Ordinal) > 0));

    /// <summary>What the text is, for a message; null where it is neither.</summary>
    public static string? Of(string text)
    {
        try
        {
            return HasUserInfo(text) ? "A URI with a credential" : OfPairs(text, ';') ?? OfPairs(text, ',');
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Whether a text holds a credential, so that no message may show it.</summary>
    public static bool HoldsCredential(string text) =>
        Of(text) is not null || s_credentials.Any(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0) || text.IndexOf('@') >= 0;

    /// <summary>
    /// Whether a value only stands for one: empty, <c>&lt;password&gt;</c>, <c>${PASSWORD}</c>, <c>{0}</c>, <c>***</c>, <c>xxx</c>,
    /// <c>your-password</c>, <c>%PASSWORD%</c>, <c>#{Password}#</c>.
    /// </summary>
    public static bool IsPlaceholder(string value)
    {
        string text = value.Trim().Trim('"', '\'');
        return text.Length == 0
            || text[0] is '<' or '{' or '[' or Hole
            || text.StartsWith("${", StringComparison.Ordinal) || text.StartsWith("$(", StringComparison.Ordinal) || text.StartsWith("#{", StringComparison.Ordinal)
            || (text[0] == '%' && text[text.Length - 1] == '%')
            || text.All(static c => c is '*' or '.' or '•' or '…' or '_')
            || text.All(static c => c is 'x' or 'X')
            || text.StartsWith("your", StringComparison.OrdinalIgnoreCase) || text.StartsWith("my-", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("change", StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasUserInfo(string text)
    {
        foreach (Match match in s_userInfo.Matches(text))
        {
            if (!IsPlaceholder(match.Groups["password"].Value))
            {
                return true;
            }
        }

        return false;
    }

    private static string? OfPairs(string text, char separator)
    {
        bool server = separator == ',' && text.IndexOf(':') > 0 && text.IndexOf('=') > text.IndexOf(':');
        bool other = false;
        bool credential = false;
        int pairs = 0;
        foreach (string part in text.Split(separator))
        {
            int equals = part.IndexOf('=');
            if (equals <= 0)
            {
                continue;
            }

            string keyword = part.Substring(0, equals).Trim();
            string value = part.Substring(equals + 1);
            // A computed value makes a connection string of the text, and no credential of its password.
            bool given = !IsPlaceholder(value) || value.Trim().Length > 0 && value.Trim()[0] == Hole;
            pairs++;
            server |= given && Is(keyword, s_servers);
            other |= given && Is(keyword, s_others);
            credential |= !IsPlaceholder(value) && Is(keyword, s_credentials);
            other |= Is(keyword, s_credentials) && value.Trim() is [Hole, ..];
        }

        return credential && (pairs > 1 || server) && (server || other) ? "A connection string with a credential"
            : separator == ';' && server && other ? "A connection string"
            : null;
    }

    private static bool Is(string keyword, string[] words) => Array.Exists(words, word => string.Equals(word, keyword, StringComparison.OrdinalIgnoreCase));
}
