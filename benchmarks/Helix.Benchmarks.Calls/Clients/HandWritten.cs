using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Helix.Benchmarks.Calls.Clients;

/// <summary>What a team writes to have the same attributes on its spans and the same histogram.</summary>
internal static class HandWritten
{
    public const string MeterName = "Acme.Calls";

    private static readonly Meter s_meter = new(MeterName);

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>("acme.call.duration", "s");

    /// <summary>The time to give to <see cref="Stop"/>; 0 when nobody collects.</summary>
    public static long Start() => s_duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    public static void Stop(long started, string operation)
    {
        if (started != 0)
        {
            s_duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new TagList
            {
                { "helix.product.name", "by-hand" },
                { "helix.product.version", "1.4.0" },
                { "helix.product.owner", "benchmarks" },
                { "helix.product.plan", "standard" },
                { "helix.operation", operation },
            });
        }
    }

    public static void Enrich(Activity activity) => _ = activity
        .SetTag("helix.product.name", "by-hand")
        .SetTag("helix.product.version", "1.4.0")
        .SetTag("helix.product.owner", "benchmarks")
        .SetTag("helix.product.plan", "standard");
}
