using Npgsql;

namespace Helix.PostgreSql;

/// <summary>The driver's form of the settings.</summary>
internal static class PostgreSqlConnection
{
    public static NpgsqlConnectionStringBuilder Of(IPostgreSqlSettings settings, string name, bool withPassword)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = settings.Host,
            Port = settings.Port,
            Database = settings.Database,
            Username = settings.Username,
            SslMode = settings.SslMode switch
            {
                PostgreSqlSslMode.Disable => SslMode.Disable,
                PostgreSqlSslMode.Require => SslMode.Require,
                PostgreSqlSslMode.VerifyCA => SslMode.VerifyCA,
                PostgreSqlSslMode.VerifyFull => SslMode.VerifyFull,
                _ => SslMode.Prefer,
            },
            RootCertificate = settings.RootCertificate,
            ApplicationName = settings.ApplicationName ?? name,
            Timeout = Seconds(settings.ConnectTimeout),
            CommandTimeout = Seconds(settings.CommandTimeout),
            // How long a server that does not answer may also not answer the request to stop: then the connection is given up.
            CancellationTimeout = 500,
            MinPoolSize = settings.MinPoolSize,
            MaxPoolSize = settings.MaxPoolSize,
            ConnectionIdleLifetime = Seconds(settings.ConnectionIdleLifetime),
            ConnectionPruningInterval = Math.Min(10, Seconds(settings.ConnectionIdleLifetime)),
            ConnectionLifetime = Seconds(settings.ConnectionLifetime),
            KeepAlive = Seconds(settings.KeepAlive),
            // Errors name no data of users unless the app asks for it where it makes its own connection.
            IncludeErrorDetail = false,
        };
        if (withPassword)
        {
            builder.Password = settings.Password?.Reveal();
        }

        return builder;
    }

    // The driver counts whole seconds, and takes 0 for "no limit": a fraction counts as a second.
    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
