namespace Helix.Startup;

/// <summary>
/// Who listens to the settings of a product. Not generic, as the product is: its code and its types would be there once for each.
/// </summary>
internal sealed class SettingsListeners
{
    private readonly Lock _lock = new();
    private Subscription[] _subscriptions = [];
    private object? _told;
    private bool _isTelling;

    /// <summary>The settings that nobody has to be told of: the first ones.</summary>
    public void Begin(object settings) => _told ??= settings;

    /// <summary>Adds a listener, an <see cref="Action{T}"/> of the product's settings or of what they derive from.</summary>
    /// <returns>Takes it away when disposed.</returns>
    public IDisposable Add(Delegate listener)
    {
        // Not one delegate of all: a product listens for the interface of its kind and an app for the settings, and those do not combine.
        var subscription = new Subscription(this, listener);
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    /// <summary>Tells all of the settings that hold now, unless they know already.</summary>
    /// <param name="product">The product, which has the settings.</param>
    /// <param name="failed">Gets what a listener throws.</param>
    public void Tell(BoundProduct product, Action<Exception> failed)
    {
        lock (_lock)
        {
            if (_isTelling)
            {
                // Whoever does tells of this change as well: two at once could tell of the older one last.
                return;
            }

            _isTelling = true;
        }

        try
        {
            while (Next(product, out object settings) is { } subscriptions)
            {
                foreach (Subscription subscription in subscriptions)
                {
                    Tell(product, subscription.Listener, settings, failed);
                }
            }
        }
        catch
        {
            _isTelling = false;
            throw;
        }
    }

    private static void Tell(BoundProduct product, Delegate listener, object settings, Action<Exception> failed)
    {
        try
        {
            product.Tell(listener, settings);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failed(e);
        }
    }

    /// <summary>The settings to tell of, and whom; null where all is told, which ends the telling.</summary>
    private Subscription[]? Next(BoundProduct product, out object settings)
    {
        lock (_lock)
        {
            settings = product.Now;
            if (ReferenceEquals(_told, settings))
            {
                _isTelling = false;
                return null;
            }

            _told = settings;
            return _subscriptions;
        }
    }

    private sealed class Subscription(SettingsListeners owner, Delegate listener) : IDisposable
    {
        public Delegate Listener => listener;

        public void Dispose()
        {
            lock (owner._lock)
            {
                owner._subscriptions = Array.FindAll(owner._subscriptions, other => other != this);
            }
        }
    }
}
