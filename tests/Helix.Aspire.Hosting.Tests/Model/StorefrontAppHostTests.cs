using System.Diagnostics;
using System.Text.Json;
using Acme.Catalog;
using Acme.OrderEvents;
using Acme.Orders;
using Acme.Payments;
using Acme.Receipts;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Helix.Manifests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Helix.Aspire.Hosting.Tests.Model;

/// <summary>The app host of the sample, through its own entry point, on the real Aspire.</summary>
public sealed class StorefrontAppHostTests : IDisposable
{
    private const string Password = "zx-secret-of/the@app host";

    private static readonly string[] s_containers = ["orders-db", "catalog-cache", "order-events", "receipts"];

    private readonly string? _home = Environment.GetEnvironmentVariable("HOME");

    // Passwords that the app host makes up go to the user secrets of whoever starts it.
    public StorefrontAppHostTests() => Environment.SetEnvironmentVariable("HOME", Path.Combine(AppContext.BaseDirectory, "home"));

    public void Dispose() => Environment.SetEnvironmentVariable("HOME", _home);

    [Fact]
    public async Task A_shop_that_runs_gets_what_its_settings_need_and_they_bind()
    {
        IDistributedApplicationTestingBuilder builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Storefront_AppHost>(
            ["--Parameters:orders-db-password=" + Password, "--ConnectionStrings:payments-api=Endpoint=http://localhost:5181;Key=" + Password],
            TestContext.Current.CancellationToken);
        await using DistributedApplication app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        int port = 40000;
        foreach (IResource resource in builder.Resources)
        {
            foreach (EndpointAnnotation endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port++, targetPortExpression: "4711");
            }
        }

        ProjectResource shop = builder.Resources.OfType<ProjectResource>().Single(static project => project.Name == "storefront");
        Dictionary<string, string> environment = await Compose.EnvironmentAsync(app, shop);

        foreach (IProductResource product in builder.Resources.OfType<IProductResource>())
        {
            // Of what runs elsewhere the consumer gets the connection; the rest it has itself.
            string[] wanted = product.Product.Name == "payments-api" ? ["ConnectionStrings__payments-api"] : [.. product.Product.ConsumerEnvironment.Select(static variable => variable.Name)];
            Assert.All(wanted, name => Assert.Contains(name, environment.Keys));
            Assert.Contains(shop.Annotations.OfType<ResourceRelationshipAnnotation>(), relation => relation.Resource == product && relation.Type == "Reference");
        }

        Assert.Equal(
            ["catalog-cache", "order-events", "orders-db", "receipts"], shop.Annotations.OfType<WaitAnnotation>().Select(static wait => wait.Resource.Name).Order(StringComparer.Ordinal));

        // Its own settings, as the shop binds them: with the files beside it and these variables.
        Dictionary<string, string> own = environment.Where(static v => !v.Key.StartsWith("ASPNETCORE_", StringComparison.Ordinal) && !v.Key.StartsWith("DOTNET_", StringComparison.Ordinal)).ToDictionary();
        foreach ((string name, string value) in own)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        try
        {
            HostApplicationBuilder host = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Development" });
            string folder = Path.GetDirectoryName(shop.GetProjectMetadata().ProjectPath)!;
            host.Configuration.AddJsonFile(Path.Combine(folder, "appsettings.json")).AddJsonFile(Path.Combine(folder, "appsettings.Development.json")).AddEnvironmentVariables();
            host.AddOrdersDb();
            host.AddCatalogCache();
            host.AddOrderEvents();
            host.AddReceipts();
            host.AddPaymentsApi();
            using IHost bound = host.Build();
            IServiceProvider services = bound.Services;

            OrdersDbSettings orders = services.GetRequiredService<OrdersDbSettings>();
            Assert.Equal(("localhost", Port("orders-db"), Password), (orders.Host, orders.Port, orders.Password?.Reveal()));
            Assert.Equal(Port("catalog-cache"), services.GetRequiredService<CatalogCacheSettings>().Port);
            Assert.Equal(Port("order-events"), services.GetRequiredService<OrderEventsSettings>().Port);
            Assert.Equal(Port("receipts"), services.GetRequiredService<ReceiptsSettings>().Endpoint!.Port);
            PaymentsApiSettings payments = services.GetRequiredService<PaymentsApiSettings>();
            Assert.Equal(("http://localhost:5181/", Password), (payments.BaseAddress.ToString(), payments.ApiKey.Reveal()));
        }
        finally
        {
            foreach (string name in own.Keys)
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        int Port(string product) => builder.Resources.Single(resource => resource.Name == product).Annotations.OfType<EndpointAnnotation>().Single().AllocatedEndpoint!.Port;
    }

    [Fact]
    public async Task What_is_published_has_every_product_and_no_secret()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("helix-storefront-").FullName, "manifest.json");
        string appHost = typeof(Projects.Storefront_AppHost).Assembly.Location;
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            [appHost, "--operation", "publish", "--publisher", "manifest", "--output-path", file, "--Parameters:orders-db-password=" + Password])
        {
            WorkingDirectory = Path.GetDirectoryName(file)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = Path.GetDirectoryName(file);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + await errors);

        string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Password, text + await output, StringComparison.Ordinal);
        using JsonDocument manifest = JsonDocument.Parse(text);
        JsonElement resources = manifest.RootElement.GetProperty("resources");
        JsonElement environment = resources.GetProperty("storefront").GetProperty("env");
        foreach (LocalProduct product in s_containers.Append("payments-api").Select(Compose.Product))
        {
            Assert.Equal(product.Port, resources.GetProperty(product.Name).GetProperty("bindings").GetProperty(product.Scheme).GetProperty("targetPort").GetInt32());
            Assert.All(product.ConsumerEnvironment, variable => Assert.True(environment.TryGetProperty(variable.Name, out _), variable.Name));
        }

        Assert.False(resources.TryGetProperty("payments-stub", out _));
        Assert.Equal("{orders-db-password.value}", environment.GetProperty("ORDERS_DB_PASSWORD").GetString());
    }
}
