using System.Net.Sockets;
using Helix.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Helix.Http;

/// <summary>Healthy when the API answers its health path with success; without such a path nothing is called.</summary>
internal sealed class HttpHealthCheck(HttpProduct product) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!product.Current.HealthCheck)
        {
            return ProductHealth.SwitchedOff;
        }

        if (product.Current.HealthPath is not { } path)
        {
            return HealthCheckResult.Healthy("The product has no health path.");
        }

        try
        {
            using HttpClient client = product.CreateClient();
            using HttpResponseMessage response = await client.GetAsync(new Uri(path.TrimStart('/'), UriKind.Relative), cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? HealthCheckResult.Healthy()
                : ProductHealth.Failure(context, product, Reason((int)response.StatusCode, path));
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or BrokenCircuitException)
        {
            return ProductHealth.Failure(context, product, Reason(e), e);
        }
    }

    private static string Reason(int status, string path) => status switch
    {
        401 or 403 => $"it refuses the credentials ({path} answers {status})",
        _ => $"{path} answers {status}",
    };

    /// <summary>What went wrong, without an address or a value.</summary>
    private static string Reason(Exception e) => e switch
    {
        TimeoutRejectedException => "no answer in time",
        BrokenCircuitException => "calls pause after too many failures",
        { InnerException: SocketException { SocketErrorCode: var code } } => $"no connection ({code})",
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } => $"no connection ({error})",
        _ => "the connection broke",
    };
}
