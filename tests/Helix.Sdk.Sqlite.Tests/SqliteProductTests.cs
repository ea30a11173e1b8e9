using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Helix.Sdk.Sqlite.Tests;

/// <summary>The kind on real files, by a product that is generated from a manifest.</summary>
public sealed class SqliteProductTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("helix-sqlite-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Connections_have_the_settings_of_the_product()
    {
        using IHost host = Start(("JournalMode", "Truncate"), ("BusyTimeout", "250ms"), ("CommandTimeout", "1500ms"));
        await using SqliteConnection connection = await host.Services.GetRequiredService<FileDb>().OpenConnectionAsync(Token);

        Assert.Equal(("truncate", 1L, 250L, 2), (await Scalar(connection, "PRAGMA journal_mode"), await Scalar(connection, "PRAGMA foreign_keys"), await Scalar(connection, "PRAGMA busy_timeout"), connection.DefaultTimeout));
    }

    [Fact]
    public async Task A_relative_path_starts_at_the_content_root_and_its_folder_is_made()
    {
        using IHost host = Start(("DataSource", "a/b/file.db"));
        await using SqliteConnection connection = await host.Services.GetRequiredService<FileDb>().OpenConnectionAsync(Token);

        Assert.True(File.Exists(Path.Combine(_folder, "a", "b", "file.db")));
    }

    [Fact]
    public async Task What_one_connection_writes_another_reads_and_a_foreign_key_is_enforced()
    {
        using IHost host = Start();
        DbDataSource source = host.Services.GetRequiredService<FileDb>().DataSource;
        await using (DbCommand command = source.CreateCommand("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a); INSERT INTO a VALUES (7)"))
        {
            _ = await command.ExecuteNonQueryAsync(Token);
        }

        await using DbCommand read = source.CreateCommand("SELECT id FROM a");
        Assert.Equal(7L, await read.ExecuteScalarAsync(Token));
        await using DbCommand orphan = source.CreateCommand("INSERT INTO b VALUES (8)");
        SqliteException e = await Assert.ThrowsAsync<SqliteException>(() => orphan.ExecuteNonQueryAsync(Token));
        Assert.Equal(19, e.SqliteErrorCode);
    }

    [Fact]
    public async Task A_database_in_memory_lives_as_long_as_the_product()
    {
        using IHost host = Start(("Mode", "Memory"), ("DataSource", "shared-" + Guid.NewGuid()));
        FileDb db = host.Services.GetRequiredService<FileDb>();
        await using (SqliteConnection first = await db.OpenConnectionAsync(Token))
        {
            _ = await Scalar(first, "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
        }

        await using SqliteConnection second = await db.OpenConnectionAsync(Token);
        Assert.Equal(1L, await Scalar(second, "SELECT x FROM t"));
    }

    [Fact]
    public async Task A_read_only_database_is_not_made_and_not_written()
    {
        using (IHost writer = Start())
        {
            await using DbCommand command = writer.Services.GetRequiredService<FileDb>().DataSource.CreateCommand("CREATE TABLE t (x)");
            _ = await command.ExecuteNonQueryAsync(Token);
        }

        using IHost reader = Start(("Mode", "ReadOnly"));
        await using SqliteConnection connection = await reader.Services.GetRequiredService<FileDb>().OpenConnectionAsync(Token);
        Assert.Equal(8, (await Assert.ThrowsAsync<SqliteException>(() => Scalar(connection, "INSERT INTO t VALUES (1)"))).SqliteErrorCode);
        using IHost missing = Start(("Mode", "ReadOnly"), ("DataSource", "none.db"));
        _ = await Assert.ThrowsAsync<SqliteException>(async () => await missing.Services.GetRequiredService<FileDb>().OpenConnectionAsync(Token));
        Assert.False(File.Exists(Path.Combine(_folder, "none.db")));
    }

    [Fact]
    public async Task A_changed_timeout_holds_for_the_next_connection_and_a_changed_path_waits_for_a_restart()
    {
        string file = Path.Combine(_folder, "appsettings.json");
        await File.WriteAllTextAsync(file, Json("1s", "one.db"), Token);
        using IHost host = Start(builder => builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: false));
        FileDb db = host.Services.GetRequiredService<FileDb>();

        await File.WriteAllTextAsync(file, Json("7s", "two.db"), Token);
        ((IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>()).Reload();

        Assert.Equal((TimeSpan.FromSeconds(7), "one.db"), (db.Settings.CommandTimeout, db.Settings.DataSource));
        await using SqliteConnection connection = await db.OpenConnectionAsync(Token);
        Assert.Equal(7, connection.DefaultTimeout);

        // A change that is not valid is not taken over.
        await File.WriteAllTextAsync(file, Json("never", "two.db"), Token);
        ((IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>()).Reload();
        Assert.Equal(TimeSpan.FromSeconds(7), db.Settings.CommandTimeout);

        static string Json(string timeout, string source) => $$"""{ "Helix": { "FileDb": { "DataSource": "{{source}}", "CommandTimeout": "{{timeout}}" } } }""";
    }

    [Theory]
    [InlineData("Data Source=cs.db;Default Timeout=9;Foreign Keys=False", "cs.db", 9, false)]
    [InlineData("DataSource=cs.db", "cs.db", 30, true)]
    public void A_connection_string_is_read_by_the_driver_s_own_builder(string text, string source, int seconds, bool foreignKeys)
    {
        using IHost host = Start(builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:file-db", text)]));

        FileDbSettings settings = host.Services.GetRequiredService<FileDbSettings>();
        Assert.Equal((source, seconds, foreignKeys), (settings.DataSource, (int)settings.CommandTimeout.TotalSeconds, settings.ForeignKeys));
    }

    [Fact]
    public async Task The_health_check_opens_the_database()
    {
        using IHost good = Start();
        Assert.Equal(HealthStatus.Healthy, (await Check(good)).Status);
        using IHost bad = Start(("Mode", "ReadWrite"), ("DataSource", "none.db"));

        HealthReport report = await Check(bad);

        Assert.Equal((HealthStatus.Unhealthy, "file-db does not work: the file cannot be opened (owner test, https://acme.example/oncall/test)"), (report.Status, report.Entries["file-db"].Description));
    }

    [Fact]
    public void The_way_out_wants_a_reason()
    {
        using IHost host = Start();
        FileDb db = host.Services.GetRequiredService<FileDb>();

        _ = Assert.Throws<ArgumentException>(() => db.EscapeToConnectionString(" "));
        Assert.Contains("file.db", db.EscapeToConnectionString("a tool that wants a text"), StringComparison.Ordinal);
    }

    private static Task<HealthReport> Check(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

    private static async Task<object?> Scalar(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Token);
    }

    private IHost Start(params (string Key, string Value)[] settings) => Start(builder => builder.Configuration.AddInMemoryCollection(
        settings.Prepend(("DataSource", "file.db")).Select(static s => new KeyValuePair<string, string?>("Helix:FileDb:" + s.Item1, s.Item2))
            .GroupBy(static p => p.Key).Select(static g => g.Last())));

    private IHost Start(Action<HostApplicationBuilder> configure)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder, DisableDefaults = true, EnvironmentName = "Development" });
        configure(builder);
        _ = builder.AddFileDb();
        return builder.Build();
    }
}
