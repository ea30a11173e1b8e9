using Helix.Tool.Tests.Harness;
using Microsoft.Playwright;

namespace Helix.Tool.Tests.Catalog;

/// <summary>The pages in a real browser: search, filters, widths, and that nothing is asked of anybody else.</summary>
public sealed class CatalogInBrowserTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Search_and_filters_leave_the_products_that_fit()
    {
        await using BrowserTab tab = await OpenAsync();
        await tab.GoToAsync("index.html");
        Assert.Equal("4 products", await tab.Page.TextContentAsync(".count"));

        await tab.Page.FillAsync("input[name=q]", "  MERCHANT pay ");
        Assert.Equal(["Payments API"], await ShownAsync(tab));
        Assert.Equal("1 of 4 products", await tab.Page.TextContentAsync(".count"));

        await tab.Page.FillAsync("input[name=q]", "");
        _ = await tab.Page.SelectOptionAsync("select[name=owner]", "developer-experience");
        Assert.Equal(["Notes API", "Notes database"], await ShownAsync(tab));
        _ = await tab.Page.SelectOptionAsync("select[name=stage]", "preview");
        Assert.Equal(["Notes API"], await ShownAsync(tab));
        _ = await tab.Page.SelectOptionAsync("select[name=kind]", "sqlite");
        Assert.Empty(await ShownAsync(tab));
        Assert.True(await tab.Page.IsVisibleAsync(".none"));

        // A view can be linked to.
        await tab.GoToAsync("index.html");
        await tab.Page.GotoAsync(new Uri(_work.File("site/index.html")).AbsoluteUri + "?again#kind=http&q=notes");
        Assert.Equal(["Notes API"], await ShownAsync(tab));
        await tab.ShouldBeFineAsync();
    }

    [Fact]
    public async Task Without_scripts_all_products_are_there_and_no_dead_controls()
    {
        await using BrowserTab tab = await OpenAsync(scripts: false);
        await tab.GoToAsync("index.html");

        Assert.Equal(4, (await ShownAsync(tab)).Count);
        Assert.False(await tab.Page.IsVisibleAsync(".tools"));
    }

    [Theory]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Every_page_fits_its_window_and_is_readable(int width, ColorScheme scheme)
    {
        await using BrowserTab tab = await OpenAsync(width, scheme: scheme);
        foreach (string file in new[] { "index.html", "roadmap.html", "products/orders-db.html", "products/payments-api.html", "products/notes-db.html" })
        {
            await tab.GoToAsync(file);
            foreach (IElementHandle details in await tab.Page.QuerySelectorAllAsync("details"))
            {
                _ = await details.EvaluateAsync("d => d.open = true");
            }

            await tab.ShouldBeFineAsync();
            Assert.Empty(await ContrastAsync(tab.Page));
            Assert.Equal(1, await tab.Page.Locator("h1").CountAsync());
            Assert.Equal("en", await tab.Page.GetAttributeAsync("html", "lang"));
        }
    }

    [Fact]
    public async Task The_report_of_adoption_fits_and_asks_nobody()
    {
        _ = _work.Write("logs/A.sarif", Adoption.SarifText.V2("", Adoption.SarifText.Fact(
            "A", "orders-db", uses: 40, bypasses: 3, waived: 1, waivers: 1, more:
            [
                ("helix.entry.HLX2001.raw-client.bypasses", "3"), ("helix.entry.HLX2001.raw-client.waivedBypasses", "1"),
                .. Adoption.SarifText.Waiver(1, "HLX2001", "orders-db", "<b>Bulk</b>", "2027-01-31"),
            ])));
        _ = _work.Write("survey.csv", "product,csat,nps\norders-db,5,9\n");
        foreach (string day in new[] { "2026-09-01", "2026-10-01", "2026-11-25" })
        {
            _ = (await _work.RunAsync("adoption", "--sarif", "logs", "--survey", "survey.csv", "--history", "h.jsonl", "--date", day, "--html", "site/adoption.html")).ShouldEndWith(0);
        }

        foreach (int width in new[] { 400, 1280 })
        {
            await using BrowserTab tab = await browser.OpenAsync(_work.File("site"), width, scripts: false);
            await tab.GoToAsync("adoption.html");

            Assert.Equal(0, await tab.Page.Locator("script, b:text('Bulk')").CountAsync());
            Assert.Equal(["Trend", "Products", "Most bypassed", "What users do, and what they say", "Waivers", "Projects furthest off the path"], await tab.Page.Locator("h2").AllTextContentsAsync());
        }

        await using BrowserTab scripted = await browser.OpenAsync(_work.File("site"), 400);
        await scripted.GoToAsync("adoption.html");
        await scripted.ShouldBeFineAsync();
        Assert.Empty(await ContrastAsync(scripted.Page));
    }

    private async Task<BrowserTab> OpenAsync(int width = 1280, bool scripts = true, ColorScheme scheme = ColorScheme.Light)
    {
        _ = (await _work.RunAsync(["catalog", .. Samples.Products, "-o", "site", "--date", "2026-11-25"])).ShouldEndWith(0);
        return await browser.OpenAsync(_work.File("site"), width, scripts, scheme);
    }

    private static async Task<IReadOnlyList<string>> ShownAsync(BrowserTab tab) => await tab.Page.Locator(".card:visible h2").AllTextContentsAsync();

    /// <summary>Texts whose contrast to the ground behind them is below 4.5, WCAG's AA.</summary>
    private static Task<string[]> ContrastAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
          const rgb = text => (text.match(/[\d.]+/g) ?? []).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
          const ground = element => { for (let e = element; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          const bad = [];
          for (const element of document.querySelectorAll("main *")) {
            const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
            if (!own || !element.checkVisibility() || element.closest("svg")) continue;
            const a = light(rgb(getComputedStyle(element).color)), b = light(ground(element));
            const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            if (contrast < 4.5) bad.push(`${element.tagName}.${element.className} "${element.textContent.trim().slice(0, 30)}" ${contrast.toFixed(2)}`);
          }
          return bad;
        }
        """);
}
