using Acme.Receipts;
using Azure;
using Azure.Storage.Blobs.Models;
using Helix.RabbitMq;

namespace Storefront;

/// <summary>
/// Stores the receipt of an order that was placed. The event may come more than once, and to two instances at once: a receipt is written
/// once, and never again.
/// </summary>
internal sealed class ReceiptWriter(Receipts receipts, OrderStore orders) : IMessageHandler<OrderPlaced>
{
    public async Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken)
    {
        string name = ReceiptText.Name(message);
        try
        {
            await receipts.UploadAsync(name, ReceiptText.Of(message), ReceiptText.ContentType, overwrite: false, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // The event came before. The order may not know yet, if the app ended in between.
        }

        await orders.SetReceiptAsync(message.Id, name, cancellationToken);
    }
}
