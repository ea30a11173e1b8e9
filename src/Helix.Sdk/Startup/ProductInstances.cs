namespace Helix.Startup;

/// <summary>The products of one container, in the order of registration.</summary>
internal sealed class ProductInstances
{
    private readonly Dictionary<(Type Product, string? Instance), BoundProduct> _byKey;

    public ProductInstances(ProductRegistry registry)
    {
        Products = [.. registry.Factories.Select(static create => create())];
        _byKey = Products.ToDictionary(static product => (product.Registration.ProductType, product.Registration.Instance));
    }

    public IReadOnlyList<BoundProduct> Products { get; }

    /// <summary>A product; null when it is not registered by this name.</summary>
    public BoundProduct<TProduct, TSettings>? Find<TProduct, TSettings>(string? instance)
        where TProduct : InfrastructureProduct
        where TSettings : class =>
        _byKey.TryGetValue((typeof(TProduct), instance), out BoundProduct? product) ? (BoundProduct<TProduct, TSettings>)product : null;
}
