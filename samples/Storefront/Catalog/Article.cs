namespace Storefront;

/// <summary>Something that can be bought.</summary>
/// <param name="Sku">Its number, such as <c>lamp-01</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Price">What one costs, in euros.</param>
internal sealed record Article(string Sku, string Name, decimal Price);

internal sealed record NewPrice(decimal Price);
