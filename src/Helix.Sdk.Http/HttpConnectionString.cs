using System.Data.Common;

namespace Helix.Http;

/// <summary>A connection string of an HTTP API: a bare URL, or <c>Endpoint=…;Key=…</c>.</summary>
internal static class HttpConnectionString
{
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(trimmed, UriKind.Absolute, out Uri? uri))
        {
            return [new("Endpoint", uri.OriginalString)];
        }

        var builder = new DbConnectionStringBuilder { ConnectionString = trimmed };
        return builder.Keys.Cast<string>().Select(keyword => new KeyValuePair<string, string>(keyword, builder[keyword].ToString() ?? ""));
    }
}
