using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Helix.Sdk.Sqlite.Tests;

/// <summary>What an app sees when the file is not well, and what the kind tells of its commands.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("helix-sqlite-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_database_that_another_process_locks_is_given_up_after_the_timeout_and_written_when_it_is_free()
    {
        using IHost host = Host(("BusyTimeout", "50ms"), ("CommandTimeout", "1s"), ("JournalMode", "Delete"));
        FileDb db = host.Services.GetRequiredService<FileDb>();
        await using SqliteConnection writer = await db.OpenConnectionAsync(Token);
        _ = await Execute(writer, "CREATE TABLE t (x)");
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder, "file.db")};Pooling=False");
        await other.OpenAsync(Token);
        _ = await Execute(other, "BEGIN EXCLUSIVE");

        var clock = Stopwatch.StartNew();
        SqliteException e = await Assert.ThrowsAsync<SqliteException>(() => Execute(writer, "INSERT INTO t VALUES (1)"));

        Assert.Equal(5, e.SqliteErrorCode);
        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(900), TimeSpan.FromSeconds(20));
        Assert.Equal("file-db does not work: another process holds its lock (owner test, https://acme.example/oncall/test)", await Red(host));

        _ = await Execute(other, "COMMIT");
        Assert.Equal(1, await Execute(writer, "INSERT INTO t VALUES (1)"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_leaves_the_app_running_and_its_health_red_until_it_can()
    {
        // Where the folder should be is a file.
        string obstacle = Path.Combine(_folder, "data");
        await File.WriteAllTextAsync(obstacle, "", Token);
        using IHost host = Host(("DataSource", "data/file.db"));
        await host.StartAsync(Token);

        Assert.Equal("file-db does not work: the folder cannot be made (owner test, https://acme.example/oncall/test)", await Red(host));

        File.Delete(obstacle);
        Assert.Equal(HealthStatus.Healthy, (await Check(host)).Status);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_as_such()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file.db"), new string('x', 4096), Token);
        using IHost host = Host();

        Assert.Equal("file-db does not work: the file is not a database, or is damaged (owner test, https://acme.example/oncall/test)", await Red(host));
    }

    [Fact]
    public async Task The_check_can_be_switched_off()
    {
        using IHost host = Host(("DataSource", "none.db"), ("Mode", "ReadWrite"), ("HealthCheck", "false"));

        Assert.Equal("The check is switched off in the settings.", (await Check(host)).Entries["file-db"].Description);
    }

    [Fact]
    public async Task A_connection_that_a_library_opens_itself_has_the_settings_too()
    {
        using IHost host = Host(("DataSource", "a/file.db"), ("BusyTimeout", "250ms"));
        await using DbConnection connection = host.Services.GetRequiredService<FileDb>().DataSource.CreateConnection();
        await connection.OpenAsync(Token);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout";

        Assert.Equal(250L, await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task Commands_are_traced_and_measured_with_the_attributes_of_the_product_and_without_data()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using IHost host = Host(spans, metrics);
        await host.StartAsync(Token);
        await using (SqliteConnection connection = await host.Services.GetRequiredService<FileDb>().OpenConnectionAsync(Token))
        {
            _ = await Execute(connection, "CREATE TABLE t (x)");
            _ = await Execute(connection, "INSERT INTO t VALUES ('pg-text-Secret-9017')");
            await using SqliteCommand read = connection.CreateCommand();
            read.CommandText = "SELECT x FROM t WHERE x <> $x";
            _ = read.Parameters.AddWithValue("$x", "pg-first-Secret-7431");
            await using SqliteDataReader reader = await read.ExecuteReaderAsync(Token);
            Assert.True(await reader.ReadAsync(Token));
            _ = await Assert.ThrowsAsync<SqliteException>(() => Execute(connection, "SELECT nothing"));
        }

        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Equal(4, spans.Count);
        Assert.All(spans, static span => Assert.Equal(
            ("file-db", "1.0.0", "test", "standard", "sqlite"),
            (span.GetTagItem("helix.product.name"), span.GetTagItem("helix.product.version"), span.GetTagItem("helix.product.owner"), span.GetTagItem("helix.product.plan"), span.GetTagItem("db.system.name"))));
        Assert.Equal(["SELECT x FROM t WHERE x <> $x"], spans.Select(static span => span.GetTagItem("db.query.text")).OfType<string>());
        Assert.Equal(ActivityStatusCode.Error, spans[^1].Status);
        Assert.DoesNotContain(spans.SelectMany(static span => span.TagObjects), static tag => $"{tag.Value}".Contains("Secret", StringComparison.Ordinal));
        Assert.Equal((4, 1), (Sum(metrics, "helix.product.operation.duration"), Sum(metrics, "helix.product.operation.errors")));
    }

    [Fact]
    public async Task Tracing_and_metrics_can_be_switched_off()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using IHost host = Host(spans, metrics, ("Tracing", "false"), ("Metrics", "false"));
        await host.StartAsync(Token);
        await using (SqliteConnection connection = await host.Services.GetRequiredService<FileDb>().OpenConnectionAsync(Token))
        {
            _ = await Execute(connection, "CREATE TABLE t (x)");
        }

        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        Assert.Empty(spans);
        Assert.Equal(0, Sum(metrics, "helix.product.operation.duration"));
    }

    private static async Task<int> Execute(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(Token);
    }

    private static Task<HealthReport> Check(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

    private static async Task<string?> Red(IHost host)
    {
        HealthReportEntry entry = (await Check(host)).Entries["file-db"];
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        return entry.Description;
    }

    private static long Sum(List<Metric> metrics, string name)
    {
        long sum = 0;
        // Each collection exports all metrics again, with what was measured since the start.
        if (metrics.LastOrDefault(metric => metric.Name == name) is { } metric)
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                sum += metric.MetricType == MetricType.Histogram ? point.GetHistogramCount() : point.GetSumLong();
            }
        }

        return sum;
    }

    private IHost Host(params (string Key, string Value)[] settings) => Host(null, null, settings);

    private IHost Host(List<Activity>? spans, List<Metric>? metrics, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder, DisableDefaults = true, EnvironmentName = "Development" });
        _ = builder.Configuration.AddInMemoryCollection([new("Helix:FileDb:DataSource", "file.db")]);
        _ = builder.Configuration.AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>("Helix:FileDb:" + s.Key, s.Value)));
        _ = builder.AddFileDb();
        if (spans is not null)
        {
            _ = builder.Services.AddOpenTelemetry().WithTracing(t => t.AddInMemoryExporter(spans)).WithMetrics(m => m.AddInMemoryExporter(metrics!));
        }

        return builder.Build();
    }
}
