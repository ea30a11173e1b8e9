using Acme.Receipts;

namespace OffPath;

internal static class ReceiptArchive
{
    // HLX3002: receipts were switched off yesterday.
    public static Task StoreAsync(Receipts receipts, Guid order, byte[] pdf, CancellationToken cancellationToken) =>
        receipts.UploadAsync($"{order}.pdf", pdf, cancellationToken: cancellationToken);
}
