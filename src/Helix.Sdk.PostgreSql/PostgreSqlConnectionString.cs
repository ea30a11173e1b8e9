using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Helix.PostgreSql;

/// <summary>A connection string, <c>Host=…;Database=…</c> as Npgsql writes it or <c>postgresql://user@host/database</c> as libpq does.</summary>
internal static class PostgreSqlConnectionString
{
    // What the driver counts in seconds, and the kind has as a duration.
    private static readonly HashSet<string> s_durations = new(StringComparer.OrdinalIgnoreCase)
    {
        "Timeout", "Command Timeout", "CommandTimeout", "Connection Idle Lifetime", "ConnectionIdleLifetime", "Connection Lifetime",
        "ConnectionLifetime", "Keepalive",
    };

    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        string trimmed = text.Trim();
        return trimmed.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            ? ReadUri(trimmed)
            : ReadPairs(trimmed);
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadPairs(string text)
    {
        var builder = new NpgsqlConnectionStringBuilder(text);
        var given = new DbConnectionStringBuilder { ConnectionString = text };
        return given.Keys.Cast<string>().Select(keyword => new KeyValuePair<string, string>(
            keyword, s_durations.Contains(keyword) ? Text(builder[keyword]) + "s" : Text(builder[keyword]))).ToArray();
    }

    private static List<KeyValuePair<string, string>> ReadUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            throw new FormatException("It is not a URI of the form postgresql://user@host:port/database.");
        }

        List<KeyValuePair<string, string>> pairs = [new("Host", uri.Host)];
        if (uri.Port > 0)
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

        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            pairs.Add(new("Database", Uri.UnescapeDataString(database)));
        }

        foreach (string parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = parameter.Split('=', 2);
            string value = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
            pairs.Add(parts[0].ToLowerInvariant() switch
            {
                "sslmode" => new("SSL Mode", value.Replace("-", "", StringComparison.Ordinal)),
                "sslrootcert" => new("Root Certificate", value),
                "application_name" => new("Application Name", value),
                "connect_timeout" => new("Timeout", value + "s"),
                _ => throw new FormatException($"The parameter {parts[0]} of the URI is not one that the kind knows."),
            });
        }

        return pairs;
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
