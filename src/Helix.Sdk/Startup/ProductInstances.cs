namespace Helix.Startup;

/// <summary>The products of one container, in the order of registration.</summary>
internal sealed class ProductInstances
{
    private readonly Dictionary<Type, List<BoundProduct>> _byType = [];

    public ProductInstances(ProductRegistry registry)
    {
        Products = [.. registry.Factories.Select(static create => create())];
        foreach (BoundProduct product in Products)
        {
            if (!_byType.TryGetValue(product.Registration.ProductType, out List<BoundProduct>? instances))
            {
                _byType.Add(product.Registration.ProductType, instances = []);
            }

            instances.Add(product);
        }

        ConfiguredElsewhere = registry.SettingsConfiguredElsewhere(Products);
    }

    public IReadOnlyList<BoundProduct> Products { get; }

    /// <summary>Settings types that the app tries to change by <c>Configure</c>, which has no effect on them.</summary>
    public IReadOnlySet<Type> ConfiguredElsewhere { get; }

    /// <summary>A product; null when it is not registered by this name.</summary>
    public BoundProduct<TProduct, TSettings>? Find<TProduct, TSettings>(string? instance)
        where TProduct : InfrastructureProduct
        where TSettings : class
    {
        if (_byType.TryGetValue(typeof(TProduct), out List<BoundProduct>? instances))
        {
            foreach (BoundProduct product in instances)
            {
                if (product.Registration.Instance == instance)
                {
                    return (BoundProduct<TProduct, TSettings>)product;
                }
            }
        }

        return null;
    }
}
