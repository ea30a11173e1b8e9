using System.Data.Common;
using System.Globalization;
using RabbitMQ.Client;

namespace Helix.RabbitMq;

/// <summary>A connection string: <c>amqp://user@host:port/vhost</c> as the client reads it, or <c>Host=…;VirtualHost=…</c>.</summary>
internal static class AmqpConnectionString
{
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        string trimmed = text.Trim();
        return trimmed.Contains("://", StringComparison.Ordinal) ? ReadUri(trimmed) : ReadPairs(trimmed);
    }

    private static KeyValuePair<string, string>[] ReadPairs(string text)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = text };
        return [.. builder.Keys.Cast<string>().Select(keyword => new KeyValuePair<string, string>(keyword, builder[keyword].ToString() ?? ""))];
    }

    private static List<KeyValuePair<string, string>> ReadUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            throw new FormatException("It is not a URI of the form amqp://user@host:port/vhost.");
        }

        // The client's own reading; what the text does not give has the client's default, and is not ours to take.
        var factory = new ConnectionFactory { Uri = uri };
        List<KeyValuePair<string, string>> pairs = [new("Host", factory.HostName)];
        if (uri.Port > 0)
        {
            pairs.Add(new("Port", uri.Port.ToString(CultureInfo.InvariantCulture)));
        }

        if (factory.Ssl.Enabled)
        {
            pairs.Add(new("Tls", "true"));
        }

        if (uri.UserInfo.Length > 0)
        {
            pairs.Add(new("Username", factory.UserName));
            if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
            {
                pairs.Add(new("Password", factory.Password));
            }
        }

        if (uri.Segments.Length == 2)
        {
            pairs.Add(new("VirtualHost", factory.VirtualHost));
        }

        foreach (string parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = parameter.Split('=', 2);
            string value = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
            pairs.Add(parts[0] switch
            {
                "heartbeat" => new("Heartbeat", value + "s"),
                "connection_timeout" => new("ConnectTimeout", value + "ms"),
                // The keywords of the kind have the names of these two.
                "cacertfile" or "server_name_indication" => new(parts[0], value),
                _ => throw new FormatException($"The parameter {parts[0]} of the URI is not one that the kind knows."),
            });
        }

        return pairs;
    }
}
