using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helix.Http;

/// <summary>Healthy when the API answers its health path with success; without such a path nothing is called.</summary>
internal sealed class HttpHealthCheck(HttpProduct product) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
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
                : new(context.Registration.FailureStatus, $"{product.Name} answers {path} with {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or Polly.Timeout.TimeoutRejectedException or Polly.CircuitBreaker.BrokenCircuitException)
        {
            return new(context.Registration.FailureStatus, $"{product.Name} does not answer {path}", e);
        }
    }
}
