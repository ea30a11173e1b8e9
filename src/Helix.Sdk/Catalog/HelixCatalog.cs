namespace Helix;

/// <summary>The products that this app registered, in the order of registration. A singleton of the container.</summary>
public sealed class HelixCatalog
{
    internal HelixCatalog(IReadOnlyList<CatalogEntry> products) => Products = products;

    /// <summary>The products and keyed instances, in the order of registration.</summary>
    public IReadOnlyList<CatalogEntry> Products { get; }
}
