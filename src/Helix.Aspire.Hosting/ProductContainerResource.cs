using Helix.Manifests;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A product whose server is a container.</summary>
public sealed class ProductContainerResource : ContainerResource, IProductResource, IProductParts
{
    private readonly ProductValues _values;

    internal ProductContainerResource(string name, LocalProduct product)
        : base(name)
    {
        Product = product;
        _values = new(this, product.Port is null ? null : new EndpointReference(this, ProductValues.EndpointName(product)));
    }

    /// <inheritdoc/>
    public LocalProduct Product { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ReferenceExpression> ConsumerEnvironment => _values.ConsumerEnvironment();

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => _values.ConnectionString();

    ProductValues IProductParts.Values => _values;

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() => _values.ConnectionProperties();

    void IProductParts.Choose(LocalProduct product) => Product = product;
}
