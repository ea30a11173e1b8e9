using System.Diagnostics;
using Helix.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RabbitMQ.Client;
using static Helix.Sdk.RabbitMq.Tests.Shop;

namespace Helix.Sdk.RabbitMq.Tests;

/// <summary>What OpenTelemetry collects of publishing and handling on a real server.</summary>
[Collection(nameof(OneServer))]
public sealed class TelemetryTests(SharedServer shared)
{
    [Fact]
    public async Task A_message_is_one_trace_from_publisher_to_handler_and_each_span_has_the_product()
    {
        string queue = Name("traced");
        using var app = new ActivitySource(Name("app"));
        List<Activity> spans = [];
        using IHost host = Host(shared.Server.Port, builder =>
        {
            builder.AddRecorder(queue);
            _ = builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(app.Name).AddInMemoryExporter(spans));
        });
        host.Seen().Act = (_, _, _) =>
        {
            using Activity? inside = app.StartActivity("inside");
            return Task.CompletedTask;
        };
        await host.StartSubscribedAsync();
        ActivityTraceId trace;
        using (Activity? request = app.StartActivity("request"))
        {
            trace = request!.TraceId;
            await host.PublishAsync(1, queue);
        }

        await Eventually.HoldsAsync(() => host.Seen().Handled.Count > 0, "Nothing came.");
        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<TracerProvider>().ForceFlush();

        Activity publish = Assert.Single(spans, static span => span.Source.Name == RabbitMQActivitySource.PublisherSourceName);
        Activity process = Assert.Single(spans, static span => span.Source.Name == RabbitMQActivitySource.SubscriberSourceName);
        Activity handler = Assert.Single(spans, static span => span.OperationName == "inside");
        Assert.Equal([trace, trace, trace], [publish.TraceId, process.TraceId, handler.TraceId]);
        Assert.Equal((publish.SpanId, process.SpanId), (process.ParentSpanId, handler.ParentSpanId));
        Assert.All([publish, process], static span => Assert.Equal(
            ("shop-events", "1.2.0", "messaging", "standard"),
            (span.GetTagItem("helix.product.name"), span.GetTagItem("helix.product.version"), span.GetTagItem("helix.product.owner"), span.GetTagItem("helix.product.plan"))));
        // What the measurement of it says, too.
        Assert.Equal("deliver", process.GetTagItem("messaging.operation.name"));
        // The app's own work is no operation of the product.
        Assert.Null(handler.GetTagItem("helix.product.name"));
    }

    [Fact]
    public async Task Publishing_counts_against_the_slo_and_handling_is_measured_beside_it()
    {
        string queue = Name("measured");
        List<Metric> metrics = [];
        using IHost host = Host(
            shared.Server.Port,
            builder =>
            {
                builder.AddRecorder(queue);
                _ = builder.Services.AddOpenTelemetry().WithMetrics(metering => metering.AddInMemoryExporter(metrics));
            },
            ("MaxAttempts", "2"), ("RetryDelay", "1ms"));
        host.Seen().Act = static (message, _, _) => message.Id == 2 ? throw new InvalidOperationException("no") : Task.CompletedTask;
        await host.StartSubscribedAsync();

        await host.PublishAsync(1, queue);
        await host.PublishAsync(2, queue);
        _ = await Assert.ThrowsAnyAsync<Exception>(() => host.PublishAsync(3, Name("nobody")));
        _ = await host.Events().GetAsync(queue + ".dead-letter");
        await Eventually.HoldsAsync(() => host.Seen().Handled.Count == 1, "Nothing came.");
        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        // Three of the test, one of the dead letter.
        Assert.Equal((4L, 1L), (Sum(metrics, "helix.product.operation.duration"), Sum(metrics, "helix.product.operation.errors")));
        Assert.Equal((3L, 1L), (Sum(metrics, "messaging.process.duration"), Sum(metrics, "helix.rabbitmq.dead_letters")));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_no_error_of_the_product()
    {
        List<Metric> metrics = [];
        await using StallingProxy proxy = StallingProxy.Before(shared.Server.Port);
        using IHost host = Host(proxy.Port, builder => builder.Services.AddOpenTelemetry().WithMetrics(metering => metering.AddInMemoryExporter(metrics)));
        await host.StartAsync(Token);
        proxy.Stall();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(300);
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.Events().PublishAsync(new OrderPlaced(1, "lamp"), ShopJson.Default.OrderPlaced, "any", cancellationToken: patience.Token));
        proxy.Resume();
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        await host.StopAsync(Token);

        Assert.Equal((1L, 0L), (Sum(metrics, "helix.product.operation.duration"), Sum(metrics, "helix.product.operation.errors")));
    }

    [Fact]
    public async Task Tracing_and_metrics_can_be_switched_off_and_the_trace_goes_on_behind()
    {
        string queue = Name("silent");
        using var app = new ActivitySource(Name("app"));
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using IHost host = Host(
            shared.Server.Port,
            builder =>
            {
                builder.AddRecorder(queue);
                _ = builder.Services.AddOpenTelemetry()
                    .WithTracing(tracing => tracing.AddSource(app.Name).AddInMemoryExporter(spans))
                    .WithMetrics(metering => metering.AddInMemoryExporter(metrics));
            },
            ("Tracing", "false"), ("Metrics", "false"));
        string? parent = null;
        host.Seen().Act = (_, context, _) =>
        {
            parent = context.GetHeader("traceparent");
            using Activity? inside = app.StartActivity("inside");
            return Task.CompletedTask;
        };
        await host.StartSubscribedAsync();
        ActivityTraceId trace;
        using (Activity? request = app.StartActivity("request"))
        {
            trace = request!.TraceId;
            await host.PublishAsync(1, queue);
        }

        await Eventually.HoldsAsync(() => host.Seen().Handled.Count > 0, "Nothing came.");
        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Equal(["inside", "request"], spans.Select(static span => span.OperationName).Order(StringComparer.Ordinal));
        Assert.StartsWith($"00-{trace}-", parent, StringComparison.Ordinal);
        Assert.EndsWith("-01", parent, StringComparison.Ordinal);
        Assert.Equal((0L, 0L), (Sum(metrics, "helix.product.operation.duration"), Sum(metrics, "messaging.process.duration")));
    }

    /// <summary>The number of measurements, or their sum, each with the attributes of the product.</summary>
    private static long Sum(List<Metric> metrics, string name)
    {
        long sum = 0;
        // Each collection exports all metrics again, with what was measured since the start.
        if (metrics.LastOrDefault(metric => metric.Name == name) is { } metric)
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                Dictionary<string, object?> tags = [];
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                {
                    tags[tag.Key] = tag.Value;
                }

                Assert.Equal(
                    ("shop-events", "1.2.0", "messaging", "standard"),
                    (tags["helix.product.name"], tags["helix.product.version"], tags["helix.product.owner"], tags["helix.product.plan"]));
                Assert.Equal(metric.Name == "messaging.process.duration" ? "deliver" : null, tags.GetValueOrDefault("messaging.operation.name"));
                sum += metric.MetricType == MetricType.Histogram ? point.GetHistogramCount() : point.GetSumLong();
            }
        }

        return sum;
    }
}
