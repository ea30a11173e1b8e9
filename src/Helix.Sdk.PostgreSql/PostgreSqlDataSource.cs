using Helix.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Helix.PostgreSql;

/// <summary>Holds the data source that the settings ask for now.</summary>
internal sealed class PostgreSqlDataSource : IDisposable, IAsyncDisposable
{
    private readonly IProductContext<IPostgreSqlSettings> _context;
    private readonly IDisposable _subscription;
    private readonly Lock _lock = new();
    private readonly List<WeakReference<NpgsqlDataSource>> _retired = [];
    private NpgsqlDataSource? _current;
    private TimeSpan _commandTimeout;
    private bool _disposed;

    public PostgreSqlDataSource(IProductContext<IPostgreSqlSettings> context)
    {
        _context = context;
        Telemetry = new(context.Info, context.Instance);
        _subscription = context.OnChange(Renew);
    }

    public ProductTelemetry Telemetry { get; }

    public IPostgreSqlSettings Settings => _context.Settings;

    public NpgsqlDataSource Current => Volatile.Read(ref _current) ?? Create();

    public void Dispose()
    {
        foreach (NpgsqlDataSource source in End())
        {
            source.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (NpgsqlDataSource source in End())
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private List<NpgsqlDataSource> End()
    {
        _subscription.Dispose();
        lock (_lock)
        {
            if (_disposed)
            {
                return [];
            }

            _disposed = true;
            List<NpgsqlDataSource> all = _current is null ? [] : [_current];
            foreach (WeakReference<NpgsqlDataSource> retired in _retired)
            {
                if (retired.TryGetTarget(out NpgsqlDataSource? source))
                {
                    all.Add(source);
                }
            }

            PostgreSqlMeasurements.Remove(_context.Name, Telemetry);
            return all;
        }
    }

    private NpgsqlDataSource Create()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_current is null)
            {
                PostgreSqlMeasurements.Add(_context.Name, Telemetry, _context.Settings.Metrics);
                Volatile.Write(ref _current, Build(_context.Settings));
            }

            return _current;
        }
    }

    /// <summary>The driver fixes the timeout of commands when a data source is built, so another timeout is another data source.</summary>
    private void Renew(IPostgreSqlSettings settings)
    {
        NpgsqlDataSource old;
        lock (_lock)
        {
            if (_disposed || _current is null || settings.CommandTimeout == _commandTimeout)
            {
                return;
            }

            // Whoever took the old one may keep it as long as he wants, so it is not disposed before the product is. It is held weakly:
            // one that nobody took is gone with its last connection, however often the settings change.
            old = _current;
            _ = _retired.RemoveAll(static retired => !retired.TryGetTarget(out _));
            _retired.Add(new(old));
            Volatile.Write(ref _current, Build(settings));
        }

        old.Clear();
    }

    private NpgsqlDataSource Build(IPostgreSqlSettings settings)
    {
        _commandTimeout = settings.CommandTimeout;
        var builder = new NpgsqlDataSourceBuilder(PostgreSqlConnection.Of(settings, _context.Name, withPassword: false).ConnectionString)
        {
            // The driver's own metrics carry it as the name of the pool.
            Name = _context.Name,
        };

        // Asked for with each new connection: a rotated password needs no restart, and is in no connection string.
        _ = builder.UsePasswordProvider(
            _ => _context.Settings.Password?.Reveal() ?? "",
            (_, _) => new(_context.Settings.Password?.Reveal() ?? ""));
        if (_context.Services.GetService<ILoggerFactory>() is { } loggers)
        {
            _ = builder.UseLoggerFactory(new ProductLoggerFactory(loggers, Telemetry));
        }

        bool tracing = settings.Tracing;
        _ = builder.ConfigureTracing(options => options
            .ConfigureCommandFilter(_ => tracing)
            .ConfigureBatchFilter(_ => tracing)
            .ConfigureCopyOperationFilter(_ => tracing)
            .EnablePhysicalOpenTracing(false)
            .ConfigureCommandEnrichmentCallback((activity, _) => Telemetry.Enrich(activity))
            .ConfigureBatchEnrichmentCallback((activity, _) => Telemetry.Enrich(activity))
            .ConfigureCopyOperationEnrichmentCallback((activity, _) => Telemetry.Enrich(activity)));
        return builder.Build();
    }
}
