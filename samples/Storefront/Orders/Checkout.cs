namespace Storefront;

/// <summary>How placing an order ended.</summary>
internal abstract record CheckoutResult
{
    /// <summary>The order is paid and stored. The event and the receipt follow by themselves.</summary>
    public sealed record Placed(Order Order) : CheckoutResult;

    /// <summary>It was placed before, by the same call.</summary>
    public sealed record Known(Order Order) : CheckoutResult;

    /// <summary>Another order has this ID.</summary>
    public sealed record Conflict : CheckoutResult;

    /// <summary>The card was declined; nothing is stored.</summary>
    public sealed record Declined : CheckoutResult;

    /// <summary>Something in it is not right.</summary>
    public sealed record Invalid(Dictionary<string, string[]> Errors) : CheckoutResult;
}

/// <summary>Places an order: priced from the catalog, paid, stored. A crash on the way is made good by sending the order again.</summary>
internal sealed class Checkout(ArticleCatalog catalog, CardPayments payments, OrderStore orders, OutboxSignal outbox, TimeProvider time)
{
    private const int MostLines = 50;
    private const int MostOfOne = 99;

    public async Task<CheckoutResult> PlaceAsync(Guid id, NewOrder request, CancellationToken cancellationToken)
    {
        if (await orders.FindAsync(id, cancellationToken) is { } earlier)
        {
            return Same(earlier, request) ? new CheckoutResult.Known(earlier) : new CheckoutResult.Conflict();
        }

        Article[] articles = await catalog.GetAsync(cancellationToken);
        (OrderLine[] lines, Dictionary<string, string[]> errors) = Price(request, articles);
        if (errors.Count > 0)
        {
            return new CheckoutResult.Invalid(errors);
        }

        decimal total = lines.Sum(static line => line.Price * line.Quantity);
        if (await payments.ChargeAsync(id, total, request.Card!, cancellationToken) is not { } payment)
        {
            return new CheckoutResult.Declined();
        }

        // What was paid is stored, also when the customer has gone meanwhile.
        var order = new Order(id, request.Email!, total, payment, Now(), lines);
        if (!await orders.AddAsync(order, CancellationToken.None))
        {
            return new CheckoutResult.Known((await orders.FindAsync(id, CancellationToken.None))!);
        }

        outbox.Notify();
        return new CheckoutResult.Placed(order);
    }

    /// <summary>Now, as exactly as the database keeps it.</summary>
    private DateTimeOffset Now()
    {
        DateTimeOffset now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static bool Same(Order order, NewOrder request) =>
        order.Email == request.Email && request.Lines is { } lines
        && order.Lines.Select(static line => ((string?)line.Sku, line.Quantity)).SequenceEqual(lines.Select(static line => (line.Sku, line.Quantity)));

    private static (OrderLine[] Lines, Dictionary<string, string[]> Errors) Price(NewOrder request, Article[] articles)
    {
        Dictionary<string, string[]> errors = [];
        if (request.Email is null || !request.Email.Contains('@', StringComparison.Ordinal))
        {
            errors["email"] = ["An e-mail address is needed for the receipt."];
        }

        if (string.IsNullOrEmpty(request.Card))
        {
            errors["card"] = ["The token of a card is needed to pay."];
        }

        if (request.Lines is not { Count: > 0 and <= MostLines } wanted)
        {
            errors["lines"] = [$"An order has 1 to {MostLines} lines."];
            return ([], errors);
        }

        List<OrderLine> lines = [];
        for (int i = 0; i < wanted.Count; i++)
        {
            if (Array.Find(articles, article => article.Sku == wanted[i].Sku) is not { } article)
            {
                errors[$"lines[{i}].sku"] = ["There is no such article."];
            }
            else if (wanted[i].Quantity is < 1 or > MostOfOne)
            {
                errors[$"lines[{i}].quantity"] = [$"1 to {MostOfOne} of an article can be ordered."];
            }
            else
            {
                lines.Add(new(article.Sku, article.Name, wanted[i].Quantity, article.Price));
            }
        }

        return ([.. lines], errors);
    }
}
