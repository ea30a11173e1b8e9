using Helix;
using Npgsql;

namespace OffPath;

/// <summary>Reads the prices of suppliers, who know no other format.</summary>
internal sealed class PriceImport(Acme.Orders.OrdersDb db)
{
    // HLX4001: we had until September. The waiver is over, and its rule speaks again.
    [GoldenPathWaiver("HLX2002", Product = "orders-db", Entry = "text-import", Reason = "Suppliers send text", Ticket = "STORE-97", Expires = "2027-09-01")]
    public async Task ImportAsync(NpgsqlConnection connection, string prices, CancellationToken cancellationToken)
    {
        // HLX2002: the owner of the database has banned it, and says why.
        await using TextWriter writer = connection.BeginTextImport("COPY article FROM STDIN");
        await writer.WriteAsync(prices.AsMemory(), cancellationToken);
    }

    // HLX4002: a reason and a day, but no ticket, which this product asks for.
    [GoldenPathWaiver("HLX2001", Product = "orders-db", Reason = "Bulk copy needs a connection of its own", Expires = "2027-11-30")]
    public static NpgsqlConnection ForBulkCopy(string connectionString) => new(connectionString);

    // HLX4003: what it was for is gone. It would silence the next mistake.
    [GoldenPathWaiver("HLX2001", Product = "orders-db", Reason = "Reports have a login of their own", Ticket = "STORE-88", Expires = "2027-11-30")]
    public static decimal Rounded(decimal price) => decimal.Round(price, 2);

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = db.CreateCommand("DELETE FROM article");

        // HLX4004: turned off without a word. Nobody will know why, or until when.
#pragma warning disable HLX5002
        _ = await command.ExecuteNonQueryAsync();
#pragma warning restore HLX5002
        cancellationToken.ThrowIfCancellationRequested();
    }
}
