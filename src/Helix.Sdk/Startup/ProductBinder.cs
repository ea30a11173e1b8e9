using System.Diagnostics.Metrics;
using Helix.Configuration;
using Helix.Registration;
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
    private readonly Dictionary<ProductRegistration, FrozenValues> _frozen = [];
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

        lock (_lock)
        {
            if (_bound)
            {
                return;
            }

            List<(BoundProduct Product, object? Settings)> read = Read(firstTime: true, out List<ConfigurationError> errors, out List<string> notes);
            if (errors.Count > 0)
            {
                throw new ProductConfigurationException(StartupReport.Write(errors, "cannot start"), errors);
            }

            foreach (string note in notes)
            {
                LogNote(note);
            }

            foreach ((BoundProduct product, object? settings) in read)
            {
                product.Set(settings!);
            }

            Watch();
            Volatile.Write(ref _bound, true);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _subscriptions.ForEach(static subscription => subscription.Dispose());
            _subscriptions.Clear();
        }
    }

    /// <summary>Reads all products; settings are of meaning only when there is no error.</summary>
    private List<(BoundProduct Product, object? Settings)> Read(bool firstTime, out List<ConfigurationError> errors, out List<string> notes)
    {
        errors = [];
        notes = [];
        var read = new List<(BoundProduct, object?)>(_instances.Products.Count);
        string? environment = _services.GetService<IHostEnvironment>()?.EnvironmentName;
        var maps = new Dictionary<IConfiguration, ConfigurationMap>(ReferenceEqualityComparer.Instance);
        string[] sections = [.. _instances.Products.Select(static product => product.Target.Bindings.Section)];
        foreach (BoundProduct product in _instances.Products)
        {
            IConfiguration configuration = ConfigurationOf(product);
            if (!maps.TryGetValue(configuration, out ConfigurationMap? map))
            {
                map = ConfigurationMap.Create(configuration, sections);
                maps.Add(configuration, map);
            }

            ProductReadingTarget target = product.Target;
            var reading = new ProductReading(map, target, environment, firstTime ? null : _frozen.GetValueOrDefault(product.Registration));
            object settings = product.Read(reading);
            reading.ReportUnknown([.. _instances.Products.Where(p => p.Target.Bindings.Section == target.Bindings.Section).Select(static p => p.Target.Instance).OfType<string>()]);
            if (product.IsConfiguredElsewhere(_services))
            {
                reading.Errors.Add(new(
                    target.Info, target.Bindings.Section,
                    $"is changed by Configure<{product.SettingsType.Name}>, which has no effect: settings come from configuration alone", null));
            }

            errors.AddRange(reading.Errors);
            notes.AddRange(firstTime ? reading.Notes : reading.NeedRestart.Select(static key => $"{key} has changed; a restart takes it over"));
            if (firstTime)
            {
                _frozen[product.Registration] = reading.Frozen;
            }

            read.Add((product, settings));
        }

        return read;
    }

    private IConfiguration ConfigurationOf(BoundProduct product) =>
        product.Configuration ?? _services.GetService<IConfiguration>()
        ?? throw new InvalidOperationException(
            $"{product.Target.Info.Name} has no configuration: the container has no IConfiguration, and none was passed when the product was added.");

    private void Watch()
    {
        foreach (IConfiguration configuration in _instances.Products.Select(ConfigurationOf).Distinct(ReferenceEqualityComparer.Instance).Cast<IConfiguration>())
        {
            _subscriptions.Add(ChangeToken.OnChange(configuration.GetReloadToken, Reload));
        }
    }

    private void Reload()
    {
        List<(BoundProduct Product, object? Settings)> read;
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            List<ConfigurationError> errors;
            List<string> notes;
            try
            {
                read = Read(firstTime: false, out errors, out notes);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Nobody above can handle it: this runs on the thread of a file watcher. The exception may hold a value, so only its type is told.
                s_rejected.Add(1);
                LogFailed(e.GetType().Name);
                return;
            }

            if (errors.Count > 0)
            {
                s_rejected.Add(1);
                LogRejected(StartupReport.Write(errors, "keep the settings they have: the new configuration is not valid"));
                return;
            }

            foreach (string note in notes)
            {
                LogNote(note);
            }

            foreach ((BoundProduct product, object? settings) in read)
            {
                product.Set(settings!);
            }
        }

        // Listeners run outside the lock: one of them may ask for a product.
        foreach ((BoundProduct product, _) in read)
        {
            try
            {
                product.Notify();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The settings hold, and the other products' listeners have a right to hear of them.
                LogListenerFailed(e, product.Registration.Name);
            }
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
}
