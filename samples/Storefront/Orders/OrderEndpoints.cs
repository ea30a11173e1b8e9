using Acme.Payments;
using Acme.Receipts;
using Polly;

namespace Storefront;

internal static class OrderEndpoints
{
    public static void MapOrders(this WebApplication app)
    {
        app.MapPut("/orders/{id:guid}", PlaceAsync);
        app.MapGet("/orders/{id:guid}", FindAsync);
        app.MapGet("/orders/{id:guid}/receipt", ReceiptAsync);
    }

    private static async Task<IResult> PlaceAsync(Guid id, NewOrder order, Checkout checkout, CancellationToken cancellationToken)
    {
        try
        {
            return await checkout.PlaceAsync(id, order, cancellationToken) switch
            {
                CheckoutResult.Placed placed => TypedResults.Created($"/orders/{id}", placed.Order),
                CheckoutResult.Known known => TypedResults.Ok(known.Order),
                CheckoutResult.Declined => TypedResults.Problem("The card was declined.", statusCode: StatusCodes.Status402PaymentRequired),
                CheckoutResult.Invalid invalid => TypedResults.ValidationProblem(invalid.Errors),
                _ => TypedResults.Problem("Another order has this ID.", statusCode: StatusCodes.Status409Conflict),
            };
        }
        catch (Exception e) when (e is HttpRequestException or ExecutionRejectedException)
        {
            // The product's own telemetry has the reason; the customer is told whose part it is, and may send the order again.
            return TypedResults.Problem(
                $"{PaymentsApi.Product.DisplayName} is not available. Send the order again later; it is paid once.",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> FindAsync(Guid id, OrderStore orders, CancellationToken cancellationToken) =>
        await orders.FindAsync(id, cancellationToken) is { } order ? TypedResults.Ok(order) : TypedResults.NotFound();

    private static async Task<IResult> ReceiptAsync(Guid id, OrderStore orders, Receipts receipts, CancellationToken cancellationToken)
    {
        if (await orders.FindAsync(id, cancellationToken) is { Receipt: { } name }
            && await receipts.DownloadAsync(name, cancellationToken) is { } blob)
        {
            // The answer disposes the stream.
            return TypedResults.Stream(blob.Content, blob.Details.ContentType);
        }

        return TypedResults.NotFound();
    }
}
