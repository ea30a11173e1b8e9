using System.Globalization;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

// Meters and the variable of service bindings are the process's: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Helix.Sdk.Redis.Tests;

/// <summary>One server for the tests that do it no harm.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? default;
}

/// <summary>Hosts with the product of the tests.</summary>
internal static class Shelf
{
    public static IHost Host(RedisServer? server, params (string Key, string Value)[] settings) => Host(server, static _ => { }, settings);

    public static IHost Host(RedisServer? server, Action<HostApplicationBuilder> configure, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = "Development" });
        _ = builder.Configuration.AddInMemoryCollection(Values(server, "Helix:ShelfCache:"));
        _ = builder.Configuration.AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>("Helix:ShelfCache:" + s.Key, s.Value)));
        configure(builder);
        _ = builder.AddShelfCache();
        return builder.Build();
    }

    public static IEnumerable<KeyValuePair<string, string?>> Values(RedisServer? server, string prefix) => server is null
        ? []
        :
        [
            new(prefix + "Host", "127.0.0.1"), new(prefix + "Port", server.Port.ToString(CultureInfo.InvariantCulture)),
            new(prefix + "Password", RedisServer.FirstPassword),
        ];

    public static Task<HealthReport> Check(IHost host) =>
        host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
}
