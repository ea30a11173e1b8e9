using Helix.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using StackExchange.Redis.KeyspaceIsolation;

namespace Helix.Redis;

/// <summary>Holds the one connection of a product, made when it is first asked for.</summary>
internal sealed class RedisConnection : IDisposable, IAsyncDisposable
{
    private readonly IProductContext<IRedisSettings> _context;
    private readonly Lock _lock = new();
    private CommandRecorder? _recorder;
    private Task<Open>? _connecting;
    private Open? _open;
    private bool _disposed;

    public RedisConnection(IProductContext<IRedisSettings> context)
    {
        _context = context;
        Telemetry = new(context.Info, context.Instance);
    }

    public ProductTelemetry Telemetry { get; }

    public IRedisSettings Settings => _context.Settings;

    public IConnectionMultiplexer Current => (Volatile.Read(ref _open) ?? Wait()).Multiplexer;

    public IDatabase Database => (Volatile.Read(ref _open) ?? Wait()).Database;

    public ValueTask ConnectAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _open) is null ? new(Begin().WaitAsync(cancellationToken)) : default;

    public void Dispose()
    {
        if (End() is { } open)
        {
            open.Multiplexer.Dispose();
        }

        _recorder?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (End() is { } open)
        {
            await open.Multiplexer.DisposeAsync().ConfigureAwait(false);
        }

        _recorder?.Dispose();
    }

    // The driver has no connecting without waiting either: its own Connect blocks in the same way.
    private Open Wait() => Begin().GetAwaiter().GetResult();

    private Task<Open> Begin()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            // An attempt that failed is no answer for ever: options that the driver refuses can be put right by a reload.
            if (_connecting is null || _connecting.IsFaulted || _connecting.IsCanceled)
            {
                // What runs for as long as the connection does must not belong to the caller who happened to be the first.
                using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
                {
                    _connecting = Task.Run(OpenAsync);
                }
            }

            return _connecting;
        }
    }

    private async Task<Open> OpenAsync()
    {
        IRedisSettings settings = _context.Settings;
        ConfigurationOptions options = RedisOptions.Of(() => _context.Settings, _context.Name);
        if (_context.Services.GetService<ILoggerFactory>() is { } loggers)
        {
            options.LoggerFactory = new ProductLoggerFactory(loggers, Telemetry);
        }

        if (settings.Tracing || settings.Metrics)
        {
            lock (_lock)
            {
                // One that is made after the end would stay for ever.
                ObjectDisposedException.ThrowIf(_disposed, this);
                _recorder ??= new CommandRecorder(Telemetry, settings);
            }

            CommandFaults.Observe(options, _recorder);
        }

        ConnectionMultiplexer multiplexer = await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false);
        if (_recorder is not null)
        {
            _recorder.Watch(multiplexer);
            multiplexer.RegisterProfiler(_recorder.Begin);
        }

        IDatabase database = multiplexer.GetDatabase();
        var open = new Open(multiplexer, string.IsNullOrEmpty(settings.KeyPrefix) ? database : database.WithKeyPrefix(settings.KeyPrefix));
        lock (_lock)
        {
            if (!_disposed)
            {
                Volatile.Write(ref _open, open);
                return open;
            }
        }

        await multiplexer.DisposeAsync().ConfigureAwait(false);
        throw new ObjectDisposedException(_context.Name);
    }

    private Open? End()
    {
        lock (_lock)
        {
            bool first = !_disposed;
            _disposed = true;
            return first ? _open : null;
        }
    }

    private sealed record Open(ConnectionMultiplexer Multiplexer, IDatabase Database);
}
