namespace Helix;

/// <summary>The base of every typed product, whatever its kind.</summary>
/// <remarks>The container that made a product disposes it.</remarks>
public abstract class InfrastructureProduct
{
    private readonly IProductContext<object> _context;

    /// <summary>Takes what the app gives.</summary>
    protected InfrastructureProduct(IProductContext<object> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
    }

    /// <summary>What the manifest says about the product.</summary>
    public ProductInfo Info => _context.Info;

    /// <summary>The name of a keyed instance, such as <c>replica</c>; null for the product itself.</summary>
    public string? Instance => _context.Instance;

    /// <summary>The name of the product in this app, such as <c>orders-db</c> or, for a keyed instance, <c>orders-db:replica</c>.</summary>
    public string Name => _context.Name;

    /// <summary>The name and version, never a setting.</summary>
    public sealed override string ToString() => Instance is null ? Info.ToString() : $"{Info} ({Instance})";
}
