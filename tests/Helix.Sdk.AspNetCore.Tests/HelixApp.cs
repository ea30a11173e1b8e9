using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Helix.Sdk.AspNetCore.Tests;

/// <summary>A real app on Kestrel, with a database, a keyed copy of it and an HTTP API, and the page.</summary>
internal sealed class HelixApp : IAsyncDisposable
{
    public const string ApiKey = "key-of-the-test";

    private readonly WebApplication _app;
    private readonly WebApplication _taxes;
    private readonly string _folder;

    private HelixApp(WebApplication app, WebApplication taxes, string folder)
    {
        _app = app;
        _taxes = taxes;
        _folder = folder;
        Client = new() { BaseAddress = new(app.Urls.First()), Timeout = TimeSpan.FromMinutes(1) };
    }

    public HttpClient Client { get; }

    /// <summary>How the API of the product answers its health path.</summary>
    public Func<HttpContext, Task> Taxes { get; set; } = static _ => Task.CompletedTask;

    public static async Task<HelixApp> StartAsync(
        CancellationToken cancellationToken, string environment = "Development", Action<WebApplicationBuilder>? build = null,
        Action<WebApplication>? map = null, DateTimeOffset? now = null)
    {
        HelixApp? self = null;
        string folder = Directory.CreateTempSubdirectory("helix-page-").FullName;
        WebApplication taxes = Kestrel(new());
        taxes.Run(context => self!.Taxes(context));
        await taxes.StartAsync(cancellationToken);

        WebApplicationBuilder builder = Builder(new() { EnvironmentName = environment, ContentRootPath = folder, ApplicationName = "Shop & Co" });
        await File.WriteAllTextAsync(Path.Combine(folder, "shop.json"), """{ "Helix": { "LedgerDb": { "Pause": "7s", "Note": "<script>alert(1)</script>" } } }""", cancellationToken);
        _ = builder.Configuration.AddJsonFile("shop.json").AddInMemoryCollection(
        [
            new("Helix:LedgerDb:Instances:archive:DataSource", "archive.db"), new("Helix:TaxApi:BaseAddress", taxes.Urls.First()), new("Helix:TaxApi:ApiKey", ApiKey),
        ]);
        _ = builder.AddLedgerDb().AddKeyedLedgerDb("archive").AddTaxApi();
        _ = builder.Services.AddSingleton<TimeProvider>(new Day(now ?? new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero)));
        build?.Invoke(builder);
        WebApplication app = builder.Build();
        (map ?? (static app => app.MapHelix()))(app);
        await app.StartAsync(cancellationToken);
        return self = new(app, taxes, folder);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _taxes.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static WebApplicationBuilder Builder(WebApplicationOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(options);
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    private static WebApplication Kestrel(WebApplicationOptions options) => Builder(options).Build();

    /// <summary>Tells the day, and lets timers run: others in the app have some.</summary>
    private sealed class Day(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
