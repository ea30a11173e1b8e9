using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Helix.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Storefront.Tests;

/// <summary>An instance of the app on Kestrel, and a customer's browser.</summary>
internal sealed class StorefrontApp : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;

    private StorefrontApp(WebApplicationFactory<Program> factory, Uri address)
    {
        _factory = factory;
        // It makes no span of its own: what is collected is the app's.
        Client = new(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public HttpClient Client { get; }

    public IServiceProvider Services => _factory.Services;

    /// <summary>Starts it, and waits until it is healthy, consumer included.</summary>
    public static async Task<StorefrontApp> StartAsync(List<Activity>? spans = null, List<Metric>? metrics = null)
    {
        WebApplicationFactory<Program> factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseUrls("http://127.0.0.1:0")
            .ConfigureTestServices(services =>
            {
                if (spans is not null)
                {
                    _ = services.AddOpenTelemetry().WithTracing(tracing => tracing.AddInMemoryExporter(spans));
                }

                if (metrics is not null)
                {
                    _ = services.AddOpenTelemetry().WithMetrics(metering => metering.AddInMemoryExporter(metrics));
                }
            }));
        factory.UseKestrel();
        factory.StartServer();
        string address = factory.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        var app = new StorefrontApp(factory, new(address));
        await app.UntilHealthyAsync();
        return app;
    }

    public Task UntilHealthyAsync() => Eventually.HoldsAsync(
        async () => await Client.GetAsync(new Uri("/health", UriKind.Relative), Token) is { StatusCode: HttpStatusCode.OK }, "The app is not healthy.");

    public Task<HttpResponseMessage> PlaceAsync(Guid id, string card = "tok-4242", params (string Sku, int Quantity)[] lines) =>
        Client.PutAsJsonAsync(
            $"/orders/{id}",
            new { email = "mia@acme.example", card, lines = lines.Select(static line => new { sku = line.Sku, quantity = line.Quantity }) },
            Token);

    /// <summary>An order that was placed.</summary>
    public async Task<JsonElement> PlacedAsync(Guid id, params (string Sku, int Quantity)[] lines)
    {
        using HttpResponseMessage answer = await PlaceAsync(id, lines: lines);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Token)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    /// <summary>The receipt of an order, when it is there.</summary>
    public async Task<string> ReceiptAsync(Guid id)
    {
        string? text = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                using HttpResponseMessage answer = await Client.GetAsync(new Uri($"/orders/{id}/receipt", UriKind.Relative), Token);
                text = answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync(Token) : null;
                return text is not null;
            },
            "The order has no receipt.");
        return text!;
    }

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path, Token);

    public async Task<decimal> PriceAsync(string sku) =>
        (await GetAsync("/catalog")).EnumerateArray().Single(article => article.GetProperty("sku").GetString() == sku).GetProperty("price").GetDecimal();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
    }
}
