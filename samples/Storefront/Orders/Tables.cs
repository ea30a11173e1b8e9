using Acme.Orders;
using Npgsql;

namespace Storefront;

/// <summary>Makes the tables when the app starts, with something to sell. Instances that start at once wait for each other.</summary>
internal sealed class Tables(OrdersDb db) : IHostedService
{
    private const string Sql =
        """
        SELECT pg_advisory_xact_lock(7203114);
        CREATE TABLE IF NOT EXISTS article (sku text PRIMARY KEY, name text NOT NULL, price numeric(10, 2) NOT NULL);
        INSERT INTO article (sku, name, price) VALUES
          ('chair-07', 'Oak chair', 129.00), ('lamp-01', 'Desk lamp', 39.90), ('shelf-12', 'Wall shelf', 74.50)
          ON CONFLICT (sku) DO NOTHING;
        CREATE TABLE IF NOT EXISTS customer_order (
          id uuid PRIMARY KEY,
          email text NOT NULL,
          total numeric(12, 2) NOT NULL,
          payment text NOT NULL,
          placed timestamptz NOT NULL,
          lines jsonb NOT NULL,
          trace_parent text,
          published timestamptz,
          receipt text);
        CREATE INDEX IF NOT EXISTS customer_order_unpublished ON customer_order (placed) WHERE published IS NULL;
        """;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await db.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        _ = await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
