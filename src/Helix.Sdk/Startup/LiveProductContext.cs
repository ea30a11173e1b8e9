namespace Helix.Startup;

/// <summary>The context of a product in a running app.</summary>
internal sealed class LiveProductContext<TProduct, TSettings>(IServiceProvider services, BoundProduct<TProduct, TSettings> product) : IProductContext<TSettings>
    where TProduct : InfrastructureProduct
    where TSettings : class
{
    public ProductInfo Info => product.Target.Info;

    public string? Instance => product.Target.Instance;

    public string Name => product.Registration.Name;

    public TSettings Settings => product.Current;

    public IServiceProvider Services => services;

    public IDisposable OnChange(Action<TSettings> listener) => product.OnChange(listener);
}
