using System.Diagnostics.Metrics;
using Helix.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;

namespace Helix.Startup;

/// <summary>
/// Binds and validates all registered products at once, the first time that one of them is needed: every way to a product leads here, so
/// every way gives the same report.
/// </summary>
internal sealed partial class ProductBinder : IDisposable
{
    private static readonly Meter s_meter = new("Helix.Sdk");
    private static readonly Counter<long> s_rejected = s_meter.CreateCounter<long>(
        "helix.config.reload.rejected", "{reload}", "Reloads of configuration that were not taken over, because a product would not be valid.");

    private readonly Lock _lock = new();
    private readonly IServiceProvider _services;
    private readonly ProductInstances _instances;
    private readonly ILogger _logger;
    private readonly List<IDisposable> _subscriptions = [];
    private ProductGroup[]? _groups;
    private bool _bound;
    private bool _disposed;

    public ProductBinder(IServiceProvider services, ProductInstances instances)
    {
        _services = services;
        _instances = instances;
        _logger = services.GetService<ILoggerFactory>()?.CreateLogger("Helix") ?? NullLogger.Instance;
    }

    /// <summary>Binds all products, once.</summary>
    /// <exception cref="ProductConfigurationException">A product cannot start.</exception>
    public void EnsureBound()
    {
        if (Volatile.Read(ref _bound))
        {
            return;
        }

        ProductGroup[] groups;
        lock (_lock)
        {
            groups = Groups();
        }

        // A change during the reading waits for the lock, and is read then. Neither begun nor ended within the lock: both may wait for a reload
        // that is on its way, and a reload waits for the lock.
        IDisposable[]? subscriptions = Array.ConvertAll(groups, group => ChangeToken.OnChange(group.Configuration.GetReloadToken, Reload));
        try
        {
            lock (_lock)
            {
                if (!_bound)
                {
                    Bind(groups);
                    if (!_disposed)
                    {
                        _subscriptions.AddRange(subscriptions);
                        subscriptions = null;
                    }
                }
            }
        }
        finally
        {
            End(subscriptions);
        }
    }

    private void Bind(ProductGroup[] groups)
    {
        GroupReading[] readings = Array.ConvertAll(groups, static group => group.Read());
        if (ErrorsOf(groups, readings) is { Count: > 0 } errors)
        {
            throw new ProductConfigurationException(StartupReport.Write(errors, "cannot start"), errors);
        }

        for (int i = 0; i < groups.Length; i++)
        {
            readings[i].Notes?.ForEach(LogNote);
            groups[i].Accept();
            Set(groups[i], readings[i]);
            if (!_disposed)
            {
                Watch(groups[i], readings[i]);
            }
        }

        Volatile.Write(ref _bound, true);
    }

    /// <summary>The settings of a product as they hold now, or would hold where products cannot start.</summary>
    public IReadOnlyList<EffectiveSetting> Describe(BoundProduct product)
    {
        lock (_lock)
        {
            return Array.Find(Groups(), group => Array.IndexOf(group.Products, product) >= 0)!.Describe(product);
        }
    }

    public void Dispose()
    {
        IDisposable[] subscriptions;
        lock (_lock)
        {
            _disposed = true;
            subscriptions = [.. _subscriptions];
            _subscriptions.Clear();
        }

        End(subscriptions);
    }

    private ProductGroup[] Groups()
    {
        if (_groups is not null)
        {
            return _groups;
        }

        var groups = new Dictionary<IConfiguration, List<BoundProduct>>(ReferenceEqualityComparer.Instance);
        foreach (BoundProduct product in _instances.Products)
        {
            IConfiguration configuration = product.Configuration ?? _services.GetService<IConfiguration>() ?? throw new InvalidOperationException(
                $"{product.Target.Info.Name} has no configuration: the container has no IConfiguration, and none was passed when the product was added.");
            if (!groups.TryGetValue(configuration, out List<BoundProduct>? products))
            {
                groups.Add(configuration, products = []);
            }

            products.Add(product);
        }

        string? environment = _services.GetService<IHostEnvironment>()?.EnvironmentName;
        return _groups = [.. groups.Select(group => new ProductGroup(group.Key, [.. group.Value], environment))];
    }

