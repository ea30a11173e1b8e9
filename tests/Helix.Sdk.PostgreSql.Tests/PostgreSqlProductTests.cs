using System.Diagnostics;
using System.Globalization;
using Helix.PostgreSql;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Helix.Sdk.PostgreSql.Tests;

/// <summary>One server for the tests that do it no harm.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal PostgreSqlServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgreSqlServer.StartAsync();

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? default;
}

/// <summary>The kind on a real server, by a product that is generated from a manifest.</summary>
public sealed class PostgreSqlProductTests(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private const string WrongPassword = "pg-wrong-Secret-2290";
    private const string NextPassword = "pg-next-Secret-5518";

    private readonly string _folder = Directory.CreateTempSubdirectory("helix-postgresql-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("SERVICE_BINDING_ROOT", null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_a_connection_writes_a_command_reads()
    {
        using IHost host = Host(shared.Server);
        ShopDb db = host.Services.GetRequiredService<ShopDb>();
        await using (NpgsqlConnection connection = await db.OpenConnectionAsync(Token))
        {
            await using var create = new NpgsqlCommand("CREATE TABLE IF NOT EXISTS article (id int PRIMARY KEY); TRUNCATE article; INSERT INTO article VALUES (7)", connection);
            _ = await create.ExecuteNonQueryAsync(Token);
        }

        await using NpgsqlCommand read = db.CreateCommand("SELECT id FROM article");
        Assert.Equal(7, await read.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task A_connection_has_the_settings_and_the_name_of_the_product_and_shows_no_password()
    {
        using IHost host = Host(shared.Server, ("CommandTimeout", "1500ms"), ("MaxPoolSize", "3"));
        ShopDb db = host.Services.GetRequiredService<ShopDb>();
        await using NpgsqlConnection connection = await db.OpenConnectionAsync(Token);
        await using var name = new NpgsqlCommand("SHOW application_name", connection);

        Assert.Equal("shop-db", await name.ExecuteScalarAsync(Token));
        Assert.Equal(2, connection.CommandTimeout);
        Assert.DoesNotContain(PostgreSqlServer.FirstPassword, connection.ConnectionString + db.DataSource.ConnectionString + db + db.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_s_limit_of_connections_holds()
    {
        using IHost host = Host(shared.Server, ("MaxPoolSize", "2"), ("ConnectTimeout", "1s"));
        ShopDb db = host.Services.GetRequiredService<ShopDb>();
        await using NpgsqlConnection one = await db.OpenConnectionAsync(Token);
        await using NpgsqlConnection two = await db.OpenConnectionAsync(Token);

        NpgsqlException e = await Assert.ThrowsAsync<NpgsqlException>(async () => await db.OpenConnectionAsync(Token));
        Assert.Contains("pool has been exhausted", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_stops_at_the_timeout_of_the_settings_and_a_changed_one_holds_without_restart()
    {
        var values = new Dictionary<string, string?> { ["Helix:ShopDb:CommandTimeout"] = "30s" };
        using IHost host = Host(shared.Server, builder => builder.Configuration.AddInMemoryCollection(values));
        ShopDb db = host.Services.GetRequiredService<ShopDb>();
        NpgsqlDataSource taken = db.DataSource;
        var root = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        root["Helix:ShopDb:CommandTimeout"] = "1s";
        root.Reload();

        await using NpgsqlCommand slow = db.CreateCommand("SELECT pg_sleep(20)");
        long started = Stopwatch.GetTimestamp();
        NpgsqlException e = await Assert.ThrowsAsync<NpgsqlException>(() => slow.ExecuteNonQueryAsync(Token));

        _ = Assert.IsType<TimeoutException>(e.InnerException);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.5, 10);

        // Whoever holds the pool of before can go on with it.
        await using NpgsqlCommand old = taken.CreateCommand("SELECT 1");
        Assert.Equal(1, await old.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task A_password_rotated_in_the_service_binding_is_used_by_new_connections_without_a_restart()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        string binding = Path.Combine(_folder, "shop-db");
        _ = Directory.CreateDirectory(binding);
        foreach ((string entry, string text) in new[]
        {
            ("type", "postgresql"), ("provider", "acme"), ("host", "127.0.0.1"), ("port", server.Port.ToString(CultureInfo.InvariantCulture)),
            ("database", "postgres"), ("username", PostgreSqlServer.Username), ("password", PostgreSqlServer.FirstPassword),
        })
        {
            await File.WriteAllTextAsync(Path.Combine(binding, entry), text, Token);
        }

        // The tests of this assembly run one after the other; the variable is taken away again after the test.
        Environment.SetEnvironmentVariable("SERVICE_BINDING_ROOT", _folder);
        using IHost host = Host(null);
        ShopDb db = host.Services.GetRequiredService<ShopDb>();
        await using NpgsqlConnection open = await db.OpenConnectionAsync(Token);
        await using (var alter = new NpgsqlCommand($"ALTER ROLE {PostgreSqlServer.Username} PASSWORD '{NextPassword}'", open))
        {
            _ = await alter.ExecuteNonQueryAsync(Token);
        }

        await File.WriteAllTextAsync(Path.Combine(binding, "password"), NextPassword, Token);
        for (var clock = Stopwatch.StartNew(); db.Settings.Password?.Reveal() != NextPassword; await Task.Delay(20, Token))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "The new password did not arrive.");
        }

        // The first connection is in use, so this one is new; and the open one stays usable.
        await using NpgsqlConnection second = await db.OpenConnectionAsync(Token);
        await using var first = new NpgsqlCommand("SELECT 1", open);
        Assert.Equal(1, await first.ExecuteScalarAsync(Token));
        Assert.NotEqual(open.ProcessID, second.ProcessID);
    }

    [Fact]
    public async Task An_absent_server_leaves_the_app_running_and_its_health_red_with_the_owner_until_it_comes()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        await server.KillAsync();
        using IHost host = Host(server);
        await host.StartAsync(Token);

        HealthReportEntry red = (await Check(host)).Entries["shop-db"];
        Assert.Equal(
            (HealthStatus.Unhealthy, "shop-db does not work: no connection (ConnectionRefused) (owner data-platform, https://acme.example/oncall/data)"),
            (red.Status, red.Description));

        await server.RestartAsync();
        Assert.Equal(HealthStatus.Healthy, (await Check(host)).Status);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_wrong_password_is_named_and_not_shown()
    {
        using IHost host = Host(shared.Server, ("Password", WrongPassword));

        HealthReportEntry red = (await Check(host)).Entries["shop-db"];

        Assert.StartsWith("shop-db does not work: the server refuses user or password (owner", red.Description, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongPassword, red.Description + red.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_can_be_switched_off()
    {
        using IHost host = Host(shared.Server, ("Password", WrongPassword), ("HealthCheck", "false"));

        Assert.Equal((HealthStatus.Healthy, "The check is switched off in the settings."), ((await Check(host)).Status, (await Check(host)).Entries["shop-db"].Description));
    }

    [Fact]
    public async Task No_confirmed_order_of_5000_is_lost_when_the_server_is_killed_in_mid_traffic()
    {
        const int orders = 5_000;
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        using IHost host = Host(server, ("MaxPoolSize", "8"));
        ShopDb db = host.Services.GetRequiredService<ShopDb>();
        await using (NpgsqlCommand create = db.CreateCommand("CREATE TABLE orders (id int PRIMARY KEY)"))
        {
            _ = await create.ExecuteNonQueryAsync(Token);
        }

        int next = 0, confirmed = 0, failures = 0;
        Task[] writers = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(Write, Token))];
        while (Volatile.Read(ref confirmed) < orders / 2)
        {
            await Task.Delay(5, Token);
        }

        await server.KillAsync();
        await Task.Delay(200, Token);
        await server.RestartAsync();
        await Task.WhenAll(writers);

        long kept = 0;
        await Eventually.HoldsAsync(CountAsync, "The orders cannot be counted.");
        Assert.Equal(orders, kept);
        Assert.Equal(orders, confirmed);
        Assert.True(failures > 0, "The server was not missed.");

        async Task<bool> CountAsync()
        {
            try
            {
                await using NpgsqlCommand count = db.CreateCommand("SELECT count(*) FROM orders");
                kept = (long)(await count.ExecuteScalarAsync(Token))!;
                return true;
            }
            catch (NpgsqlException)
            {
                // A connection of the pool that no writer has used since the server was killed still has its farewell to tell.
                return false;
            }
        }

        async Task Write()
        {
            for (int id; (id = Interlocked.Increment(ref next)) <= orders;)
            {
                for (var clock = Stopwatch.StartNew(); ;)
                {
                    try
                    {
                        // What was written just before the crash may have been confirmed to nobody: then it is there already.
                        await using NpgsqlCommand insert = db.CreateCommand("INSERT INTO orders VALUES ($1) ON CONFLICT DO NOTHING");
                        _ = insert.Parameters.Add(new() { Value = id });
                        _ = await insert.ExecuteNonQueryAsync(Token);
                        _ = Interlocked.Increment(ref confirmed);
                        break;
                    }
                    catch (NpgsqlException) when (clock.Elapsed < TimeSpan.FromSeconds(60))
                    {
                        _ = Interlocked.Increment(ref failures);
                        await Task.Delay(20, Token);
                    }
                }
            }
        }
    }

    [Fact]
    public async Task Commands_are_traced_and_measured_with_the_attributes_of_the_product()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using IHost host = Host(shared.Server, builder => Collect(builder, spans, metrics), ("Database", "postgres"));
        await host.StartAsync(Token);
        ShopDb db = host.Services.GetRequiredService<ShopDb>();
        await using (NpgsqlCommand good = db.CreateCommand("SELECT 42"))
        {
            _ = await good.ExecuteScalarAsync(Token);
        }

        await using (NpgsqlCommand bad = db.CreateCommand("SELECT nothing"))
        {
            _ = await Assert.ThrowsAsync<PostgresException>(() => bad.ExecuteScalarAsync(Token));
        }

        await using (NpgsqlCommand slow = db.CreateCommand("SELECT pg_sleep(1.2)"))
        {
            _ = await slow.ExecuteNonQueryAsync(Token);
        }

        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Equal(3, spans.Count);
        Assert.All(spans, static span => Assert.Equal(
            ("shop-db", "1.2.0", "data-platform", "standard"),
            (span.GetTagItem("helix.product.name"), span.GetTagItem("helix.product.version"), span.GetTagItem("helix.product.owner"), span.GetTagItem("helix.product.plan"))));
        Assert.Equal((3L, 1L, 1L), (Sum(metrics, "helix.product.operation.duration"), Sum(metrics, "helix.product.operation.errors"), Sum(metrics, "helix.product.operation.slow")));
        Assert.Contains(metrics, static metric => metric.Name == "db.client.operation.duration");
    }

    [Fact]
    public async Task Tracing_and_metrics_can_be_switched_off()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using IHost host = Host(shared.Server, builder => Collect(builder, spans, metrics), ("Tracing", "false"), ("Metrics", "false"));
        await host.StartAsync(Token);
        await using (NpgsqlCommand command = host.Services.GetRequiredService<ShopDb>().CreateCommand("SELECT 42"))
        {
            _ = await command.ExecuteScalarAsync(Token);
        }

        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Empty(spans);
        Assert.Equal(0, Sum(metrics, "helix.product.operation.duration"));
    }

    [Fact]
    public async Task Keyed_instances_are_two_pools_and_each_is_closed_with_the_host()
    {
        NpgsqlDataSource main, replica;
        using (IHost host = Host(
            shared.Server,
            builder =>
            {
                _ = builder.Configuration.AddInMemoryCollection([.. Values(shared.Server, "Helix:ShopDb:Instances:replica:")]);
                _ = builder.AddKeyedShopDb("replica");
            }))
        {
            main = host.Services.GetRequiredService<ShopDb>().DataSource;
            replica = host.Services.GetRequiredKeyedService<ShopDb>("replica").DataSource;
            await using NpgsqlCommand name = replica.CreateCommand("SHOW application_name");
            Assert.Equal("shop-db:replica", await name.ExecuteScalarAsync(Token));
        }

        Assert.NotSame(main, replica);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(async () => await main.OpenConnectionAsync(Token));
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(async () => await replica.OpenConnectionAsync(Token));
    }

    [Theory]
    [InlineData("Host=db.acme.example;Port=6000;Username=u;Password=pg-text-Secret-9017;Database=d;SSL Mode=VerifyFull;Maximum Pool Size=9")]
    [InlineData("Server=db.acme.example;Port=6000;User Id=u;PWD=pg-text-Secret-9017;DB=d;SslMode=VerifyFull;MaxPoolSize=9")]
    public void A_connection_string_is_read_by_the_driver_s_own_builder(string text)
    {
        using IHost host = Host(null, builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:shop-db", text)]));

        ShopDbSettings settings = host.Services.GetRequiredService<ShopDbSettings>();
        Assert.Equal(
            ("db.acme.example", 6000, "u", "pg-text-Secret-9017", "d", PostgreSqlSslMode.VerifyFull, 9),
            (settings.Host, settings.Port, settings.Username, settings.Password?.Reveal(), settings.Database, settings.SslMode, settings.MaxPoolSize));
    }

    [Fact]
    public void A_connection_uri_is_read()
    {
        using IHost host = Host(null, builder => builder.Configuration.AddInMemoryCollection(
            [new("ConnectionStrings:shop-db", "postgresql://u:pg-uri%2FSecret-3308@db.acme.example:6000/d?sslmode=verify-full&application_name=till&connect_timeout=7")]));

        ShopDbSettings settings = host.Services.GetRequiredService<ShopDbSettings>();
        Assert.Equal(
            ("db.acme.example", 6000, "u", "pg-uri/Secret-3308", "d", PostgreSqlSslMode.VerifyFull, "till", TimeSpan.FromSeconds(7)),
            (settings.Host, settings.Port, settings.Username, settings.Password?.Reveal(), settings.Database, settings.SslMode, settings.ApplicationName, settings.ConnectTimeout));
    }

    [Theory]
    [InlineData("Host=h;Username=u;Database=d;Timeout=7;Command Timeout=11;Keepalive=30;Connection Idle Lifetime=60;Connection Lifetime=600")]
    [InlineData("Host=h;Username=u;Database=d;TIMEOUT=7;CommandTimeout=11;KeepAlive=30;ConnectionIdleLifetime=60;ConnectionLifetime=600")]
    public void Times_of_a_connection_string_are_seconds_as_in_the_driver(string text)
    {
        using IHost host = Host(null, builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:shop-db", text)]));

        ShopDbSettings settings = host.Services.GetRequiredService<ShopDbSettings>();
        Assert.Equal(
            [7, 11, 30, 60, 600],
            new[] { settings.ConnectTimeout, settings.CommandTimeout, settings.KeepAlive, settings.ConnectionIdleLifetime, settings.ConnectionLifetime }.Select(static time => time.TotalSeconds));
    }

    [Fact]
    public async Task The_way_out_wants_a_reason_and_gives_what_connects()
    {
        using IHost host = Host(shared.Server);
        ShopDb db = host.Services.GetRequiredService<ShopDb>();

        _ = Assert.Throws<ArgumentException>(() => db.EscapeToConnectionString(" "));
        await using var raw = new NpgsqlConnection(db.EscapeToConnectionString("a tool that wants a text"));
        await raw.OpenAsync(Token);
    }

    [Fact]
    public async Task An_app_is_measured_on_after_another_in_its_process_has_ended()
    {
        List<Metric> metrics = [];
        using IHost host = Host(shared.Server, builder => Collect(builder, [], metrics));
        await host.StartAsync(Token);
        await Select(host);
        using (IHost other = Host(shared.Server))
        {
            await Select(other);
        }

        await Select(host);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        await host.StopAsync(Token);

        Assert.Equal(3, Sum(metrics, "helix.product.operation.duration"));

        static async Task Select(IHost app)
        {
            await using NpgsqlCommand command = app.Services.GetRequiredService<ShopDb>().CreateCommand("SELECT 1");
            _ = await command.ExecuteScalarAsync(Token);
        }
    }

    private static void Collect(HostApplicationBuilder builder, List<Activity> spans, List<Metric> metrics) =>
        _ = builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddInMemoryExporter(spans))
            .WithMetrics(metering => metering.AddInMemoryExporter(metrics));

    private static long Sum(List<Metric> metrics, string name)
    {
        long sum = 0;
        // Each collection exports all metrics again, with what was measured since the start.
        if (metrics.LastOrDefault(metric => metric.Name == name) is { } metric)
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                {
                    Assert.False(tag.Key == "helix.product.name" && tag.Value is not "shop-db", "A measurement of another product.");
                }

                sum += metric.MetricType == MetricType.Histogram ? point.GetHistogramCount() : point.GetSumLong();
            }
        }

        return sum;
    }

    private static Task<HealthReport> Check(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

    private static IEnumerable<KeyValuePair<string, string?>> Values(PostgreSqlServer? server, string prefix) => server is null
        ? []
        :
        [
            new(prefix + "Host", "127.0.0.1"), new(prefix + "Port", server.Port.ToString(CultureInfo.InvariantCulture)),
            new(prefix + "Database", "postgres"), new(prefix + "Username", PostgreSqlServer.Username), new(prefix + "Password", PostgreSqlServer.FirstPassword),
        ];

    private IHost Host(PostgreSqlServer? server, params (string Key, string Value)[] settings) => Host(server, static _ => { }, settings);

    private IHost Host(PostgreSqlServer? server, Action<HostApplicationBuilder> configure, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder, DisableDefaults = true, EnvironmentName = "Development" });
        _ = builder.Configuration.AddInMemoryCollection(Values(server, "Helix:ShopDb:"));
        _ = builder.Configuration.AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>("Helix:ShopDb:" + s.Key, s.Value)));
        configure(builder);
        _ = builder.AddShopDb();
        return builder.Build();
    }
}
