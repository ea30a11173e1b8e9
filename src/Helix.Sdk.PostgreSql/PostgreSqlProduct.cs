using Helix.Registration;
using Npgsql;

namespace Helix.PostgreSql;

/// <summary>The base of products on PostgreSQL: one pool of connections, with the settings of the manifest.</summary>
public abstract class PostgreSqlProduct : InfrastructureProduct, IDisposable, IAsyncDisposable
{
    private readonly PostgreSqlDataSource _dataSource;

    /// <summary>Takes what the app gives; nothing is connected before the first use.</summary>
    protected PostgreSqlProduct(IProductContext<IPostgreSqlSettings> context)
        : base(context) => _dataSource = new(context);

    /// <summary>
    /// The pool, to open connections from and to hand to a library that wants a data source. It belongs to the product: do not dispose it.
    /// After a reload that changed the command timeout it is another one; the one before goes on working with what it had.
    /// </summary>
    public NpgsqlDataSource DataSource => _dataSource.Current;

    internal IPostgreSqlSettings Current => _dataSource.Settings;

    /// <summary>Opens a connection of the pool; disposing it gives it back.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses the connection.</exception>
    public ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) =>
        _dataSource.Current.OpenConnectionAsync(cancellationToken);

    /// <summary>A command on a connection of its own, which is opened with it and given back when the command or its reader is disposed.</summary>
    /// <param name="commandText">The SQL, with parameters for whatever comes from outside.</param>
    public NpgsqlCommand CreateCommand(string commandText) => _dataSource.Current.CreateCommand(commandText);

    /// <summary>
    /// The connection string, password included, for the rare need that the product does not cover: connections made of it have neither pool
    /// nor tracing of the product, and do not notice a new password. Each call is counted by <c>helix.product.escapes</c> with its reason.
    /// </summary>
    /// <param name="reason">Why the product does not do, for the team that owns it.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public string EscapeToConnectionString(string reason)
    {
        _dataSource.Telemetry.Escaped(reason);
        return PostgreSqlConnection.Of(_dataSource.Settings, Name, withPassword: true).ConnectionString;
    }

    /// <summary>Adds what every product of the kind has: health check, tracing, metrics. Generated registration calls it.</summary>
    public static void Register(ProductRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        registration.ReadConnectionString = PostgreSqlConnectionString.Read;
        registration.AddHealthCheck<PostgreSqlProduct>(static product => new PostgreSqlHealthCheck(product));
        registration.AddTracing("Npgsql");
        registration.AddMetrics("Npgsql");
        PostgreSqlMeasurements.CollectWithOpenTelemetry(registration.Services);
    }

    /// <summary>Closes the pool.</summary>
    public void Dispose()
    {
        _dataSource.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the pool.</summary>
    public async ValueTask DisposeAsync()
    {
        await _dataSource.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
