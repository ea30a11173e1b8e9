using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Helix.Sdk.Http.Tests;

/// <summary>A real API on loopback that can be cut off in the middle of its calls, and come back at the same address.</summary>
internal sealed class ApiServer(RequestDelegate answer) : IAsyncDisposable
{
    private WebApplication? _app;

    public string Address { get; private set; } = "http://127.0.0.1:0";

    public async Task StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        _ = builder.WebHost.UseKestrelCore().UseUrls(Address);
        WebApplication app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        _app = app;
        Address = app.Urls.First();
    }

    /// <summary>Ends it without waiting for the calls that it works on: their connections break.</summary>
    public async Task KillAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
