using Helix.Configuration;
using Helix.Registration;
using Microsoft.Extensions.Configuration;

namespace Helix.Startup;

/// <summary>A registered product and the settings that hold now.</summary>
internal abstract class BoundProduct(
    ProductRegistration registration, IConfiguration? configuration, ProductReadingTarget target, SettingsFactory<object> read)
{
    /// <summary>What is read.</summary>
    public readonly ProductReadingTarget Target = target;

    /// <summary>Reads the settings.</summary>
    public readonly SettingsFactory<object> ReadSettings = read;

    public ProductRegistration Registration => registration;

    /// <summary>The configuration that was passed when the product was added; null for the container's own.</summary>
    public IConfiguration? Configuration => configuration;

    public abstract Type SettingsType { get; }

    public CatalogEntry Entry => new(
        Target.Info, Target.Instance, Registration.ProductType, SettingsType, Target.Section);

    /// <summary>Reads the settings. Not a member of each generic type: a start would have to make every one of them ready first.</summary>
    public object Read(ProductReading reading)
    {
        var reader = new SettingsReader(reading);
        return ReadSettings(ref reader);
    }

    public abstract void Set(object settings);

    /// <summary>Tells the listeners of the settings that hold now, unless they know already.</summary>
    /// <param name="failed">Gets what a listener throws.</param>
    public abstract void Notify(Action<Exception> failed);
}

/// <inheritdoc/>
internal sealed class BoundProduct<TProduct, TSettings>(
    ProductRegistration registration, ProductDefinition<TProduct, TSettings> definition, IConfiguration? configuration)
    : BoundProduct(registration, configuration, new(definition.Info, definition.Bindings, definition.Kind, registration.Instance, registration.ReadConnectionString), definition.ReadSettings)
    where TProduct : InfrastructureProduct
    where TSettings : class
{
    private readonly Lock _lock = new();
    private TSettings? _current;
    private TSettings? _notified;
    private Subscription[] _subscriptions = [];
    private bool _isNotifying;

    public ProductDefinition<TProduct, TSettings> Definition => definition;

    public override Type SettingsType => typeof(TSettings);

    /// <summary>The settings; only after the binder has bound all products.</summary>
    public TSettings Current => Volatile.Read(ref _current) ?? throw new InvalidOperationException($"{Target.Info.Name} has not been bound yet.");

    public override void Set(object settings)
    {
        TSettings typed = (TSettings)settings;
        _notified ??= typed;
        Volatile.Write(ref _current, typed);
    }

    public override void Notify(Action<Exception> failed)
    {
        lock (_lock)
        {
            if (_isNotifying)
            {
                // Whoever does tells of this change as well: two at once could tell of the older one last.
                return;
            }

            _isNotifying = true;
        }

        try
        {
            while (Next(out TSettings current) is { } listeners)
            {
                foreach (Subscription subscription in listeners)
                {
                    Tell(subscription.Listener, current, failed);
                }
            }
        }
        catch
        {
            _isNotifying = false;
            throw;
        }
    }

    private static void Tell(Action<TSettings> listener, TSettings settings, Action<Exception> failed)
    {
        try
        {
            listener(settings);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failed(e);
        }
    }

    /// <summary>The settings to tell of, and whom; null where all is told, which ends the notifying.</summary>
    private Subscription[]? Next(out TSettings current)
    {
        lock (_lock)
        {
            current = Current;
            if (ReferenceEquals(_notified, current))
            {
                _isNotifying = false;
                return null;
            }

            _notified = current;
            return _subscriptions;
        }
    }

    public IDisposable OnChange(Action<TSettings> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        // Not one delegate of all: a product listens for the interface of its kind and an app for the settings, and those do not combine.
        var subscription = new Subscription(this, listener);
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    private sealed class Subscription(BoundProduct<TProduct, TSettings> owner, Action<TSettings> listener) : IDisposable
    {
        public Action<TSettings> Listener => listener;

        public void Dispose()
        {
            lock (owner._lock)
            {
                owner._subscriptions = Array.FindAll(owner._subscriptions, other => other != this);
            }
        }
    }
}
