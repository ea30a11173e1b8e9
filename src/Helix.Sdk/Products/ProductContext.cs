namespace Helix;

/// <summary>Makes contexts for products that are built without a host, in a test or a script.</summary>
public static class ProductContext
{
    /// <summary>A context whose settings never change.</summary>
    /// <param name="info">The product, such as <c>OrdersDb.Product</c>.</param>
    /// <param name="settings">Its settings, such as <c>OrdersDbSettings.Create(…)</c>.</param>
    /// <param name="services">What the product may resolve; null for no services.</param>
    public static IProductContext<TSettings> Create<TSettings>(ProductInfo info, TSettings settings, IServiceProvider? services = null)
        where TSettings : class
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(settings);
        return new Fixed<TSettings>(info, settings, services ?? NoServices.Instance);
    }

    private sealed class Fixed<TSettings>(ProductInfo info, TSettings settings, IServiceProvider services) : IProductContext<TSettings>
        where TSettings : class
    {
        public ProductInfo Info => info;

        public string? Instance => null;

        public string Name => info.Name;

        public TSettings Settings => settings;

        public IServiceProvider Services => services;

        public IDisposable OnChange(Action<TSettings> listener)
        {
            ArgumentNullException.ThrowIfNull(listener);
            return NoSubscription.Instance;
        }
    }

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }

    private sealed class NoSubscription : IDisposable
    {
        public static NoSubscription Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