    /// <summary>The errors of all groups in the order of registration; null for none.</summary>
    private List<ConfigurationError>? ErrorsOf(ProductGroup[] groups, GroupReading[] readings)
    {
        if (Array.TrueForAll(readings, static reading => reading.IsValid) && _instances.ConfiguredElsewhere.Count == 0)
        {
            return null;
        }

        var errors = new List<ConfigurationError>();
        foreach (BoundProduct product in _instances.Products)
        {
            for (int i = 0; i < groups.Length; i++)
            {
                foreach ((int at, ConfigurationError error) in readings[i].Errors)
                {
                    if (ReferenceEquals(groups[i].Products[at], product))
                    {
                        errors.Add(error);
                    }
                }
            }

            if (_instances.ConfiguredElsewhere.Contains(product.SettingsType))
            {
                errors.Add(new(
                    product.Target.Info, product.Target.Bindings.Section,
                    $"is changed by Configure<{product.SettingsType.Name}>, which has no effect: settings come from configuration alone", null));
            }
        }

        return errors;
    }

    private static void Set(ProductGroup group, GroupReading reading)
    {
        for (int i = 0; i < group.Products.Length; i++)
        {
            group.Products[i].Set(reading.Settings[i]);
        }
    }

    private void Watch(ProductGroup group, GroupReading reading)
    {
        var sources = new List<ConfigurationSource>();
        ConfigurationSource.Add(group.Configuration, null, sources);
        foreach (ConfigurationSource source in sources)
        {
            if (source.Provider is FileConfigurationProvider { Source: { ReloadOnChange: true, FileProvider: not null, Path: not null } file })
            {
                _subscriptions.Add(new FileWatch(file, RejectFile));
            }
        }

        foreach (string directory in reading.BindingDirectories ?? [])
        {
            try
            {
                _subscriptions.Add(new BindingWatch(directory, Reload));
            }
            catch (IOException)
            {
                LogUnwatched(directory);
            }
        }
    }

    private static void End(IDisposable[]? subscriptions)
    {
        foreach (IDisposable subscription in subscriptions ?? [])
        {
            subscription.Dispose();
        }
    }

    private void RejectFile(string path, string problem)
    {
        s_rejected.Add(1);
        LogFile(path, problem);
    }

    private void Reload()
    {
        ProductGroup[] groups;
        lock (_lock)
        {
            if (_disposed || !_bound)
            {
                return;
            }

            groups = _groups!;
            GroupReading[] readings;
            try
            {
                readings = Array.ConvertAll(groups, static group => group.Read());
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Nobody above can handle it: this runs on the thread of a file watcher. The exception may hold a value, so only its type is told.
                s_rejected.Add(1);
                LogFailed(e.GetType().Name);
                return;
            }

            if (ErrorsOf(groups, readings) is { Count: > 0 } errors)
            {
                s_rejected.Add(1);
                LogRejected(StartupReport.Write(errors, "keep the settings they have: the new configuration is not valid"));
                return;
            }

            for (int i = 0; i < groups.Length; i++)
            {
                readings[i].NeedRestart?.ForEach(key => LogNote($"{key} has changed; a restart takes it over"));
                Set(groups[i], readings[i]);
            }
        }

        // Listeners run outside the lock: one of them may ask for a product.
        foreach (BoundProduct product in _instances.Products)
        {
            // The settings hold, and all other listeners have a right to hear of them.
            product.Notify(e => LogListenerFailed(e, product.Registration.Name));
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Note}")]
    private partial void LogNote(string note);

    [LoggerMessage(2, LogLevel.Warning, "{Report}")]
    private partial void LogRejected(string report);

    [LoggerMessage(3, LogLevel.Warning, "Helix: products keep the settings they have: reading the new configuration failed with {ExceptionType}.")]
    private partial void LogFailed(string exceptionType);

    [LoggerMessage(4, LogLevel.Error, "Helix: a listener of {Product} failed to take over changed settings.")]
    private partial void LogListenerFailed(Exception exception, string product);

    [LoggerMessage(5, LogLevel.Warning, "Helix: products keep the settings they have: {Path} {Problem}.")]
    private partial void LogFile(string path, string problem);

    [LoggerMessage(6, LogLevel.Warning, "Helix: the service binding {Directory} cannot be watched; a restart takes over its changes.")]
    private partial void LogUnwatched(string directory);
}
