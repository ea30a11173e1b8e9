using Helix.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Helix.Redis;

/// <summary>Healthy when the server answers a ping.</summary>
internal sealed class RedisHealthCheck(RedisProduct product) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!product.Current.HealthCheck)
        {
            return ProductHealth.SwitchedOff;
        }

        try
        {
            IDatabase database = await product.ConnectAsync(cancellationToken).ConfigureAwait(false);
            _ = await database.PingAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is RedisException or TimeoutException or IOException or ObjectDisposedException)
        {
            return ProductHealth.Failure(context, product, Reason(e), e);
        }
    }

    /// <summary>What went wrong, without an address, a name of a user or a value.</summary>
    private static string Reason(Exception e) => e switch
    {
        RedisConnectionException { FailureType: ConnectionFailureType.UnableToResolvePhysicalConnection, InnerException: { } inner } => Reason(inner),
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } => "the server refuses user or password",
        RedisConnectionException { FailureType: var type } => $"no connection ({type})",
        RedisServerException refused when refused.Message.StartsWith("NOAUTH", StringComparison.Ordinal)
            || refused.Message.StartsWith("WRONGPASS", StringComparison.Ordinal) => "the server refuses user or password",
        RedisServerException refused => $"the server answers {refused.Message.Split(' ', 2)[0]}",
        AggregateException all => Reason(all.InnerExceptions[^1]),
        TimeoutException => "no answer in time",
        _ => "the connection broke",
    };
}
