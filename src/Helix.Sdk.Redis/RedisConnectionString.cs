using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace Helix.Redis;

/// <summary>A connection string, <c>server:6379,password=…,ssl=true</c> as StackExchange.Redis writes it or <c>redis://user:…@server:6379/0</c>.</summary>
internal static class RedisConnectionString
{
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        string trimmed = text.Trim();
        return trimmed.StartsWith("redis://", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("rediss://", StringComparison.OrdinalIgnoreCase)
            ? ReadUri(trimmed)
            : ReadOptions(trimmed);
    }

    private static List<KeyValuePair<string, string>> ReadOptions(string text)
    {
        // Reads, and refuses what it cannot; what was given, and not left to defaults, is in the text alone.
        var options = ConfigurationOptions.Parse(text, ignoreUnknown: true);
        options.SetDefaultPorts();
        List<KeyValuePair<string, string>> pairs = [.. EndPoints(options)];
        foreach (string option in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int at = option.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                continue;
            }

            string keyword = option[..at].Trim();
            string value = option[(at + 1)..].Trim();
            switch (keyword.ToLowerInvariant())
            {
                // The product never gives up, so this asks for what it does anyway.
                case "abortconnect" when string.Equals(value, "false", StringComparison.OrdinalIgnoreCase):
                    break;
                case "connecttimeout" or "asynctimeout":
                    pairs.Add(new(keyword, value + "ms"));
                    break;
                case "synctimeout":
                    pairs.Add(new(keyword, value + "ms"));
                    // So does the driver.
                    if (!text.Contains("asyncTimeout", StringComparison.OrdinalIgnoreCase))
                    {
                        pairs.Add(new("asyncTimeout", value + "ms"));
                    }

                    break;
                case "keepalive":
                    pairs.Add(new(keyword, value + "s"));
                    break;
                default:
                    pairs.Add(new(keyword, value));
                    break;
            }
        }

        return pairs;
    }

    private static IEnumerable<KeyValuePair<string, string>> EndPoints(ConfigurationOptions options)
    {
        string[] endpoints = [.. options.EndPoints.Select(static endpoint => endpoint switch
        {
            DnsEndPoint dns => string.Create(CultureInfo.InvariantCulture, $"{dns.Host}:{dns.Port}"),
            IPEndPoint ip => ip.ToString(),
            _ => throw new FormatException("Only servers that are reached over TCP are known here."),
        })];
        if (endpoints.Length == 0)
        {
            yield break;
        }

        int at = endpoints[0].LastIndexOf(':');
        yield return new("host", endpoints[0][..at].Trim('[', ']'));
        yield return new("port", endpoints[0][(at + 1)..]);
        if (endpoints.Length > 1)
        {
            yield return new("endpoints", string.Join(',', endpoints[1..]));
        }
    }

    private static List<KeyValuePair<string, string>> ReadUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0 || uri.Query.Length > 0)
        {
            throw new FormatException("It is not a URI of the form redis://user:password@host:port/database.");
        }

        List<KeyValuePair<string, string>> pairs = [new("host", uri.Host.Trim('[', ']'))];
        if (uri.Port > 0)
        {
            pairs.Add(new("port", uri.Port.ToString(CultureInfo.InvariantCulture)));
        }

        if (uri.UserInfo.Length > 0)
        {
            string[] user = uri.UserInfo.Split(':', 2);
            if (user[0].Length > 0)
            {
                pairs.Add(new("user", Uri.UnescapeDataString(user[0])));
            }

            if (user.Length == 2)
            {
                pairs.Add(new("password", Uri.UnescapeDataString(user[1])));
            }
        }

        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            pairs.Add(new("defaultDatabase", database));
        }

        if (uri.Scheme == "rediss")
        {
            pairs.Add(new("ssl", "true"));
        }

        return pairs;
    }
}
