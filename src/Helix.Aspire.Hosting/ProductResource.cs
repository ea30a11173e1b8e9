using Helix.Manifests;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A product without a server on the machine: a part of the app itself, or one that runs elsewhere.</summary>
public sealed class ProductResource : Resource, IProductResource, IProductParts
{
    private readonly ProductValues _values;

    internal ProductResource(string name, LocalProduct product)
        : base(name)
    {
        Product = product;
        _values = new(this, endpoint: null);
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
