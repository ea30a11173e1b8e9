using System.Globalization;
using System.Net;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace Helix.Redis;

/// <summary>The driver's form of the settings.</summary>
internal static class RedisOptions
{
    /// <param name="current">The settings that hold now: user and password are asked for with each new connection.</param>
    /// <param name="name">The name of the product.</param>
    public static ConfigurationOptions Of(Func<IRedisSettings> current, string name)
    {
        IRedisSettings settings = current();
        var options = new ConfigurationOptions
        {
            Defaults = new LiveCredentials(current),
            // The app goes on without a server, red in its health check; the driver goes on trying.
            AbortOnConnectFail = false,
            BacklogPolicy = settings.QueueWhileDisconnected ? BacklogPolicy.Default : BacklogPolicy.FailFast,
            ServiceName = settings.SentinelService,
            DefaultDatabase = settings.Database,
            Ssl = settings.Tls,
            // CLIENT SETNAME refuses spaces and the like; names of products and instances have none.
            ClientName = settings.ClientName ?? name,
            ConnectTimeout = Milliseconds(settings.ConnectTimeout),
            ConnectRetry = settings.ConnectRetries,
            AsyncTimeout = Milliseconds(settings.CommandTimeout),
            SyncTimeout = Milliseconds(settings.SyncTimeout ?? settings.CommandTimeout),
            // The driver looks for late commands with its heartbeat, once a second unless told otherwise.
            HeartbeatInterval = TimeSpan.FromMilliseconds(Math.Clamp(settings.CommandTimeout.TotalMilliseconds / 10, 20, 1000)),
            KeepAlive = (int)Math.Ceiling(settings.KeepAlive.TotalSeconds),
            AllowAdmin = settings.AllowAdmin,
            ReconnectRetryPolicy = new ExponentialRetry(
                Milliseconds(settings.ReconnectDelay), Math.Max(Milliseconds(settings.ReconnectDelay) + 1, Milliseconds(settings.MaxReconnectDelay))),
            // Keys may hold what belongs to users.
            IncludeDetailInExceptions = false,
        };
        options.EndPoints.Add(settings.Host, settings.Port);
        foreach (string endpoint in (settings.Endpoints ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            options.EndPoints.Add(endpoint);
        }

        if (settings.Tls)
        {
            options.SslHost = settings.TlsHost ?? settings.Host;
            if (settings.RootCertificate is { } path)
            {
                options.TrustIssuer(path);
            }
        }

        return options;
    }

    private static int Milliseconds(TimeSpan time) => (int)Math.Ceiling(time.TotalMilliseconds);

    /// <summary>What the driver asks for when nothing else is said: so a rotated password needs no restart, and is in no options object.</summary>
    private sealed class LiveCredentials(Func<IRedisSettings> current) : DefaultOptionsProvider
    {
        public override string? User => current().Username;

        public override string? Password => current().Password?.Reveal();

        public override bool IsMatch(EndPoint endpoint) => false;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Credentials of {current().Host}");
    }
}
