using System.Diagnostics;
using System.Globalization;
using Helix.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Shop;

namespace Helix.Sdk.EntityFrameworkCore.Tests;

/// <summary>Contexts on a product of the postgresql kind, on a real server.</summary>
public sealed class PostgreSqlContextTests(PostgreSqlContextTests.Shared shared) : IClassFixture<PostgreSqlContextTests.Shared>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("context")]
    [InlineData("pool")]
    [InlineData("factory")]
    [InlineData("pooled factory")]
    public async Task Every_way_to_register_a_context_uses_the_pool_of_the_product(string way)
    {
        using IHost host = Host(shared.Server, "every_way", services => Add(services, way, static options => options.UseProduct<OrdersDb>()));
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        OrdersContext context = await ContextAsync(scope.ServiceProvider, way);
        _ = await context.Database.EnsureCreatedAsync(Token);

        _ = context.Orders.Add(new() { Item = way, Price = 1.5m });
        _ = await context.SaveChangesAsync(Token);

        Assert.Equal(1.5m, await context.Orders.Where(order => order.Item == way).SumAsync(static order => order.Price, Token));
        // The name that the product gives to its connections.
        Assert.Equal("orders-db", await context.Database.SqlQueryRaw<string>("SELECT current_setting('application_name') AS \"Value\"").SingleAsync(Token));
    }

    [Fact]
    public async Task A_keyed_instance_is_another_database()
    {
        using IHost host = Host(
            shared.Server, "postgres", static services => services.AddDbContext<OrdersContext>(static options => options.UseProduct<OrdersDb>(instance: "archive")),
            builder =>
            {
                _ = builder.Configuration.AddInMemoryCollection(Values(shared.Server, "archive", "Helix:OrdersDb:Instances:archive:"));
                _ = builder.AddKeyedOrdersDb("archive");
            });
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        OrdersContext context = scope.ServiceProvider.GetRequiredService<OrdersContext>();

        // The database is made through the product too, whose connection string holds no password.
        Assert.True(await context.Database.EnsureCreatedAsync(Token));
        Assert.Equal("archive", await context.Database.SqlQueryRaw<string>("SELECT current_database()::text AS \"Value\"").SingleAsync(Token));
    }

    [Theory]
    [InlineData("context")]
    [InlineData("pool")]
    [InlineData("factory")]
    public async Task A_timeout_that_changes_holds_for_the_next_command(string way)
    {
        using IHost host = Host(shared.Server, "postgres", services => Add(services, way, static options => options.UseProduct<OrdersDb>()));
        await Sleep();
        IConfigurationRoot configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        NpgsqlDataSource before = host.Services.GetRequiredService<OrdersDb>().DataSource;
        configuration["Helix:OrdersDb:CommandTimeout"] = "1s";
        configuration.Reload();
        Assert.NotSame(before, host.Services.GetRequiredService<OrdersDb>().DataSource);

        Exception e = await Assert.ThrowsAnyAsync<Exception>(Sleep);
        Assert.IsType<TimeoutException>(e.GetBaseException());

        async Task Sleep()
        {
            await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
            await using OrdersContext context = await ContextAsync(scope.ServiceProvider, way);
            _ = await context.Database.ExecuteSqlRawAsync("SELECT pg_sleep(3)", Token);
        }
    }

    [Fact]
    public async Task A_timeout_that_the_app_sets_for_its_context_stands()
    {
        using IHost host = Host(
            shared.Server, "postgres", static services => services.AddDbContext<OrdersContext>(static options => options.UseProduct<OrdersDb>(static npgsql => npgsql.CommandTimeout(77))));
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();

        Assert.Equal(77, scope.ServiceProvider.GetRequiredService<OrdersContext>().Database.GetCommandTimeout());
    }

    [Fact]
    public async Task Commands_are_traced_and_count_against_the_SLO_of_the_product()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using IHost host = Host(
            shared.Server, "postgres", static services => services.AddDbContext<OrdersContext>(static options => options.UseProduct<OrdersDb>()),
            builder => builder.Services.AddOpenTelemetry().WithTracing(t => t.AddInMemoryExporter(spans)).WithMetrics(m => m.AddInMemoryExporter(metrics)));
        await host.StartAsync(Token);
        await using (AsyncServiceScope scope = host.Services.CreateAsyncScope())
        {
            OrdersContext context = scope.ServiceProvider.GetRequiredService<OrdersContext>();
            Assert.Equal([42], await context.Database.SqlQueryRaw<int>("SELECT 42 AS \"Value\"").ToListAsync(Token));
            _ = await Assert.ThrowsAsync<PostgresException>(() => context.Database.ExecuteSqlRawAsync("SELECT nothing", Token));
        }

        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Equal(2, spans.Count);
        Assert.All(spans, static span => Assert.Equal(("orders-db", "orders"), (span.GetTagItem("helix.product.name"), span.GetTagItem("helix.product.owner"))));
        Assert.Equal((2, 1), (Telemetry.Sum(metrics, "helix.product.operation.duration", "orders-db"), Telemetry.Sum(metrics, "helix.product.operation.errors", "orders-db")));
    }

    [Fact]
    public void Says_what_to_do_where_the_product_is_not_registered_or_there_is_no_app()
    {
        using ServiceProvider provider = new ServiceCollection().AddDbContext<OrdersContext>(static options => options.UseProduct<OrdersDb>()).BuildServiceProvider();

        Assert.StartsWith("OrdersDb is not registered: call builder.AddOrdersDb()", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<OrdersContext>).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "These options belong to no app", Assert.Throws<InvalidOperationException>(static () => new DbContextOptionsBuilder().UseProduct<OrdersDb>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_at_hand_needs_no_app()
    {
        OrdersDbSettings settings = OrdersDbSettings.Create(Values(shared.Server, "postgres", "Helix:OrdersDb:").ToArray());
        await using var db = new OrdersDb(ProductContext.Create(OrdersDb.Product, settings));
        await using var context = new OrdersContext(((DbContextOptionsBuilder<OrdersContext>)new DbContextOptionsBuilder<OrdersContext>().UseProduct(db)).Options);

        Assert.True(await context.Database.CanConnectAsync(Token));
    }

    internal static IEnumerable<KeyValuePair<string, string?>> Values(PostgreSqlServer server, string database, string prefix) =>
    [
        new(prefix + "Host", "127.0.0.1"), new(prefix + "Port", server.Port.ToString(CultureInfo.InvariantCulture)), new(prefix + "Database", database),
        new(prefix + "Username", PostgreSqlServer.Username), new(prefix + "Password", PostgreSqlServer.FirstPassword),
    ];

    private static void Add(IServiceCollection services, string way, Action<DbContextOptionsBuilder> options) => _ = way switch
    {
        "pool" => services.AddDbContextPool<OrdersContext>(options),
        "factory" => services.AddDbContextFactory<OrdersContext>(options),
        "pooled factory" => services.AddPooledDbContextFactory<OrdersContext>(options),
        _ => services.AddDbContext<OrdersContext>(options),
    };

    private static async Task<OrdersContext> ContextAsync(IServiceProvider services, string way) => way.EndsWith("factory", StringComparison.Ordinal)
        ? await services.GetRequiredService<IDbContextFactory<OrdersContext>>().CreateDbContextAsync(Token)
        : services.GetRequiredService<OrdersContext>();

    private static IHost Host(PostgreSqlServer server, string database, Action<IServiceCollection> context, Action<HostApplicationBuilder>? configure = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = "Development" });
        _ = builder.Configuration.AddInMemoryCollection(Values(server, database, "Helix:OrdersDb:"));
        _ = builder.AddOrdersDb();
        configure?.Invoke(builder);
        context(builder.Services);
        return builder.Build();
    }

    public sealed class Shared : IAsyncLifetime
    {
        internal PostgreSqlServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await PostgreSqlServer.StartAsync();

        public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
