using System.Globalization;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using StackExchange.Redis;

namespace Helix.Benchmarks.Calls.Clients;

/// <summary>The value of one key, on the one connection of an app.</summary>
internal sealed class Redis(int port) : Client
{
    public const string Key = "bench";

    public override void AddProduct(HostApplicationBuilder builder)
    {
        _ = builder.Configuration.AddInMemoryCollection(
        [
            new("Helix:BenchCache:Host", "127.0.0.1"),
            new("Helix:BenchCache:Port", port.ToString(CultureInfo.InvariantCulture)),
            new("Helix:BenchCache:Password", RedisServer.FirstPassword),
        ]);
        _ = builder.AddBenchCache();
    }

    public override void AddByHand(HostApplicationBuilder builder) => builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
        ConnectionMultiplexer.Connect(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port},password={RedisServer.FirstPassword},abortConnect=false")));

    public override void TraceByHand(TracerProviderBuilder tracing) => tracing.AddRedisInstrumentation(static options =>
    {
        // As the product does it: without events, once a second.
        options.EnrichActivityWithTimingEvents = false;
        options.FlushInterval = TimeSpan.FromSeconds(1);
        options.Enrich = static (span, _) => HandWritten.Enrich(span);
    });

    public override void MeasureByHand(MeterProviderBuilder metering) => metering.AddMeter(HandWritten.MeterName);

    public override async Task CallProductAsync(IServiceProvider services, int calls)
    {
        BenchCache cache = services.GetRequiredService<BenchCache>();
        for (int i = 0; i < calls; i++)
        {
            _ = await cache.Database.StringGetAsync(Key);
        }
    }

    public override async Task CallByHandAsync(IServiceProvider services, int calls)
    {
        IDatabase database = services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        for (int i = 0; i < calls; i++)
        {
            long started = HandWritten.Start();
            _ = await database.StringGetAsync(Key);
            HandWritten.Stop(started, "command");
        }
    }
}
