using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Helix.Manifests;
using Helix.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Helix.Aspire.Hosting.Tests.Model;

public sealed class AppModelTests
{
    private const string Password = "zx-secret-of/the@app host";

    [Fact]
    public async Task A_consumer_gets_exactly_the_variables_of_the_plan()
    {
        IDistributedApplicationBuilder builder = Compose.AppHost(settings: "--Parameters:orders-db-password=" + Password);
        LocalProduct plan = Compose.Product("orders-db");
        IResourceBuilder<IProductResource> orders = builder.AddHelixProduct(plan);
        IResourceBuilder<ContainerResource> app = builder.AddContainer("app", "app").WithReference(orders);
        IResourceBuilder<ExecutableResource> program = builder.AddExecutable("program", "program", ".").WithReference(orders);
        using DistributedApplication built = builder.Build();
        Compose.Allocate(orders.Resource, 54321);

        Dictionary<string, string> environment = await Compose.EnvironmentAsync(built, program.Resource);

        Assert.Equal(plan.ConsumerEnvironment.Select(static v => v.Name).Order(StringComparer.Ordinal), environment.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("localhost", environment["ORDERS_DB_HOST"]);
        Assert.Equal("54321", environment["ORDERS_DB_PORT"]);
        Assert.Equal(Password, environment["ORDERS_DB_PASSWORD"]);
        Assert.Contains(app.Resource.Annotations.OfType<ResourceRelationshipAnnotation>(), relation => relation.Resource == orders.Resource && relation.Type == "Reference");
    }

    [Fact]
    public async Task The_server_gets_image_environment_endpoint_volume_health_check_and_links()
    {
        IDistributedApplicationBuilder builder = Compose.AppHost(settings: "--Parameters:orders-db-password=" + Password);
        IResourceBuilder<IProductResource> orders = builder.AddHelixProduct(Compose.Product("orders-db"));
        using DistributedApplication app = builder.Build();
        ContainerImageAnnotation image = orders.Resource.Annotations.OfType<ContainerImageAnnotation>().Last();
        EndpointAnnotation endpoint = orders.Resource.Annotations.OfType<EndpointAnnotation>().Single();

        Assert.Equal(("postgres", "17"), (image.Image, image.Tag));
        Assert.Equal((5432, null, "tcp"), (endpoint.TargetPort, endpoint.Port, endpoint.UriScheme));
        Assert.Equal("/var/lib/postgresql/data", orders.Resource.Annotations.OfType<ContainerMountAnnotation>().Single().Target);
        Assert.Equal("orders-db_check", orders.Resource.Annotations.OfType<HealthCheckAnnotation>().Single().Key);
        Assert.Contains(orders.Resource.Annotations.OfType<ResourceUrlAnnotation>(), url => url.Url == "https://acme.example/docs/orders-db" && url.DisplayText == "Docs of Orders database");
        Compose.Allocate(orders.Resource, 54321);
        Dictionary<string, string> environment = await Compose.EnvironmentAsync(app, orders.Resource);
        Assert.Equal(("orders_db", "app", Password), (environment["POSTGRES_DB"], environment["POSTGRES_USER"], environment["POSTGRES_PASSWORD"]));
    }

    [Fact]
    public async Task The_manifest_has_the_servers_port_and_no_secret()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("helix-aspire-").FullName, "manifest.json");
        IDistributedApplicationBuilder builder = Compose.AppHost(publish: true, file, "--Parameters:orders-db-password=" + Password, "--Parameters:payments-api-api-key=" + Password);
        IResourceBuilder<IProductResource> orders = builder.AddHelixProduct(Compose.Product("orders-db"));
        IResourceBuilder<IProductResource> payments = builder.AddHelixProduct(Compose.Product("payments-api"));
        _ = builder.AddContainer("app", "app").WithReference(orders).WithReference(payments);
        string text = await Compose.PublishAsync(builder, file);
        using JsonDocument manifest = JsonDocument.Parse(text);
        JsonElement resources = manifest.RootElement.GetProperty("resources");
        JsonElement environment = resources.GetProperty("app").GetProperty("env");
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.Equal("{orders-db.bindings.tcp.host}", environment.GetProperty("ORDERS_DB_HOST").GetString());
        Assert.Equal("{orders-db.bindings.tcp.port}", environment.GetProperty("ORDERS_DB_PORT").GetString());
        Assert.Equal("{orders-db-password.value}", environment.GetProperty("ORDERS_DB_PASSWORD").GetString());
        Assert.Equal("http://{payments-api.bindings.http.host}:{payments-api.bindings.http.port}", environment.GetProperty("PAYMENTS_API_URI").GetString());
        // The manifest names a port only where it is not the server's; other publishers read it from the model.
        JsonElement binding = resources.GetProperty("orders-db").GetProperty("bindings").GetProperty("tcp");
        Assert.Equal(5432, binding.GetProperty("targetPort").GetInt32());
        Assert.False(binding.TryGetProperty("port", out _));
        Assert.Equal(5432, orders.Resource.Annotations.OfType<EndpointAnnotation>().Single().Port);
        Assert.True(resources.GetProperty("orders-db-password").GetProperty("inputs").GetProperty("value").GetProperty("secret").GetBoolean());
    }

    [Fact]
    public async Task A_secret_in_a_uri_is_published_encoded_also_where_a_publisher_knows_no_formats()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("helix-aspire-").FullName, "manifest.json");
        IDistributedApplicationBuilder builder = Compose.AppHost(publish: true, file, "--Parameters:uri-api-api-key=" + Password);
        IResourceBuilder<IProductResource> product = builder.AddHelixProduct(Compose.Plan(
            """
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: uri-api }
            spec:
              kind: http
              version: 1.0.0
              owner: { team: test }
              lifecycle: { stage: ga }
              config: { keys: { ApiKey: { required: true } } }
              local:
                values: { BaseAddress: "http://app:{ApiKey:uri}@{endpoint.host}:{endpoint.port}/" }
                container: { image: stub, port: 8080 }
            """));
        _ = builder.AddContainer("app", "app").WithReference(product);

        // Publishers put the values of an expression into its text; all but the manifest's as they are.
        ParameterResource inUri = Assert.Single(product.Resource.ConsumerEnvironment["URI_API_URI"].ValueProviders.OfType<ParameterResource>());
        Assert.Equal(Uri.EscapeDataString(Password), await inUri.GetValueAsync(TestContext.Current.CancellationToken));
        ParameterResource plain = Assert.Single(product.Resource.ConsumerEnvironment["URI_API_APIKEY"].ValueProviders.OfType<ParameterResource>());
        Assert.Equal(Password, await plain.GetValueAsync(TestContext.Current.CancellationToken));

        string text = await Compose.PublishAsync(builder, file);
        using JsonDocument manifest = JsonDocument.Parse(text);
        JsonElement resources = manifest.RootElement.GetProperty("resources");
        Assert.Equal(
            "http://app:{uri-api-api-key-uri-encoded.value}@{uri-api.bindings.http.host}:{uri-api.bindings.http.port}/",
            resources.GetProperty("app").GetProperty("env").GetProperty("URI_API_URI").GetString());
        JsonElement encoded = resources.GetProperty("uri-api-api-key-uri-encoded");
        Assert.Equal(("annotated.string", "{uri-api-api-key.value}", "uri"), (encoded.GetProperty("type").GetString(), encoded.GetProperty("value").GetString(), encoded.GetProperty("filter").GetString()));
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_program_is_published_as_a_product_that_runs_elsewhere_and_not_in_silence(bool isMeant)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("helix-aspire-").FullName, "manifest.json");
        using var log = new ScopeLog();
        IDistributedApplicationBuilder builder = Compose.AppHost(publish: true, file);
        _ = builder.Services.AddLogging(logging => logging.AddProvider(log));
        IResourceBuilder<IProductResource> product = builder.AddHelixProduct(Compose.Plan(
            """
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: exe-db }
            spec:
              kind: postgresql
              version: 1.0.0
              owner: { team: test }
              lifecycle: { stage: ga }
              local: { executable: { command: postgres, port: 5432, env: { PGPASSWORD: "{Password}" } } }
            """));
        product = isMeant ? product.PublishAsExternal() : product;
        _ = builder.AddContainer("app", "app").WithReference(product).WaitFor(product);
        using JsonDocument manifest = JsonDocument.Parse(await Compose.PublishAsync(builder, file));
        JsonElement resources = manifest.RootElement.GetProperty("resources");
        Assert.Equal(["app", "exe-db-connection-string"], resources.EnumerateObject().Select(static resource => resource.Name).Order(StringComparer.Ordinal));
        Assert.Equal("{exe-db-connection-string.value}", resources.GetProperty("app").GetProperty("env").GetProperty("ConnectionStrings__exe-db").GetString());
        Assert.Equal(!isMeant, log.Text.Contains("Warning exe-db is a program on a developer's machine, which is not published", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_external_product_starts_nothing_and_hands_on_the_connection_string()
    {
        IDistributedApplicationBuilder builder = Compose.AppHost(settings: "--ConnectionStrings:orders-db=Host=shared;Password=" + Password);
        IResourceBuilder<IProductResource> orders = builder.AddHelixProduct(Compose.Product("orders-db")).RunAsExternal();
        IResourceBuilder<ExecutableResource> program = builder.AddExecutable("program", "program", ".").WithReference(orders);
        using DistributedApplication app = builder.Build();

        Assert.DoesNotContain(builder.Resources, static resource => resource is ContainerResource);
        Assert.Equal(
            new Dictionary<string, string> { ["ConnectionStrings__orders-db"] = "Host=shared;Password=" + Password }, await Compose.EnvironmentAsync(app, program.Resource));
    }

    [Fact]
    public async Task A_chosen_plan_applies_its_limits_and_an_unknown_one_is_refused()
    {
        IDistributedApplicationBuilder builder = Compose.AppHost();
        IResourceBuilder<IProductResource> database = builder.AddHelixProduct(Compose.Plan(
            """
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: sized-db }
            spec:
              kind: postgresql
              version: 1.0.0
              owner: { team: test }
              lifecycle: { stage: ga }
              plans: { standard: { default: true, limits: { connections: 50 } }, dedicated: { limits: { connections: 400 } } }
              local: { container: { image: postgres, port: 5432, env: { MAX: "{limit.connections}" } } }
            """)).WithPlan("dedicated");
        using DistributedApplication app = builder.Build();

        Assert.Equal("400", (await Compose.EnvironmentAsync(app, database.Resource))["MAX"]);
        Assert.StartsWith("'dedicted' is no plan of sized-db; did you mean 'dedicated'?", Assert.Throws<ArgumentException>(() => database.WithPlan("dedicted")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_project_that_does_not_reference_what_it_uses_stops_the_app_host(bool publish)
    {
        string project = Path.Combine(AppContext.BaseDirectory, "Storefront.csproj");
        IDistributedApplicationBuilder builder = Compose.AppHost(publish);
        ProductUse[] uses = [new(project, "orders-db", "AddOrdersDb"), new(project, "catalog-cache", "AddCatalogCache")];
        IResourceBuilder<IProductResource> orders = builder.AddHelixProduct(Compose.Product("orders-db"), uses: uses);
        IResourceBuilder<ProjectResource> storefront = builder.AddProject("storefront", project, static options => options.ExcludeLaunchProfile = true);
        using DistributedApplication app = builder.Build();

        DistributedApplicationException e = await Assert.ThrowsAsync<DistributedApplicationException>(() => BeforeStartAsync(builder, app));

        Assert.Contains("storefront uses orders-db and does not reference it: add .WithReference(...) of 'orders-db' to storefront", e.Message, StringComparison.Ordinal);
        Assert.Contains("storefront uses catalog-cache, which is not composed: add builder.AddCatalogCache() and .WithReference(...) to storefront", e.Message, StringComparison.Ordinal);

        _ = storefront.WithReference(orders);
        Assert.DoesNotContain("orders-db", (await Assert.ThrowsAsync<DistributedApplicationException>(() => BeforeStartAsync(builder, app))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_waits_for_those_that_it_depends_on_in_whichever_order_they_are_added()
    {
        IDistributedApplicationBuilder builder = Compose.AppHost();
        LocalProduct events = Compose.Product("orders-db") with { Name = "order-events", StartsAfter = EquatableArray.Create("orders-db") };
        IResourceBuilder<IProductResource> later = builder.AddHelixProduct(events);
        IResourceBuilder<IProductResource> earlier = builder.AddHelixProduct(Compose.Product("orders-db"));

        Assert.Equal(earlier.Resource, later.Resource.Annotations.OfType<WaitAnnotation>().Single().Resource);
        Assert.Empty(earlier.Resource.Annotations.OfType<WaitAnnotation>());
    }

    private static Task BeforeStartAsync(IDistributedApplicationBuilder builder, DistributedApplication app) =>
        builder.Eventing.PublishAsync(new BeforeStartEvent(app.Services, app.Services.GetRequiredService<DistributedApplicationModel>()), TestContext.Current.CancellationToken);
}
