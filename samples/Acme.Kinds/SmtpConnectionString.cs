using System.Data.Common;
using System.Globalization;

namespace Acme.Mail;

/// <summary>A connection string: <c>Host=…;Port=…</c>, or a URI as mail programs write it, <c>smtp://user:password@host:port</c>.</summary>
internal static class SmtpConnectionString
{
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = text };
            return builder.Keys.Cast<string>().Select(keyword => new KeyValuePair<string, string>(keyword, Convert.ToString(builder[keyword], CultureInfo.InvariantCulture) ?? ""));
        }

        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0)
        {
            throw new FormatException("It is not a URI of the form smtp://user@host:port.");
        }

        List<KeyValuePair<string, string>> pairs = [new("Host", uri.Host)];
        if (uri.Scheme == "smtps")
        {
            pairs.Add(new("Security", "Tls"));
        }

        // The framework knows 25 as the port of smtp; only one that is written counts.
        if (!uri.IsDefaultPort && uri.Port > 0)
        {
            pairs.Add(new("Port", uri.Port.ToString(CultureInfo.InvariantCulture)));
        }

        if (uri.UserInfo.Length > 0)
        {
            string[] user = uri.UserInfo.Split(':', 2);
            pairs.Add(new("Username", Uri.UnescapeDataString(user[0])));
            if (user.Length == 2)
            {
                pairs.Add(new("Password", Uri.UnescapeDataString(user[1])));
            }
        }

        return pairs;
    }
}
