namespace Helix;

/// <summary>One thing that is wrong in a product's configuration.</summary>
/// <param name="Product">The product.</param>
/// <param name="Key">The full key, such as <c>Helix:OrdersDb:Port</c>.</param>
/// <param name="Problem">What is wrong and what would be right. It never has a secret's value.</param>
/// <param name="Source">
/// Where the value came from, such as <c>appsettings.json</c> or <c>environment variable Helix__OrdersDb__Port</c>; null for a missing one.
/// </param>
public sealed record ConfigurationError(ProductInfo Product, string Key, string Problem, string? Source)
{
    /// <summary>Key, problem and source in one line.</summary>
    public override string ToString() => Source is null ? $"{Key} {Problem}" : $"{Key} {Problem} ({Source})";
}
