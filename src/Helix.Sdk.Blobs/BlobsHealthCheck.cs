using System.Net.Sockets;
using Azure;
using Helix.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helix.Blobs;

/// <summary>Healthy when the container, or the folder, is there and may be used.</summary>
internal sealed class BlobsHealthCheck(BlobsProduct product) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!product.Current.HealthCheck)
        {
            return ProductHealth.SwitchedOff;
        }

        try
        {
            await product.Store.ProbeAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy(product.IsEmbedded ? "Blobs are files on this machine." : null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && e is RequestFailedException or AggregateException or OperationCanceledException or IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return ProductHealth.Failure(context, product, Reason(e), e);
        }
    }

    /// <summary>What went wrong, without an address or a value.</summary>
    private static string Reason(Exception e) => e switch
    {
        // After retries: what the last of them met.
        AggregateException all => Reason(all.InnerExceptions[^1]),
        RequestFailedException { Status: 401 or 403 } => "the server refuses the credentials",
        RequestFailedException { ErrorCode: "ContainerNotFound" } => "there is no such container",
        RequestFailedException { Status: > 0 } refused => $"the server answers with {refused.Status} {refused.ErrorCode}".TrimEnd(),
        RequestFailedException { InnerException: HttpRequestException { InnerException: SocketException { SocketErrorCode: var code } } } => $"no connection ({code})",
        RequestFailedException => "no connection",
        OperationCanceledException => "no answer in time",
        FormatException => "the account key is no key",
        IOException or UnauthorizedAccessException => "the folder cannot be used",
        InvalidOperationException => "its settings name neither endpoint nor folder",
        _ => "the connection broke",
    };
}
