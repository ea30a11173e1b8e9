using Helix.Health;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helix.Sqlite;

/// <summary>Healthy when a connection opens and answers.</summary>
internal sealed class SqliteHealthCheck(SqliteProduct product) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!product.Current.HealthCheck)
        {
            return ProductHealth.SwitchedOff;
        }

        try
        {
            await using SqliteConnection connection = await product.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using SqliteCommand command = connection.CreateCommand();
            // Reads the file: a statement without a table would be answered by one that is no database.
            command.CommandText = "SELECT count(*) FROM sqlite_master";
            _ = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            return ProductHealth.Failure(context, product, Reason(e), e);
        }
    }

    /// <summary>What went wrong, without the path or a value.</summary>
    private static string Reason(Exception e) => e switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => "another process holds its lock",
        SqliteException { SqliteErrorCode: 8 } => "the file may not be written",
        SqliteException { SqliteErrorCode: 13 } => "the disk is full",
        SqliteException { SqliteErrorCode: 14 } => "the file cannot be opened",
        SqliteException { SqliteErrorCode: 11 or 26 } => "the file is not a database, or is damaged",
        SqliteException { SqliteErrorCode: var code } => $"SQLite error {code}",
        UnauthorizedAccessException => "the folder may not be made",
        _ => "the folder cannot be made",
    };
}
