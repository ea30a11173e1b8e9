using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helix.Health;

/// <summary>Runs the health check of one product for somebody who looks: waits only so long, and tells no message of an exception.</summary>
internal static class ProductProbe
{
    /// <summary>What the check says; null where the product has none.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<HealthReportEntry?> RunAsync(HealthCheckService checks, string product, TimeSpan patience, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(patience);
        try
        {
            // A check may block before its first await, or never look at its token: it is left behind then.
            HealthReport report = await Task
                .Run(() => checks.CheckHealthAsync(check => check.Name == product && check.Tags.Contains("helix"), end.Token), cancellationToken)
                .WaitAsync(end.Token)
                .ConfigureAwait(false);
            return report.Entries.TryGetValue(product, out HealthReportEntry entry)
                ? new(entry.Status, Description(entry), entry.Duration, entry.Exception, entry.Data)
                : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failure($"No answer within {patience.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A check that cannot even be made, such as one whose client cannot be built: the framework lets that through.
            return Failure(Failed(e));
        }

        HealthReportEntry Failure(string description) => new(HealthStatus.Unhealthy, description, Stopwatch.GetElapsedTime(started), null, null);
    }

    /// <summary>
    /// What the check says. Where it threw, the framework takes over the message of the exception, which may hold what it could not connect
    /// with: then only the type is told.
    /// </summary>
    private static string? Description(HealthReportEntry entry) =>
        entry.Exception is { } exception && (entry.Description is null || entry.Description == exception.Message)
            ? Failed(exception)
            : entry.Description;

    private static string Failed(Exception exception) => $"The check failed with {exception.GetType().Name}.";
}
