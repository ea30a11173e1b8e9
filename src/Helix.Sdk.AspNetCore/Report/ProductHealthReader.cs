using System.Diagnostics;
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
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            // A check may block before its first await, or never look at its token: it is left behind then.
            Microsoft.Extensions.Diagnostics.HealthChecks.HealthReport report = await Task
                .Run(() => checks.CheckHealthAsync(check => check.Name == product.Name && check.Tags.Contains("helix"), patience.Token), cancellationToken)
                .WaitAsync(patience.Token)
                .ConfigureAwait(false);
            double took = Milliseconds(started);
            return report.Entries.TryGetValue(product.Name, out HealthReportEntry entry)
                ? new(Word(entry.Status), Description(entry), took)
                : new("unknown", "The kind of the product has no health check.", 0);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new("unhealthy", $"No answer within {s_patience.TotalSeconds:0} seconds.", Milliseconds(started));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A check that cannot even be made, such as one whose client cannot be built: the framework lets that through.
            return new("unhealthy", Failed(e), Milliseconds(started));
        }
    }

    private static double Milliseconds(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    /// <summary>
    /// What the check says. Where it threw, the framework takes over the message of the exception, which may hold a connection string: then
    /// only the type is told.
    /// </summary>
    private static string? Description(HealthReportEntry entry) =>
        entry.Exception is { } exception && (entry.Description is null || entry.Description == exception.Message)
            ? Failed(exception)
            : entry.Description;

    private static string Failed(Exception exception) => $"The check failed with {exception.GetType().Name}.";
}
