using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helix.Sqlite;

/// <summary>Healthy when a connection opens and answers.</summary>
internal sealed class SqliteHealthCheck(SqliteProduct product) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using SqliteConnection connection = await product.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            _ = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (SqliteException e)
        {
            return new(context.Registration.FailureStatus, $"{product.Name} does not open: SQLite error {e.SqliteErrorCode}", e);
        }
    }
}
