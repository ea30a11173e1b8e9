using System.Net.Sockets;
using Helix.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Helix.PostgreSql;

/// <summary>Healthy when the server answers a statement on a connection of the pool.</summary>
internal sealed class PostgreSqlHealthCheck(PostgreSqlProduct product) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!product.Current.HealthCheck)
        {
            return ProductHealth.SwitchedOff;
        }

        try
        {
            NpgsqlCommand command = product.CreateCommand("SELECT 1");
            await using (command.ConfigureAwait(false))
            {
                _ = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
                return HealthCheckResult.Healthy();
            }
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or SocketException)
        {
            return ProductHealth.Failure(context, product, Reason(e), e);
        }
    }

    /// <summary>What went wrong, without an address, a name of a user or a value.</summary>
    private static string Reason(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => "the server refuses user or password",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "the server has no such database",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "the server has no connection left",
        PostgresException refused => $"the server answers with SQL state {refused.SqlState}",
        { InnerException: SocketException { SocketErrorCode: var code } } => $"no connection ({code})",
        SocketException { SocketErrorCode: var code } => $"no connection ({code})",
        TimeoutException or { InnerException: TimeoutException } => "no answer in time",
        _ => "the connection broke",
    };
}
