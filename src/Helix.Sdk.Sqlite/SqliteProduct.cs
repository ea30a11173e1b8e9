using System.Data.Common;
using Helix.Registration;
using Microsoft.Data.Sqlite;

namespace Helix.Sqlite;

/// <summary>The base of products on SQLite: one database file, opened with the settings of its manifest.</summary>
public abstract class SqliteProduct : InfrastructureProduct, IDisposable
{
    private readonly SqliteDataSource _dataSource;

    /// <summary>Takes what the app gives; no file is touched before the first connection.</summary>
    protected SqliteProduct(IProductContext<ISqliteSettings> context)
        : base(context) => _dataSource = new(context);

    /// <summary>The source of connections, to hand to a library that wants one. It belongs to the product.</summary>
    public DbDataSource DataSource => _dataSource;

    internal ISqliteSettings Current => _dataSource.Settings;

    internal int CommandTimeoutSeconds => _dataSource.CommandTimeoutSeconds;

    /// <summary>Opens a connection with the product's settings; disposing it gives it back to the pool.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public async ValueTask<SqliteConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) =>
        (SqliteConnection)await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// The connection string, for the rare need that the product does not cover: connections made of it have no foreign keys, journal mode
    /// or timeouts of the product. Each call is counted by <c>helix.product.escapes</c> with its reason.
    /// </summary>
    /// <param name="reason">Why the product does not do, for the team that owns it.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public string EscapeToConnectionString(string reason)
    {
        _dataSource.Telemetry.Product.Escaped(reason);
        return _dataSource.ConnectionString;
    }

    /// <summary>Adds what every product of the kind has: health check, tracing, metrics. Generated registration calls it.</summary>
    public static void Register(ProductRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        registration.ReadConnectionString = static text =>
        {
            var builder = new SqliteConnectionStringBuilder(text);
            var given = new DbConnectionStringBuilder { ConnectionString = text };
            return given.Keys.Cast<string>().Select(keyword => new KeyValuePair<string, string>(keyword, Text(builder[keyword])));
        };
        registration.AddHealthCheck<SqliteProduct>(static product => new SqliteHealthCheck(product));
        registration.AddTracing(SqliteTelemetry.Name);
    }

    /// <summary>Closes pooled connections, and with them a database in memory.</summary>
    public void Dispose()
    {
        _dataSource.Dispose();
        GC.SuppressFinalize(this);
    }

    // For a library that makes connections itself, as Entity Framework does: before it opens one, when it is open, and after each command.
    internal void PrepareFile() => _dataSource.Prepare();

    internal void Configure(SqliteConnection connection) => _dataSource.Configure(connection);

    internal void Executed(TimeSpan duration, Exception? error = null) => _dataSource.Telemetry.Executed(duration, error);

    // The driver counts seconds where the setting is a duration.
    private static string Text(object? value) => value switch
    {
        int seconds => seconds.ToString(System.Globalization.CultureInfo.InvariantCulture) + "s",
        _ => value?.ToString() ?? "",
    };
}
