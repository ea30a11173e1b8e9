using System.Diagnostics;
using System.Globalization;
using System.Net;
using Helix.Benchmarks.Calls.Stubs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Polly;

namespace Helix.Benchmarks.Calls.Clients;

/// <summary>A GET, each with a client of the factory.</summary>
/// <param name="port">The port of a server on loopback; null for a stub in memory.</param>
internal sealed class HttpApi(int? port) : Client
{
    private const string ByHandName = "by-hand";

    private static readonly Uri s_path = new("articles", UriKind.Relative);

    // One process may have both sides, and calls by one at a time: the processor below must not do the product's work.
    private static volatile bool s_byHand;

    private readonly Uri _address = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port ?? 80}/"));

    public override void AddProduct(HostApplicationBuilder builder)
    {
        _ = builder.Configuration.AddInMemoryCollection([new("Helix:BenchApi:BaseAddress", _address.OriginalString)]);
        _ = builder.AddBenchApi();
        Connect(builder, "helix.bench-api");
    }

    public override void AddByHand(HostApplicationBuilder builder)
    {
        _ = builder.Services.AddServiceDiscovery();
        IHttpClientBuilder client = builder.Services.AddHttpClient(ByHandName)
            .ConfigureHttpClient(http =>
            {
                http.BaseAddress = _address;
                // For the content; until there is an answer the pipeline below keeps the time.
                http.Timeout = TimeSpan.FromSeconds(20);
            })
            .UseSocketsHttpHandler(static (handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
                handler.AutomaticDecompression = DecompressionMethods.All;
            })
            .AddHttpMessageHandler(static () => new Measuring())
            .RedactLoggedHeaders(static _ => true);
        // The defaults of the kind.
        _ = client.AddResilienceHandler("by-hand", static pipeline =>
        {
            var retry = new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = 3, BackoffType = DelayBackoffType.Exponential, UseJitter = true, Delay = TimeSpan.FromMilliseconds(200),
            };
            retry.DisableForUnsafeHttpMethods();
            _ = pipeline.AddTimeout(TimeSpan.FromSeconds(10)).AddRetry(retry)
                .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions()).AddTimeout(TimeSpan.FromSeconds(3));
        });
        _ = client.AddServiceDiscovery();
        Connect(builder, ByHandName);
    }

    public override void TraceByHand(TracerProviderBuilder tracing) => tracing.AddSource("System.Net.Http").AddProcessor(new Enriching());

    public override void MeasureByHand(MeterProviderBuilder metering) => metering.AddMeter("System.Net.Http", "Polly", HandWritten.MeterName);

    public override Task CallProductAsync(IServiceProvider services, int calls) =>
        CallAsync(services.GetRequiredService<BenchApi>().CreateClient, calls);

    public override async Task CallByHandAsync(IServiceProvider services, int calls)
    {
        s_byHand = true;
        IHttpClientFactory factory = services.GetRequiredService<IHttpClientFactory>();
        await CallAsync(() => factory.CreateClient(ByHandName), calls);
        s_byHand = false;
    }

    private static async Task CallAsync(Func<HttpClient> create, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            using HttpClient client = create();
            using HttpResponseMessage response = await client.GetAsync(s_path);
            _ = response.EnsureSuccessStatusCode();
        }
    }

    private void Connect(HostApplicationBuilder builder, string name)
    {
        if (port is null)
        {
            _ = builder.Services.AddHttpClient(name).UseSocketsHttpHandler(
                static (handler, _) => handler.ConnectCallback = static (_, _) => new(new HttpStub()));
        }
    }

    private sealed class Measuring : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            long started = HandWritten.Start();
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            HandWritten.Stop(started, "call");
            return response;
        }
    }

    private sealed class Enriching : BaseProcessor<Activity>
    {
        public override void OnStart(Activity data)
        {
            if (s_byHand && data.Source.Name == "System.Net.Http")
            {
                HandWritten.Enrich(data);
            }
        }
    }
}
