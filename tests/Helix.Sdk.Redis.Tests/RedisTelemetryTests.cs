using System.Diagnostics;
using System.Globalization;
using Helix.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using StackExchange.Redis;

namespace Helix.Sdk.Redis.Tests;

/// <summary>Spans and measurements, as an app's OpenTelemetry collects them.</summary>
public sealed class RedisTelemetryTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_are_traced_and_measured_with_the_attributes_of_the_product()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using var app = new ActivitySource("App of the tests");
        using IHost host = Host(spans, metrics);
        await host.StartAsync(Token);
        IDatabase database = await host.Services.GetRequiredService<ShelfCache>().ConnectAsync(Token);
        Activity parent;
        using (parent = app.StartActivity("request")!)
        {
            _ = await database.StringSetAsync("telemetry-key", "telemetry-value");
            RedisServerException wrong = await Assert.ThrowsAsync<RedisServerException>(() => database.ListLengthAsync("telemetry-key"));
            Assert.StartsWith("WRONGTYPE", wrong.Message, StringComparison.Ordinal);
            _ = await database.ExecuteAsync("BLPOP", "telemetry-none", "0.15");
        }

        // The commands are recorded by their collection at the latest.
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Activity[] commands = [.. spans.Where(static span => span.Source.Name == "Helix.Redis" && span.DisplayName is "SET" or "LLEN" or "BLPOP")];
        Assert.Equal(["SET", "LLEN", "BLPOP"], commands.Select(static span => span.DisplayName));
        Assert.All(commands, span => Assert.Equal(
            ("shelf-cache", "1.4.0", "edge-platform", "shared", "redis", parent.SpanId, ActivityKind.Client),
            (span.GetTagItem("helix.product.name"), span.GetTagItem("helix.product.version"), span.GetTagItem("helix.product.owner"), span.GetTagItem("helix.product.plan"), span.GetTagItem("db.system.name"), span.ParentSpanId, span.Kind)));
        Assert.All(commands, static span => Assert.DoesNotContain(span.TagObjects, static tag => tag.Value?.ToString()?.Contains("telemetry-", StringComparison.Ordinal) == true));
        Assert.Equal((ActivityStatusCode.Error, "WRONGTYPE"), (commands[1].Status, commands[1].GetTagItem("error.type")));
        Assert.Equal((ActivityStatusCode.Unset, ActivityStatusCode.Unset), (commands[0].Status, commands[2].Status));
        Assert.InRange(commands[2].Duration.TotalMilliseconds, 140, 10_000);
        Assert.True(Sum(metrics, "helix.product.operation.duration") >= 3);
        Assert.Equal(1, Sum(metrics, "helix.product.operation.errors"));
        Assert.True(Sum(metrics, "helix.product.operation.slow") >= 1, "BLPOP takes longer than the SLO.");
        await host.StopAsync(Token);
    }

    [Theory]
    [InlineData("by the clock")]
    [InlineData("by a collection of metrics")]
    public async Task A_command_outside_of_all_traces_is_in_none_whoever_connected_or_collects_metrics(string recorded)
    {
        List<Activity> spans = [];
        using var app = new ActivitySource("App of the tests");
        using IHost host = Host(spans, []);
        await host.StartAsync(Token);
        IDatabase database;
        using (app.StartActivity("first request"))
        {
            database = await host.Services.GetRequiredService<ShelfCache>().ConnectAsync(Token);
        }

        _ = await database.StringSetAsync("outside", "of all");
        if (recorded == "by a collection of metrics")
        {
            using Activity? scrape = app.StartActivity("scrape");
            _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        }

        await Eventually.HoldsAsync(() => spans.ToArray().Any(static span => span.DisplayName == "SET"), "The command was not recorded.");
        Assert.Equal(default, spans.Single(static span => span.DisplayName == "SET").ParentSpanId);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_command_that_waited_for_a_connection_in_vain_is_an_error_in_span_and_measurement()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using IHost host = Host(
            spans, metrics, ("Port", ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture)), ("CommandTimeout", "300ms"), ("ConnectTimeout", "300ms"), ("ConnectRetries", "0"));
        await host.StartAsync(Token);
        IDatabase database = await host.Services.GetRequiredService<ShelfCache>().ConnectAsync(Token);
        _ = await Assert.ThrowsAnyAsync<Exception>(() => database.StringGetAsync("any"));
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Activity span = Assert.Single(spans, static span => span.DisplayName == "GET");
        Assert.Equal(
            ("shelf-cache", "not_sent", ActivityStatusCode.Error), (span.GetTagItem("helix.product.name"), span.GetTagItem("error.type"), span.Status));
        Assert.Equal(1, Sum(metrics, "helix.product.operation.errors"));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Metrics_tell_that_there_is_no_connection_also_where_commands_are_refused_at_once()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        List<Metric> metrics = [];
        using IHost host = Host([], metrics, ("Port", server.Port.ToString(CultureInfo.InvariantCulture)), ("QueueWhileDisconnected", "false"), ("ReconnectDelay", "50ms"));
        await host.StartAsync(Token);
        IDatabase database = await host.Services.GetRequiredService<ShelfCache>().ConnectAsync(Token);
        Assert.Equal(1, Connected());

        await server.KillAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(Connected() == 0), "The server was not missed.");
        _ = await Assert.ThrowsAsync<RedisConnectionException>(() => database.StringGetAsync("any"));

        await server.RestartAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(Connected() == 1), "The connection did not come back.");
        await host.StopAsync(Token);

        long Connected()
        {
            metrics.Clear();
            _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
            return Sum(metrics, "helix.redis.servers.connected");
        }
    }

    [Fact]
    public async Task Tracing_and_metrics_can_be_switched_off()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using IHost host = Host(spans, metrics, ("Tracing", "false"), ("Metrics", "false"));
        await host.StartAsync(Token);
        IDatabase database = await host.Services.GetRequiredService<ShelfCache>().ConnectAsync(Token);
        _ = await database.PingAsync();
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        await host.StopAsync(Token);

        Assert.DoesNotContain(spans, static span => span.Source.Name == "Helix.Redis");
        Assert.Equal(0, Sum(metrics, "helix.product.operation.duration"));
    }

    [Fact]
    public async Task Commands_without_a_collector_are_recorded_by_nobody()
    {
        using IHost host = Shelf.Host(shared.Server);
        IDatabase database = await host.Services.GetRequiredService<ShelfCache>().ConnectAsync(Token);
        _ = await database.StringSetAsync("nobody", "looks");
        Assert.Equal("looks", await database.StringGetAsync("nobody"));
    }

    [Fact]
    public async Task What_the_client_logs_has_the_product_in_its_scope()
    {
        var logs = new ScopeLog();
        using IHost host = Shelf.Host(shared.Server, builder => builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(logs));
        _ = await host.Services.GetRequiredService<ShelfCache>().ConnectAsync(Token);

        Assert.Contains(logs.Entries, static entry => entry.Scopes.Contains("helix.product.name=shelf-cache", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Entries, static entry => entry.Text.Contains(RedisServer.FirstPassword, StringComparison.Ordinal));
    }

    private IHost Host(List<Activity> spans, List<Metric> metrics, params (string, string)[] settings) => Shelf.Host(
        shared.Server,
        builder => builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("App of the tests").AddInMemoryExporter(spans))
            .WithMetrics(metering => metering.AddInMemoryExporter(metrics)),
        settings);

    private static long Sum(List<Metric> metrics, string name)
    {
        long sum = 0;
        // Each collection exports all metrics again, with what was measured since the start.
        if (metrics.LastOrDefault(metric => metric.Name == name) is { } metric)
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                sum += metric.MetricType == MetricType.Histogram ? point.GetHistogramCount() : point.GetSumLong();
            }
        }

        return sum;
    }
}
