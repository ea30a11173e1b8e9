namespace Helix;

/// <summary>The products that this app registered, in the order of registration. A singleton of the container.</summary>
public sealed class HelixCatalog
{
    private readonly Func<CatalogEntry, IReadOnlyList<EffectiveSetting>> _describe;

    internal HelixCatalog(IReadOnlyList<CatalogEntry> products, Func<CatalogEntry, IReadOnlyList<EffectiveSetting>> describe)
    {
        Products = products;
        _describe = describe;
    }

    /// <summary>The products and keyed instances, in the order of registration.</summary>
    public IReadOnlyList<CatalogEntry> Products { get; }

    /// <summary>
    /// The settings that a product has in this app now: each key with its value, secrets redacted, and the source that won. The
    /// configuration is read anew, so it costs as much as a reload; it works also where the configuration is not valid.
    /// </summary>
    /// <param name="product">One of <see cref="Products"/>.</param>
    /// <returns>The keys in the order of the manifest.</returns>
    /// <exception cref="ArgumentException">The product is not one of this app's.</exception>
    public IReadOnlyList<EffectiveSetting> GetSettings(CatalogEntry product)
    {
        ArgumentNullException.ThrowIfNull(product);
        return Products.Contains(product)
            ? _describe(product)
            : throw new ArgumentException($"{product.Name} is not a product of this app.", nameof(product));
    }
}
