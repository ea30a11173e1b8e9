using Helix.Testing;
using Microsoft.Playwright;

namespace Helix.Tool.Tests.Harness;

/// <summary>Headless Chromium, one for a test class.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (ServerProcess.Find("chromium", "/usr/bin") is { } chromium)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"], Timeout = 120_000 });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a page; without Chromium the test is skipped, or fails in CI.</summary>
    /// <param name="folder">What the page may read; whatever else it asks for is noted.</param>
    /// <param name="width">The width of the window in pixels.</param>
    /// <param name="scripts">Whether scripts run.</param>
    internal async Task<BrowserTab> OpenAsync(string folder, int width = 1280, bool scripts = true, ColorScheme scheme = ColorScheme.Light)
    {
        if (_browser is null)
        {
            ServerProcess.Missing("Chromium", "Debian's package is called chromium.");
        }

        IBrowserContext context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = scripts, ColorScheme = scheme });
        context.SetDefaultTimeout(120_000);
        return new(context, await context.NewPageAsync(), folder);
    }
}

/// <summary>A page, with what went wrong on it.</summary>
internal sealed class BrowserTab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _folder;
    private readonly List<string> _problems = [];

    public BrowserTab(IBrowserContext context, IPage page, string folder)
    {
        _context = context;
        _folder = folder;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"script: {error}");
        page.RequestFailed += (_, request) => Note(true, $"failed: {request.Url}");
        page.Request += (_, request) => Note(!request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith(new Uri(folder + "/").AbsoluteUri, StringComparison.Ordinal), $"request outside of the site: {request.Url}");
    }

    public IPage Page { get; }

    public Task GoToAsync(string file) => Page.GotoAsync(new Uri(Path.Combine(_folder, file)).AbsoluteUri);

    /// <summary>No complaint of the browser, nothing from elsewhere, and nothing wider than the window.</summary>
    public async Task ShouldBeFineAsync()
    {
        lock (_problems)
        {
            Assert.Empty(_problems);
        }

        int[] widths = await Page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        Assert.True(widths[0] <= widths[1], $"{Page.Url} is {widths[0]} pixels wide in a window of {widths[1]}");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Note(bool isProblem, string text)
    {
        if (isProblem)
        {
            lock (_problems)
            {
                _problems.Add(text);
            }
        }
    }
}
