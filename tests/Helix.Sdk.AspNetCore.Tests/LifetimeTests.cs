using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Helix.Sdk.AspNetCore.Tests;

/// <summary>How long a product lives, and where it can be injected: one real app, by every way that ASP.NET Core has.</summary>
public sealed class LifetimeTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _events = [];
    private readonly string _memory = "lifetime-" + Guid.NewGuid().ToString("N");
    private WebApplication? _app;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    [Fact]
    public async Task Minimal_API_controller_and_hosted_service_get_the_same_product()
    {
        using HttpClient client = await StartAsync();

        string minimal = await client.GetStringAsync(new Uri("/minimal", UriKind.Relative), Token);

        Assert.Equal(minimal, await client.GetStringAsync(new Uri("/controller", UriKind.Relative), Token));
        Assert.Equal(minimal, await client.GetStringAsync(new Uri("/minimal", UriKind.Relative), Token));
        Assert.Equal(minimal, Identity(_app!.Services.GetServices<IHostedService>().OfType<Bookkeeper>().Single().Ledger));
    }

    [Fact]
    public async Task A_keyed_instance_and_a_second_product_of_the_kind_are_others_with_data_of_their_own()
    {
        using HttpClient client = await StartAsync();

        string[] three = (await client.GetStringAsync(new Uri("/three", UriKind.Relative), Token)).Split(' ');

        Assert.Equal(3, three.Distinct().Count());
        // The hosted service wrote its row to the first alone.
        Assert.Equal("1 0 0", await client.GetStringAsync(new Uri("/rows", UriKind.Relative), Token));
    }

    [Fact]
    public async Task A_product_is_disposed_after_whoever_uses_it_and_with_the_app()
    {
        using HttpClient client = await StartAsync();
        LedgerDb ledger = _app!.Services.GetRequiredService<LedgerDb>();
        Assert.Equal(1L, await Rows(ledger));

        await _app.DisposeAsync();

        // What uses the product could still write when it was disposed; a moment later the database, which lives as long as the product, was gone.
        Assert.Equal(["bookkeeper started", "bookkeeper closed the books: 2 rows"], _events);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => Rows(ledger));
    }

    [Fact]
    public async Task A_scope_does_not_dispose_the_product()
    {
        using HttpClient client = await StartAsync();
        LedgerDb inScope;
        await using (AsyncServiceScope scope = _app!.Services.CreateAsyncScope())
        {
            inScope = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        }

        Assert.Same(_app.Services.GetRequiredService<LedgerDb>(), inScope);
        Assert.Equal(1L, await Rows(inScope));
    }

    private async Task<HttpClient> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        foreach ((string section, string database) in new[] { ("LedgerDb", "a"), ("LedgerDb:Instances:archive", "b"), ("AuditDb", "c") })
        {
            _ = builder.Configuration.AddInMemoryCollection([new($"Helix:{section}:Mode", "Memory"), new($"Helix:{section}:DataSource", _memory + database)]);
        }

        _ = builder.AddLedgerDb().AddKeyedLedgerDb("archive").AddAuditDb();
        _ = builder.Services.AddSingleton(_events);
        _ = builder.Services.AddHostedService<Bookkeeper>();
        _ = builder.Services.AddControllers().AddApplicationPart(typeof(LedgerController).Assembly);
        _app = builder.Build();
        _ = _app.MapControllers();
        _ = _app.MapGet("/minimal", static (LedgerDb ledger) => Identity(ledger));
        _ = _app.MapGet("/three", static (LedgerDb ledger, [FromKeyedServices("archive")] LedgerDb archive, AuditDb audit) => $"{Identity(ledger)} {Identity(archive)} {Identity(audit)}");
        _ = _app.MapGet("/rows", static async (LedgerDb ledger, [FromKeyedServices("archive")] LedgerDb archive, AuditDb audit) => $"{await Rows(ledger)} {await Rows(archive)} {await Rows(audit)}");
        await _app.StartAsync(Token);
        return new() { BaseAddress = new(_app.Urls.First()) };
    }

    internal static string Identity(object product) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(product).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<long> Rows(Helix.Sqlite.SqliteProduct product)
    {
        await using DbCommand command = product.DataSource.CreateCommand("CREATE TABLE IF NOT EXISTS entry (x); SELECT count(*) FROM entry");
        return (long)(await command.ExecuteScalarAsync(CancellationToken.None))!;
    }

    /// <summary>Uses the product from the start of the app to its own end.</summary>
    private sealed class Bookkeeper(LedgerDb ledger, ConcurrentQueue<string> events) : IHostedService, IAsyncDisposable
    {
        public LedgerDb Ledger => ledger;

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            _ = await Rows(ledger);
            await Write(cancellationToken);
            events.Enqueue("bookkeeper started");
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            await Write(CancellationToken.None);
            events.Enqueue($"bookkeeper closed the books: {await Rows(ledger)} rows");
        }

        private async Task Write(CancellationToken cancellationToken)
        {
            await using DbCommand command = ledger.DataSource.CreateCommand("INSERT INTO entry VALUES (1)");
            _ = await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>A controller as an app has it.</summary>
[ApiController]
public sealed class LedgerController(LedgerDb ledger) : ControllerBase
{
    /// <summary>Which product it got.</summary>
    [HttpGet("/controller")]
    public string Get() => LifetimeTests.Identity(ledger);
}
