using System.Diagnostics;
using System.Diagnostics.Metrics;
using Helix.Telemetry;

namespace Helix.RabbitMq;

/// <summary>
/// What handling costs, by the names of OpenTelemetry's conventions. It is the app's time, not the product's, so it does not count against
/// the SLO; publishing does.
/// </summary>
internal static class RabbitMqMeasurements
{
    public const string MeterName = "Helix.RabbitMq";

    private static readonly Meter s_meter = new(MeterName);

    private static readonly Histogram<double> s_process = s_meter.CreateHistogram(
        "messaging.process.duration",
        "s",
        "Time of one attempt to handle a message.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });

    private static readonly Counter<long> s_deadLetters = s_meter.CreateCounter<long>(
        "helix.rabbitmq.dead_letters", "{message}", "Messages that went to a dead-letter queue, by the type of the error.");

    /// <summary>Records one attempt to handle a message.</summary>
    /// <param name="telemetry">The product.</param>
    /// <param name="started">When it began, as <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="error">The type of the exception; null when it was handled.</param>
    public static void Processed(ProductTelemetry telemetry, long started, string queue, string? error)
    {
        if (s_process.Enabled)
        {
            TagList tags = Tags(telemetry, queue);
            // As the client names it on the span of the same message.
            tags.Add("messaging.operation.name", "deliver");
            if (error is not null)
            {
                tags.Add("error.type", error);
            }

            s_process.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        }
    }

    public static void DeadLettered(ProductTelemetry telemetry, string queue, string error)
    {
        if (s_deadLetters.Enabled)
        {
            TagList tags = Tags(telemetry, queue);
            tags.Add("error.type", error);
            s_deadLetters.Add(1, tags);
        }
    }

    private static TagList Tags(ProductTelemetry telemetry, string queue)
    {
        var tags = new TagList { { "messaging.system", "rabbitmq" }, { "messaging.destination.name", queue } };
        foreach (KeyValuePair<string, object?> attribute in telemetry.Attributes)
        {
            tags.Add(attribute);
        }

        return tags;
    }
}
