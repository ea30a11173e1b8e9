using Helix.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;

namespace Helix.RabbitMq;

/// <summary>Healthy when the server opens a channel, and every consumer of the product has its subscription.</summary>
internal sealed class RabbitMqHealthCheck(RabbitMqProduct product) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IRabbitMqSettings settings = product.Current;
        if (!settings.HealthCheck)
        {
            return ProductHealth.SwitchedOff;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.OperationTimeout);
        try
        {
            IChannel channel = await product.CreateChannelAsync(cancellationToken: patience.Token).ConfigureAwait(false);
            await channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && FailureReason.Of(e) is not null)
        {
            return ProductHealth.Failure(context, product, FailureReason.Of(e)!, e);
        }

        return product.Consumers.FindFailure() is { } failure
            ? ProductHealth.Failure(context, product, failure)
            : HealthCheckResult.Healthy();
    }
}
