using System.Diagnostics;
using Helix.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using RabbitMQ.Client;

namespace Helix.RabbitMq;

/// <summary>Marks the spans of the client, which knows nothing of products, and takes them back where a product has tracing off.</summary>
internal static class RabbitMqSpans
{
    private static readonly AsyncLocal<bool> s_silent = new();

    private static readonly ActivityListener s_listener = new()
    {
        ShouldListenTo = static source => source.Name == RabbitMQActivitySource.PublisherSourceName,
        // Only when it ends: until then the context goes into the message, and the traces of whoever handles it must not be lost.
        ActivityStopped = static activity =>
        {
            if (s_silent.Value)
            {
                Silence(activity);
            }
        },
    };

    /// <summary>
    /// Begins to listen when the app's tracer is made, and before it listens itself: so its exporters see what was taken back. A second time
    /// has no effect.
    /// </summary>
    public static void WatchWithOpenTelemetry(IServiceCollection services) =>
        services.ConfigureOpenTelemetryTracerProvider(static (_, _) => ActivitySource.AddActivityListener(s_listener));

    /// <summary>Makes a product the one that the rest of the calling async method publishes for.</summary>
    public static void Enter(ProductTelemetry telemetry, bool tracing)
    {
        ProductSpans.Enter(telemetry);
        s_silent.Value = !tracing;
    }

    /// <summary>Marks the span of the message that is being handled; the client has just started it.</summary>
    /// <returns>The span; null where there is none.</returns>
    public static Activity? EnterDelivery(ProductTelemetry telemetry, bool tracing)
    {
        if (Activity.Current is not { Source.Name: RabbitMQActivitySource.SubscriberSourceName } activity)
        {
            return null;
        }

        if (tracing)
        {
            telemetry.Enrich(activity);
            return activity;
        }

        Silence(activity);
        // What the handler does begins a trace of its own, rather than vanish below a span that nobody keeps.
        Activity.Current = null;
        return null;
    }

    private static void Silence(Activity activity)
    {
        activity.IsAllDataRequested = false;
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
