namespace Helix;

/// <summary>A product that an app registered.</summary>
/// <param name="Info">What the manifest says about it.</param>
/// <param name="Instance">The name of a keyed instance, such as <c>replica</c>; null for the product itself.</param>
/// <param name="ProductType">The typed product, such as <c>OrdersDb</c>.</param>
/// <param name="SettingsType">Its settings, such as <c>OrdersDbSettings</c>.</param>
/// <param name="Section">The configuration section, such as <c>Helix:OrdersDb</c> or <c>Helix:OrdersDb:Instances:replica</c>.</param>
public sealed record CatalogEntry(ProductInfo Info, string? Instance, Type ProductType, Type SettingsType, string Section)
{
    /// <summary>The name in this app, such as <c>orders-db</c> or <c>orders-db:replica</c>.</summary>
    public string Name => Instance is null ? Info.Name : $"{Info.Name}:{Instance}";
}
