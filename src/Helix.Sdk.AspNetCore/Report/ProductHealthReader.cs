using System.Diagnostics;
using Helix.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helix.AspNetCore.Report;

/// <summary>Runs the health check of one product, and waits for it no longer than somebody waits for a page.</summary>
internal static class ProductHealthReader
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public static async Task<HealthReport> ReadAsync(IServiceProvider services, CatalogEntry product, CancellationToken cancellationToken)
    {
        if (services.GetService<HealthCheckService>() is not { } checks)
        {
            return new("unknown", "The app has no health checks.", 0);
        }

        long started = Stopwatch.GetTimestamp();
        return await ProductProbe.RunAsync(checks, product.Name, s_patience, cancellationToken).ConfigureAwait(false) is { } entry
            ? new(Word(entry.Status), entry.Description, Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1))
            : new("unknown", "The kind of the product has no health check.", 0);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
