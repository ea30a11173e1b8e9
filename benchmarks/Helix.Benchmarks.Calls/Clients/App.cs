using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Helix.Benchmarks.Calls.Clients;

/// <summary>The app that calls: a host, and OpenTelemetry where it collects, with exporters that drop what they get.</summary>
internal sealed class App : IAsyncDisposable
{
    /// <summary>The span that calls belong to, as that of a request in a real app.</summary>
    private static readonly ActivitySource s_requests = new("Helix.Benchmarks.Calls");

    private readonly IHost _host;
    private readonly Client _client;

    private App(IHost host, Client client)
    {
        _host = host;
        _client = client;
    }

    /// <param name="client">What calls.</param>
    /// <param name="collected">Whether the app collects traces and metrics.</param>
    /// <param name="sides">The sides that it has.</param>
    public static async Task<App> StartAsync(Client client, bool collected, params Side[] sides)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        bool byHand = sides.Contains(Side.ByHand);
        if (byHand)
        {
            client.AddByHand(builder);
        }

        if (sides.Contains(Side.Helix))
        {
            client.AddProduct(builder);
        }

        if (collected)
        {
            _ = builder.Services.AddOpenTelemetry()
                .WithTracing(traces =>
                {
                    _ = traces.AddSource(s_requests.Name);
                    if (byHand)
                    {
                        client.TraceByHand(traces);
                    }

                    _ = traces.AddProcessor(new BatchActivityExportProcessor(new Dropping<Activity>()));
                })
                .WithMetrics(metrics =>
                {
                    if (byHand)
                    {
                        client.MeasureByHand(metrics);
                    }

                    _ = metrics.AddReader(new PeriodicExportingMetricReader(new Dropping<Metric>(), exportIntervalMilliseconds: 10_000));
                });
        }

        IHost host = builder.Build();
        await host.StartAsync();
        var app = new App(host, client);
        foreach (Side side in sides)
        {
            await app.CallAsync(side, 1);
        }

        return app;
    }

    public async Task CallAsync(Side side, int calls)
    {
        using Activity? request = s_requests.StartActivity("request");
        await (side == Side.Helix ? _client.CallProductAsync(_host.Services, calls) : _client.CallByHandAsync(_host.Services, calls));
    }

    /// <summary>Gives up the connections of both sides, where each has a process of the server of its own.</summary>
    public void Disconnect() => _client.Disconnect(_host.Services);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class Dropping<T> : BaseExporter<T>
        where T : class
    {
        public override ExportResult Export(in Batch<T> batch) => ExportResult.Success;
    }
}
