using Helix.Registration;
using StackExchange.Redis;

namespace Helix.Redis;

/// <summary>The base of products on Redis: one multiplexed connection, with the settings of the manifest.</summary>
public abstract class RedisProduct : InfrastructureProduct, IDisposable, IAsyncDisposable
{
    private readonly RedisConnection _connection;

    /// <summary>Takes what the app gives; nothing is connected before the first use.</summary>
    protected RedisProduct(IProductContext<IRedisSettings> context)
        : base(context) => _connection = new(context);

    /// <summary>
    /// The connection itself, for servers, channels and whatever <see cref="Database"/> does not do; keys are not prefixed. It belongs to the
    /// product: do not dispose it. The first use waits for the connection, ConnectTimeout and ConnectRetries at most, and then goes on without
    /// one: it is made in the background. <see cref="ConnectAsync"/> waits without a thread.
    /// </summary>
    public IConnectionMultiplexer Connection => _connection.Current;

    /// <summary>The database of the settings, with their prefix before every key. The first use waits as <see cref="Connection"/> does.</summary>
    public IDatabase Database => _connection.Database;

    internal IRedisSettings Current => _connection.Settings;

    /// <summary>Connects, if nobody did yet, and gives the database. A server that does not answer is no error here, but in the commands.</summary>
    /// <param name="cancellationToken">Stops the waiting, not the connecting.</param>
    public async ValueTask<IDatabase> ConnectAsync(CancellationToken cancellationToken = default)
    {
        await _connection.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return _connection.Database;
    }

    /// <summary>
    /// Options for a connection of one's own, password included, for the rare need that the product does not cover: such a connection has
    /// neither prefix nor tracing of the product, and is not closed with it. Each call is counted by <c>helix.product.escapes</c> with its reason.
    /// </summary>
    /// <param name="reason">Why the product does not do, for the team that owns it.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public ConfigurationOptions EscapeToOptions(string reason)
    {
        _connection.Telemetry.Escaped(reason);
        return RedisOptions.Of(() => _connection.Settings, Name);
    }

    /// <summary>Adds what every product of the kind has: health check, tracing, metrics. Generated registration calls it.</summary>
    public static void Register(ProductRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        registration.ReadConnectionString = RedisConnectionString.Read;
        registration.AddHealthCheck<RedisProduct>(static product => new RedisHealthCheck(product));
        registration.AddTracing(CommandSpans.SourceName);
        registration.AddMetrics(CommandRecorder.MeterName);
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connection after the commands that are on their way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
