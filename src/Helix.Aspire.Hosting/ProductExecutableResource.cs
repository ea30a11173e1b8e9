using Helix.Manifests;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A product whose server is a program on the machine.</summary>
public sealed class ProductExecutableResource : ExecutableResource, IProductResource, IProductParts
{
    private readonly ProductValues _values;

    internal ProductExecutableResource(string name, LocalProduct product, string workingDirectory)
        : base(name, product.Command ?? name, workingDirectory)
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
