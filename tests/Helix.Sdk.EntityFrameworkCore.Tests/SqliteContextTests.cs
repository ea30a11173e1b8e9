using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using Shop;

namespace Helix.Sdk.EntityFrameworkCore.Tests;

/// <summary>Contexts on a product of the sqlite kind, on real files.</summary>
public sealed class SqliteContextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("helix-ef-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_context_has_the_file_and_the_settings_of_the_product(bool pooled)
    {
        using IHost host = Host(pooled, ("BusyTimeout", "250ms"));
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        NotesContext context = scope.ServiceProvider.GetRequiredService<NotesContext>();
        await context.Database.EnsureCreatedAsync(Token);
        _ = context.Notes.Add(new() { Text = "milk", Weight = 1.25m });
        _ = await context.SaveChangesAsync(Token);

        // The sum of decimals is a function that Entity Framework puts on its connections itself.
        Assert.Equal(1.25m, await context.Notes.SumAsync(static note => note.Weight, Token));
        Assert.True(File.Exists(Path.Combine(_folder, "data", "notes.db")));
        await context.Database.OpenConnectionAsync(Token);
        Assert.Equal(("wal", 1L, 250L), (await Scalar(context, "PRAGMA journal_mode"), await Scalar(context, "PRAGMA foreign_keys"), await Scalar(context, "PRAGMA busy_timeout")));
    }

    [Fact]
    public async Task A_timeout_that_changes_holds_for_the_next_command_of_a_pooled_context()
    {
        using IHost host = Host(pooled: true, ("BusyTimeout", "0s"), ("CommandTimeout", "30s"));
        await Write(host);
        IConfigurationRoot configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        configuration["Helix:NotesDb:CommandTimeout"] = "1s";
        configuration.Reload();
        await using SqliteConnection other = await host.Services.GetRequiredService<NotesDb>().OpenConnectionAsync(Token);
        await using SqliteTransaction transaction = other.BeginTransaction(deferred: false);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        DbUpdateException e = await Assert.ThrowsAsync<DbUpdateException>(() => Write(host));

        Assert.Equal(5, Assert.IsType<SqliteException>(e.InnerException).SqliteErrorCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "The old timeout held.");
    }

    [Fact]
    public async Task Commands_count_against_the_SLO_of_the_product()
    {
        List<Metric> metrics = [];
        using IHost host = Host(pooled: false, builder => builder.Services.AddOpenTelemetry().WithMetrics(m => m.AddInMemoryExporter(metrics)));
        await host.StartAsync(Token);
        await using (AsyncServiceScope scope = host.Services.CreateAsyncScope())
        {
            NotesContext context = scope.ServiceProvider.GetRequiredService<NotesContext>();
            Assert.Equal([42], await context.Database.SqlQueryRaw<int>("SELECT 42 AS \"Value\"").ToListAsync(Token));
            _ = await Assert.ThrowsAsync<SqliteException>(() => context.Database.ExecuteSqlRawAsync("SELECT nothing", Token));
        }

        await host.StopAsync(Token);
        _ = host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Equal((2, 1), (Telemetry.Sum(metrics, "helix.product.operation.duration", "notes-db"), Telemetry.Sum(metrics, "helix.product.operation.errors", "notes-db")));
    }

    private static async Task Write(IHost host)
    {
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        NotesContext context = scope.ServiceProvider.GetRequiredService<NotesContext>();
        _ = await context.Database.EnsureCreatedAsync(Token);
        _ = context.Notes.Add(new() { Text = "milk" });
        _ = await context.SaveChangesAsync(Token);
    }

    private static async Task<object?> Scalar(NotesContext context, string sql)
    {
        await using System.Data.Common.DbCommand command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Token);
    }

    private IHost Host(bool pooled, params (string Key, string Value)[] settings) => Host(pooled, static _ => { }, settings);

    private IHost Host(bool pooled, Action<HostApplicationBuilder> configure, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder, DisableDefaults = true, EnvironmentName = "Development" });
        _ = builder.Configuration.AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>("Helix:NotesDb:" + s.Key, s.Value)));
        _ = builder.AddNotesDb();
        configure(builder);
        _ = pooled
            ? builder.Services.AddDbContextPool<NotesContext>(static options => options.UseProduct<NotesDb>())
            : builder.Services.AddDbContext<NotesContext>(static options => options.UseProduct<NotesDb>());
        return builder.Build();
    }
}
