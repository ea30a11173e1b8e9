namespace Storefront;

/// <summary>What a customer sends. Missing parts are null, and reported as what they are.</summary>
internal sealed record NewOrder(string? Email, string? Card, IReadOnlyList<NewOrderLine>? Lines);

internal sealed record NewOrderLine(string? Sku, int Quantity);

/// <summary>An order that was paid.</summary>
/// <param name="Id">Chosen by the customer's browser, so that an order that is sent again is the same order.</param>
/// <param name="Email">Who ordered.</param>
/// <param name="Total">What was paid, in euros.</param>
/// <param name="Payment">The number of the payment.</param>
/// <param name="Placed">When, in UTC.</param>
/// <param name="Lines">What was ordered, at the prices of then.</param>
/// <param name="Receipt">The name of the receipt; null until there is one.</param>
internal sealed record Order(
    Guid Id, string Email, decimal Total, string Payment, DateTimeOffset Placed, IReadOnlyList<OrderLine> Lines, string? Receipt = null);

public sealed record OrderLine(string Sku, string Name, int Quantity, decimal Price);
