using System.Diagnostics;
using System.Globalization;
using Helix.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Helix.Sdk.Blobs.Tests;

/// <summary>Spans, measurements and logs, as an app collects them.</summary>
public sealed class BlobsTelemetryTests(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("helix-blobs-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Operations_are_traced_and_measured_with_the_attributes_of_the_product(bool embedded)
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using IHost host = Host(embedded ? null : shared.Server, spans, metrics, ("Folder", _folder), ("Container", "traced"));
        await host.StartAsync(Token);
        PaperStore store = Papers.Store(host);
        await store.UploadAsync("secret-name", new byte[10], cancellationToken: Token);
        _ = await store.ExistsAsync("secret-name", Token);
        Assert.False(await store.ExistsAsync("no-such", Token));
        _ = await store.DeleteAsync("secret-name", Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        await host.StopAsync(Token);

        Activity[] own = [.. spans.Where(static span => span.Source.Name == "Helix.Blobs")];
        // A server is asked for its container first.
        Assert.Equal(embedded ? ["write", "read", "read", "delete"] : ["write", "write", "read", "read", "delete"], own.Select(static span => span.DisplayName));
        Assert.All(own, static span => Assert.Equal(
            ("paper-store", "1.0.2", "storage", "standard", "traced", ActivityStatusCode.Unset),
            (span.GetTagItem("helix.product.name"), span.GetTagItem("helix.product.version"), span.GetTagItem("helix.product.owner"), span.GetTagItem("helix.product.plan"), span.GetTagItem("helix.blobs.container"), span.Status)));
        Assert.All(own, static span => Assert.DoesNotContain(span.TagObjects, static tag => tag.Value?.ToString()?.Contains("secret-name", StringComparison.Ordinal) == true));
        Assert.Equal((own.Length, 0L), (Sum(metrics, "helix.product.operation.duration"), Sum(metrics, "helix.product.operation.errors")));
    }

    [Fact]
    public async Task A_refused_request_is_an_error_in_span_measurement_and_log_with_the_product_in_its_scope()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        var logs = new ScopeLog();
        using IHost host = Papers.Host(
            shared.Server,
            builder =>
            {
                Collect(builder, spans, metrics);
                _ = builder.Services.AddSingleton<ILoggerProvider>(logs);
            },
            ("AccountKey", "YmxvYnMtd3JvbmctU2VjcmV0LTU1Njc="), ("CreateContainer", "false"));
        await host.StartAsync(Token);
        _ = await Assert.ThrowsAsync<Azure.RequestFailedException>(() => Papers.Store(host).DownloadAsync("a", Token));
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        await host.StopAsync(Token);

        Activity span = Assert.Single(spans, static span => span.Source.Name == "Helix.Blobs");
        Assert.Equal((ActivityStatusCode.Error, "AuthorizationFailure"), (span.Status, span.GetTagItem("error.type")));
        Assert.Equal(1, Sum(metrics, "helix.product.operation.errors"));
        Assert.Contains(logs.Entries, static entry => entry.Text == "Warning Blobs: read failed with AuthorizationFailure" && entry.Scopes.Contains("helix.product.name=paper-store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_no_error_of_the_product()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        var logs = new ScopeLog();
        await using StallingProxy proxy = StallingProxy.Before(shared.Server.Port);
        proxy.Stall();
        using IHost host = Papers.Host(
            shared.Server,
            builder =>
            {
                Collect(builder, spans, metrics);
                _ = builder.Services.AddSingleton<ILoggerProvider>(logs);
            },
            ("Endpoint", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{proxy.Port}/{AzuriteServer.Account}")), ("CreateContainer", "false"));
        await host.StartAsync(Token);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(300);
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Papers.Store(host).DownloadAsync("a", patience.Token));
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        await host.StopAsync(Token);

        Assert.Equal(ActivityStatusCode.Unset, Assert.Single(spans, static span => span.Source.Name == "Helix.Blobs").Status);
        Assert.Equal((1, 0), (Sum(metrics, "helix.product.operation.duration"), Sum(metrics, "helix.product.operation.errors")));
        Assert.DoesNotContain(logs.Entries, static entry => entry.Text.StartsWith("Warning Blobs:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tracing_and_metrics_can_be_switched_off()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using IHost host = Host(shared.Server, spans, metrics, ("Tracing", "false"), ("Metrics", "false"));
        await host.StartAsync(Token);
        _ = await Papers.Store(host).ExistsAsync("a", Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        await host.StopAsync(Token);

        Assert.Empty(spans);
        Assert.Equal(0, Sum(metrics, "helix.product.operation.duration"));
    }

    private static IHost Host(AzuriteServer? server, List<Activity> spans, List<Metric> metrics, params (string, string)[] settings) =>
        Papers.Host(server, builder => Collect(builder, spans, metrics), settings);

    private static void Collect(HostApplicationBuilder builder, List<Activity> spans, List<Metric> metrics) => _ = builder.Services.AddOpenTelemetry()
        .WithTracing(tracing => tracing.AddInMemoryExporter(spans))
        .WithMetrics(metering => metering.AddInMemoryExporter(metrics));

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
