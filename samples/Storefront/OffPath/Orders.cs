using Acme.OrderEvents;
using Acme.Orders;
using Npgsql;

namespace OffPath;

/// <summary>Counts what was sold.</summary>
internal sealed class SalesReport(IConfiguration configuration)
{
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        // HLX2001: a connection of our own, with its own pool, and without traces, timeouts and the next password.
        await using var connection = new NpgsqlConnection(configuration["Reports:Database"]);
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM customer_order";
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

/// <summary>Stores orders.</summary>
internal sealed class OrderStore(OrdersDb db)
{
    // HLX3001: the old name of CommandTimeout, which is gone in the product's next version.
    public TimeSpan Patience => db.Settings.QueryTimeout;

    public async Task AddAsync(Guid id, CancellationToken cancellationToken)
    {
        // HLX5001: a thread waits for the database. Under load all of them do, and the app stands still.
        await using NpgsqlConnection connection = db.OpenConnectionAsync(cancellationToken).Result;
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO customer_order (id) VALUES (@id)";
        _ = command.Parameters.AddWithValue("id", id);

        // HLX5002: the customer has gone, and the statement runs on.
        _ = await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Tells that an order was placed.</summary>
internal sealed class OrderAnnouncement(OrderEvents events)
{
    public Task PublishAsync(Guid id, CancellationToken cancellationToken) =>
        events.PublishAsync(id.ToByteArray(), "order.placed", cancellationToken: cancellationToken);
}
