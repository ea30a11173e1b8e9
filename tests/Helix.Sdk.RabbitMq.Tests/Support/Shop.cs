using System.Globalization;
using Helix.RabbitMq;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Helix.Sdk.RabbitMq.Tests;

/// <summary>An app with the product shop-events, as its tests make it.</summary>
internal static class Shop
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A name that no other test uses.</summary>
    public static string Name(string prefix) => $"{prefix}-{Guid.NewGuid():N}";

    public static IHost Host(int? port, params (string Key, string Value)[] settings) => Host(port, static _ => { }, settings);

    public static IHost Host(int? port, Action<HostApplicationBuilder> configure, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = "Development" });
        _ = builder.Configuration.AddInMemoryCollection(port is { } at ? Values(at, "Helix:ShopEvents:") : []);
        _ = builder.Configuration.AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>("Helix:ShopEvents:" + s.Key, s.Value)));
        _ = builder.Services.AddSingleton<Seen>();
        configure(builder);
        _ = builder.AddShopEvents();
        return builder.Build();
    }

    public static void AddRecorder(this HostApplicationBuilder builder, string queue, params string[] routingKeys) =>
        builder.Services.AddMessageConsumer<ShopEvents, OrderPlaced, Recorder>(ShopJson.Default.OrderPlaced, options =>
        {
            options.Queue = queue;
            options.RoutingKeys = routingKeys.Length == 0 ? [queue] : routingKeys;
        });

    public static IEnumerable<KeyValuePair<string, string?>> Values(int port, string prefix) =>
    [
        new(prefix + "Host", "127.0.0.1"), new(prefix + "Port", port.ToString(CultureInfo.InvariantCulture)),
        new(prefix + "Username", RabbitMqServer.Username), new(prefix + "Password", RabbitMqServer.FirstPassword),
    ];

    public static ShopEvents Events(this IHost host) => host.Services.GetRequiredService<ShopEvents>();

    public static Seen Seen(this IHost host) => host.Services.GetRequiredService<Seen>();

    public static Task PublishAsync(this IHost host, int id, string routingKey) =>
        host.Events().PublishAsync(new OrderPlaced(id, "lamp"), ShopJson.Default.OrderPlaced, routingKey, cancellationToken: Token);

    public static Task<HealthReport> CheckAsync(this IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

    public static async Task StartSubscribedAsync(this IHost host)
    {
        await host.StartAsync(Token);
        await Eventually.HoldsAsync(async () => (await host.CheckAsync()).Status == HealthStatus.Healthy, "The consumer has no subscription.");
    }

    /// <summary>The message that waits in a queue; it is taken out.</summary>
    public static async Task<BasicGetResult> GetAsync(this ShopEvents events, string queue)
    {
        await using IChannel channel = await events.CreateChannelAsync(cancellationToken: Token);
        BasicGetResult? result = null;
        await Eventually.HoldsAsync(async () => (result = await channel.BasicGetAsync(queue, autoAck: true, Token)) is not null, $"Nothing is in {queue}.");
        return result!;
    }
}
