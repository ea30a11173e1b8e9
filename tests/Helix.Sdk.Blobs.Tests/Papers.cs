using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

// Meters and the variable of service bindings are the process's: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Helix.Sdk.Blobs.Tests;

/// <summary>One server for the tests that do it no harm.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal AzuriteServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await AzuriteServer.StartAsync();

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? default;
}

/// <summary>Hosts with the product of the tests.</summary>
internal static class Papers
{
    public static IHost Host(AzuriteServer? server, params (string Key, string Value)[] settings) => Host(server, static _ => { }, settings);

    public static IHost Host(AzuriteServer? server, Action<HostApplicationBuilder> configure, params (string Key, string Value)[] settings) =>
        Host(server, "Development", Path.GetTempPath(), configure, settings);

    public static IHost Host(AzuriteServer? server, string environment, string contentRoot, Action<HostApplicationBuilder> configure, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = environment, ContentRootPath = contentRoot });
        _ = builder.Configuration.AddInMemoryCollection(Values(server, "Helix:PaperStore:"));
        _ = builder.Configuration.AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>("Helix:PaperStore:" + s.Key, s.Value)));
        configure(builder);
        _ = builder.AddPaperStore();
        return builder.Build();
    }

    public static IEnumerable<KeyValuePair<string, string?>> Values(AzuriteServer? server, string prefix) => server is null
        ? []
        : [new(prefix + "Endpoint", server.Endpoint), new(prefix + "AccountKey", AzuriteServer.FirstKey)];

    public static PaperStore Store(IHost host) => host.Services.GetRequiredService<PaperStore>();

    public static Task<HealthReport> Check(IHost host) =>
        host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
}
