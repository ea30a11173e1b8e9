using System.Diagnostics;
using System.Text.Json;
using Acme.Orders;
using Npgsql;

namespace Storefront;

/// <summary>The orders in the database.</summary>
internal sealed class OrderStore(OrdersDb db)
{
    /// <summary>
    /// Stores an order, and in the same row that its event is still to be published: neither is there without the other. The trace goes with
    /// it, so that what happens later belongs to the request.
    /// </summary>
    /// <returns>False where the order is there already.</returns>
    public async Task<bool> AddAsync(Order order, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = db.CreateCommand(
            """
            INSERT INTO customer_order (id, email, total, payment, placed, lines, trace_parent)
            VALUES (@id, @email, @total, @payment, @placed, @lines::jsonb, @trace) ON CONFLICT (id) DO NOTHING
            """);
        NpgsqlParameterCollection values = command.Parameters;
        _ = values.AddWithValue("id", order.Id);
        _ = values.AddWithValue("email", order.Email);
        _ = values.AddWithValue("total", order.Total);
        _ = values.AddWithValue("payment", order.Payment);
        _ = values.AddWithValue("placed", order.Placed);
        _ = values.AddWithValue("lines", JsonSerializer.Serialize(order.Lines, EventJson.Default.IReadOnlyListOrderLine));
        _ = values.AddWithValue("trace", (object?)Activity.Current?.Id ?? DBNull.Value);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<Order?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = db.CreateCommand("SELECT id, email, total, payment, placed, lines, receipt FROM customer_order WHERE id = @id");
        _ = command.Parameters.AddWithValue("id", id);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(
                reader.GetGuid(0), reader.GetString(1), reader.GetDecimal(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4),
                Lines(reader.GetString(5)), await reader.IsDBNullAsync(6, cancellationToken) ? null : reader.GetString(6))
            : null;
    }

    public async Task SetReceiptAsync(Guid id, string name, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = db.CreateCommand("UPDATE customer_order SET receipt = @name WHERE id = @id");
        _ = command.Parameters.AddWithValue("id", id);
        _ = command.Parameters.AddWithValue("name", name);
        _ = await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Gives the oldest orders whose events are still to be published to a method, one after the other, and notes each that it is done with.
    /// Another instance of the app is given others meanwhile. When the method throws, the orders come again, also those that were done.
    /// </summary>
    /// <param name="most">How many at most.</param>
    /// <param name="publish">Publishes the event, below the span that the text names.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> PublishAsync(int most, Func<OrderPlaced, string?, CancellationToken, Task> publish, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await db.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        List<(OrderPlaced Event, string? Trace)> waiting = await ReadUnpublishedAsync(connection, most, cancellationToken);
        foreach ((OrderPlaced placed, string? trace) in waiting)
        {
            await publish(placed, trace, cancellationToken);
        }

        if (waiting.Count > 0)
        {
            await using NpgsqlCommand done = connection.CreateCommand();
            done.CommandText = "UPDATE customer_order SET published = now() WHERE id = ANY(@ids)";
            _ = done.Parameters.AddWithValue("ids", waiting.Select(static order => order.Event.Id).ToArray());
            _ = await done.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return waiting.Count;
    }

    private static async Task<List<(OrderPlaced Event, string? Trace)>> ReadUnpublishedAsync(
        NpgsqlConnection connection, int most, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT id, email, total, placed, lines, trace_parent FROM customer_order WHERE published IS NULL
            ORDER BY placed LIMIT @most FOR UPDATE SKIP LOCKED
            """;
        _ = command.Parameters.AddWithValue("most", most);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(OrderPlaced, string?)> orders = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var placed = new OrderPlaced(
                reader.GetGuid(0), reader.GetString(1), reader.GetDecimal(2), reader.GetFieldValue<DateTimeOffset>(3), Lines(reader.GetString(4)));
            orders.Add((placed, await reader.IsDBNullAsync(5, cancellationToken) ? null : reader.GetString(5)));
        }

        return orders;
    }

    private static IReadOnlyList<OrderLine> Lines(string json) => JsonSerializer.Deserialize(json, EventJson.Default.IReadOnlyListOrderLine)!;
}
