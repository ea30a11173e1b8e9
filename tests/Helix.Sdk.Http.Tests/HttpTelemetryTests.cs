using System.Diagnostics;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Helix.Sdk.Http.Tests;

/// <summary>What the kind tells to an OpenTelemetry exporter and to logs.</summary>
public sealed class HttpTelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_are_traced_and_measured_with_the_attributes_of_the_product()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        int calls = 0;
        await using var server = new ApiServer(context =>
        {
            // The first call fails in passing, so it is two attempts and one call.
            context.Response.StatusCode = context.Request.Path == "/broken" ? 500 : Interlocked.Increment(ref calls) == 1 ? 503 : 200;
            return context.Request.Path == "/slow" ? Task.Delay(100, context.RequestAborted) : Task.CompletedTask;
        });
        await server.StartAsync();
        using IHost host = Host(server, spans, metrics, null, ("MaxRetries", "1"));
        await host.StartAsync(Token);

        await Call(host, "good");
        await Call(host, "slow");
        await Call(host, "broken");

        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        Assert.Equal(5, spans.Count);
        Assert.All(spans, static span => Assert.Equal(
            ("weather-api", "1.0.0", "test", "standard"),
            (span.GetTagItem("helix.product.name"), span.GetTagItem("helix.product.version"), span.GetTagItem("helix.product.owner"), span.GetTagItem("helix.product.plan"))));
        Assert.Equal((3, 1), (Sum(metrics, "helix.product.operation.duration"), Sum(metrics, "helix.product.operation.errors")));
        Assert.InRange(Sum(metrics, "helix.product.operation.slow"), 1, 3);
        Assert.Contains(metrics, static metric => metric.Name == "http.client.request.duration");
        Assert.DoesNotContain("key-of-the-test", string.Join('\n', spans.SelectMany(static span => span.TagObjects).Select(static tag => tag.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_tells_the_server_of_its_span_and_leaves_that_of_the_caller_as_it_is()
    {
        List<Activity> spans = [];
        string parent = "";
        await using var server = new ApiServer(context =>
        {
            parent = context.Request.Headers.TraceParent.ToString();
            return Task.CompletedTask;
        });
        await server.StartAsync();
        using (IHost collecting = Host(server, spans, [], null))
        {
            await collecting.StartAsync(Token);
            using Activity caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
            caller.ActivityTraceFlags = ActivityTraceFlags.Recorded;
            await Call(collecting, "good");
            Assert.Empty(caller.TagObjects);
            await collecting.StopAsync(Token);
        }

        Assert.Equal(Assert.Single(spans).Id, parent);

        // Where nobody collects, the caller's own span is what the server is told of.
        using IHost silent = Host(server, [], [], null);
        using (Activity caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            await Call(silent, "good");
            Assert.Empty(caller.TagObjects);
            Assert.Equal(caller.TraceId.ToString(), parent.Split('-')[1]);
        }
    }

    [Fact]
    public async Task Each_attempt_of_a_call_tells_the_server_of_its_own_span()
    {
        List<Activity> spans = [];
        List<string> parents = [];
        await using var server = new ApiServer(context =>
        {
            parents.Add(context.Request.Headers.TraceParent.ToString());
            context.Response.StatusCode = parents.Count == 1 ? 503 : 200;
            return Task.CompletedTask;
        });
        await server.StartAsync();
        using IHost host = Host(server, spans, [], null, ("MaxRetries", "1"));
        await host.StartAsync(Token);

        await Call(host, "good");

        await host.StopAsync(Token);
        Assert.Equal(2, parents.Distinct().Count());
        Assert.Equal(spans.Select(static span => span.Id), parents);

        // A header of the app's own stays, in each attempt.
        parents.Clear();
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("good", UriKind.Relative));
        const string Own = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        request.Headers.Add("traceparent", Own);
        using HttpResponseMessage response = await client.SendAsync(request, Token);
        Assert.Equal([Own, Own], parents);
    }

    [Fact]
    public async Task Tracing_and_metrics_can_be_switched_off()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        await using var server = new ApiServer(static _ => Task.CompletedTask);
        await server.StartAsync();
        using IHost host = Host(server, spans, metrics, null, ("Tracing", "false"), ("Metrics", "false"));
        await host.StartAsync(Token);

        await Call(host, "good");

        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        Assert.Empty(spans);
        Assert.Equal(0, Sum(metrics, "helix.product.operation.duration"));
    }

    [Fact]
    public async Task Log_lines_of_a_call_have_a_scope_with_the_attributes_of_the_product_and_no_credential()
    {
        using var log = new ScopeLog();
        await using var server = new ApiServer(static _ => Task.CompletedTask);
        await server.StartAsync();
        using IHost host = Host(server, [], [], log);

        await Call(host, "good");

        Assert.Contains(log.Entries, static line => line.Scopes.Contains("helix.product.name=weather-api", StringComparison.Ordinal) && line.Text.Contains("/good", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Entries, static line => (line.Text + line.Scopes).Contains("key-of-the-test", StringComparison.Ordinal));
    }

    private static async Task Call(IHost host, string path)
    {
        using HttpClient client = host.Services.GetRequiredService<WeatherApi>().CreateClient();
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
    }

    private static IHost Host(ApiServer server, List<Activity> spans, List<Metric> metrics, ScopeLog? log, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = "Development" });
        _ = builder.Configuration.AddInMemoryCollection(settings
            .Concat([("BaseAddress", server.Address), ("ApiKey", "key-of-the-test")])
            .Select(static s => new KeyValuePair<string, string?>("Helix:WeatherApi:" + s.Item1, s.Item2)));
        _ = builder.AddWeatherApi();
        if (log is not null)
        {
            _ = builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        }

        // The test's own server is in this process: only the client's spans count.
        _ = builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddInMemoryExporter(spans))
            .WithMetrics(metering => metering.AddInMemoryExporter(metrics));
        return builder.Build();
    }

    private static long Sum(List<Metric> metrics, string name)
    {
        long sum = 0;
        // Each collection exports all metrics again, with what was measured since the start. Other tests measure products of other names.
        if (metrics.LastOrDefault(metric => metric.Name == name) is { } metric)
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                {
                    if (tag.Key == "helix.product.name" && tag.Value is "weather-api")
                    {
                        sum += metric.MetricType == MetricType.Histogram ? point.GetHistogramCount() : point.GetSumLong();
                    }
                }
            }
        }

        return sum;
    }
}
