using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Helix.Manifests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Helix.Aspire.Hosting.Tests.Model;

/// <summary>App hosts as tests compose them, on the real Aspire.</summary>
internal static class Compose
{
    /// <summary>An app host that runs, or one that publishes into a folder.</summary>
    public static IDistributedApplicationBuilder AppHost(bool publish = false, string? output = null, params string[] settings)
    {
        // Aspire keeps files of its own in the home directory.
        Environment.SetEnvironmentVariable("HOME", Path.Combine(AppContext.BaseDirectory, "home"));
        string[] arguments = publish
            ? ["--operation", "publish", "--publisher", "manifest", "--output-path", output ?? Path.Combine(AppContext.BaseDirectory, "manifest.json"), .. settings]
            : ["--DcpPublisher:CliPath=none", "--DcpPublisher:DashboardPath=none", .. settings];
        return DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = arguments, DisableDashboard = true, ProjectDirectory = AppContext.BaseDirectory, AssemblyName = typeof(Compose).Assembly.GetName().Name });
    }

    /// <summary>What an app host that publishes into a file writes there.</summary>
    public static async Task<string> PublishAsync(IDistributedApplicationBuilder builder, string file)
    {
        using (DistributedApplication app = builder.Build())
        {
            await app.RunAsync(TestContext.Current.CancellationToken);
        }

        return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
    }

    /// <summary>One that starts what it composes: the orchestrator is that of the sample's app host, whose build knows where it is.</summary>
    public static IDistributedApplicationBuilder RunningAppHost()
    {
        Environment.SetEnvironmentVariable("HOME", Path.Combine(AppContext.BaseDirectory, "home"));
        return DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            DisableDashboard = true, ProjectDirectory = AppContext.BaseDirectory, AssemblyName = typeof(Projects.Storefront_AppHost).Assembly.GetName().Name,
        });
    }

    public static LocalProduct Product(string name) => Plan(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Manifests", name + ".product.yaml")));

    public static LocalProduct Plan(string text)
    {
        ProductManifest manifest = ManifestReader.Read("p.product.yaml", text).Product!;
        KindManifest kind = ManifestReader.Read("k.kind.yaml", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Manifests", manifest.Kind + ".kind.yaml"))).Kind!;
        return LocalPlanner.Plan(ContractResolver.Resolve(manifest, ContractResolver.Resolve(kind).Contract).Contract);
    }

    /// <summary>The environment that a consumer really gets, as Aspire resolves it.</summary>
    public static async Task<Dictionary<string, string>> EnvironmentAsync(DistributedApplication app, IResource resource)
    {
        IExecutionConfigurationResult result = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig()
            .BuildAsync(app.Services.GetRequiredService<DistributedApplicationExecutionContext>(), NullLogger.Instance, TestContext.Current.CancellationToken);
        return result.EnvironmentVariables.Where(static v => !v.Key.StartsWith("OTEL_", StringComparison.Ordinal)).ToDictionary(static v => v.Key, static v => v.Value, StringComparer.Ordinal);
    }

    /// <summary>Gives an endpoint the address that the orchestrator would.</summary>
    public static void Allocate(IResource resource, int port)
    {
        EndpointAnnotation endpoint = resource.Annotations.OfType<EndpointAnnotation>().Single();
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port, targetPortExpression: "4711");
    }
}
