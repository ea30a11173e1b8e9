using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helix.Sdk.AspNetCore.Tests;

/// <summary>The page and its JSON, over HTTP from a real app.</summary>
public sealed class HelixPageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_of_each_product_and_instance_what_the_manifest_says()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token);

        JsonElement report = await Json(app);

        Assert.Equal(("Shop & Co", "Development"), (report.GetProperty("application").GetString(), report.GetProperty("environment").GetString()));
        Assert.Equal(["ledger-db", "ledger-db:archive", "tax-api"], report.GetProperty("products").EnumerateArray().Select(static p => p.GetProperty("name").GetString()));
        JsonElement ledger = Product(report, "ledger-db");
        Assert.Equal(
            ("2.1.0", "sqlite", "standard", "<ledgers>", "https://acme.example/oncall/ledgers?a=1&b=2", "ga"),
            (Text(ledger, "version"), Text(ledger, "kind"), Text(ledger, "plan"), Text(ledger, "owner", "team"), Text(ledger, "owner", "onCall"), Text(ledger, "stage")));
        Assert.Equal(("2025-02-01", "2026-12-01", "2027-06-01"), (Text(ledger, "lifecycle", "since"), Text(ledger, "lifecycle", "deprecated"), Text(ledger, "lifecycle", "retires")));
        Assert.Equal((99.9, 5), (ledger.GetProperty("slo").GetProperty("availability").GetDouble(), ledger.GetProperty("slo").GetProperty("latencyP99Ms").GetDouble()));
        Assert.Equal("https://acme.example/docs/ledger-db", Text(ledger, "support", "docs"));
        Assert.Equal("Helix:LedgerDb:Instances:archive", Text(Product(report, "ledger-db:archive"), "section"));
    }

    [Fact]
    public async Task Tells_of_each_key_its_value_and_the_source_that_won()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token);

        JsonElement report = await Json(app);

        JsonElement note = Setting(report, "ledger-db", "Helix:LedgerDb:Note");
        Assert.Equal(("<script>alert(1)</script>", "shop.json", "live"), (Text(note, "value"), Text(note, "source"), Text(note, "reload")));
        JsonElement file = Setting(report, "ledger-db", "Helix:LedgerDb:DataSource");
        Assert.Equal(("ledger.db", false, "restart"), (Text(file, "value"), file.TryGetProperty("source", out _), Text(file, "reload")));
        Assert.Equal("in-memory configuration", Text(Setting(report, "ledger-db:archive", "Helix:LedgerDb:Instances:archive:DataSource"), "source"));
    }

    [Fact]
    public async Task Tells_of_deprecated_keys_what_to_use_instead()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token);

        JsonElement pause = Setting(await Json(app), "ledger-db", "Helix:LedgerDb:Pause");

        Assert.Equal(("7s", "shop.json", "deprecated since 2.0.0; use CommandTimeout: Renamed."), (Text(pause, "value"), Text(pause, "source"), Text(pause, "deprecation")));
        Assert.Contains("deprecated since 2.0.0; use CommandTimeout: Renamed.", await app.Client.GetStringAsync(Page, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_no_secret_on_the_page_or_in_the_JSON()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token);

        JsonElement key = Setting(await Json(app), "tax-api", "Helix:TaxApi:ApiKey");

        Assert.Equal(("***", "in-memory configuration", true), (Text(key, "value"), Text(key, "source"), key.GetProperty("secret").GetBoolean()));
        Assert.DoesNotContain(HelixApp.ApiKey, await app.Client.GetStringAsync(Page, Token) + await app.Client.GetStringAsync(JsonPage, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_each_product_how_it_is_now()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token);
        Assert.Equal("healthy", Text(Product(await Json(app), "tax-api"), "health", "status"));

        app.Taxes = static context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };

        JsonElement report = await Json(app);
        Assert.Equal("unhealthy", Text(Product(report, "tax-api"), "health", "status"));
        Assert.Contains("tax-api", Text(Product(report, "tax-api"), "health", "description"), StringComparison.Ordinal);
        Assert.Equal("healthy", Text(Product(report, "ledger-db"), "health", "status"));
    }

    [Fact]
    public async Task A_product_that_does_not_answer_delays_the_page_by_five_seconds_and_hides_no_other()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token);
        app.Taxes = static context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        JsonElement report = await Json(app);

        Assert.Equal(("unhealthy", "No answer within 5 seconds."), (Text(Product(report, "tax-api"), "health", "status"), Text(Product(report, "tax-api"), "health", "description")));
        Assert.Equal("healthy", Text(Product(report, "ledger-db"), "health", "status"));
    }

    [Fact]
    public async Task Names_only_the_type_of_an_exception_of_a_check_or_of_what_makes_it()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token, build: static builder =>
            builder.Services.Configure<HealthCheckServiceOptions>(static options =>
            {
                Replace(options, "tax-api", static _ => throw new InvalidOperationException("Key=" + HelixApp.ApiKey));
                Replace(options, "ledger-db", static _ => new Throwing());
            }));

        string json = await app.Client.GetStringAsync(JsonPage, Token);

        Assert.Contains("The check failed with InvalidOperationException.", json, StringComparison.Ordinal);
        Assert.Contains("The check failed with FormatException.", json, StringComparison.Ordinal);
        Assert.DoesNotContain(HelixApp.ApiKey, json, StringComparison.Ordinal);

        static void Replace(HealthCheckServiceOptions options, string name, Func<IServiceProvider, IHealthCheck> make)
        {
            HealthCheckRegistration real = options.Registrations.Single(check => check.Name == name);
            _ = options.Registrations.Remove(real);
            options.Registrations.Add(new(name, make, null, real.Tags));
        }
    }

    [Theory]
    [InlineData("2026-11-30", "ga", "Will be deprecated from 2026-12-01, retires on 2027-06-01.")]
    [InlineData("2026-12-01", "deprecated", "Deprecated since 2026-12-01, retires on 2027-06-01.")]
    [InlineData("2027-06-01", "retired", "Deprecated since 2026-12-01, retired on 2027-06-01.")]
    public async Task Tells_the_stage_of_today(string today, string stage, string words)
    {
        await using HelixApp app = await HelixApp.StartAsync(Token, now: DateTimeOffset.Parse(today + "T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(stage, Text(Product(await Json(app), "ledger-db"), "stage"));
        string text = Document(await app.Client.GetStringAsync(Page, Token)).Descendants("p").First(static p => (string?)p.Attribute("class") == "end").Value;
        Assert.Equal(words + " How to move", text);
    }

    [Theory]
    [InlineData("text/html", "text/html")]
    [InlineData("*/*", "text/html")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json, text/plain, */*", "application/json")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("text/html;q=0.5, application/json", "application/json")]
    public async Task The_client_says_whether_it_wants_the_page_or_JSON(string accept, string expected)
    {
        await using HelixApp app = await HelixApp.StartAsync(Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, Page);
        request.Headers.Accept.ParseAdd(accept);

        using HttpResponseMessage response = await app.Client.SendAsync(request, Token);

        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("no-store", "Accept"), (response.Headers.CacheControl?.ToString(), response.Headers.Vary.ToString()));
    }

    [Fact]
    public async Task The_page_is_well_formed_encodes_what_it_shows_and_links_only_to_the_web()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token);

        string html = await app.Client.GetStringAsync(Page, Token);

        XElement page = Document(html);
        Assert.Equal(["html", "head", "body"], [page.Name.LocalName, .. page.Elements().Select(static e => e.Name.LocalName)]);
        Assert.Equal("Products of Shop & Co", page.Descendants("h1").Single().Value);
        Assert.Equal("Ledger <b>database</b> ledger-db", page.Descendants("h2").First().Value);
        Assert.Contains(page.Descendants("code"), static code => code.Value == "<script>alert(1)</script>");
        Assert.Empty(page.Descendants("script"));
        Assert.DoesNotContain(page.Descendants().Attributes(), static a => a.Name.LocalName is "src" or "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(page.Descendants("a").Attributes("href"), static href => Assert.Matches("^(https://acme\\.example/|#product-|/helix\\.json$)", href.Value));
        Assert.Contains(page.Descendants("a"), static link => link.Attribute("href")?.Value == "https://acme.example/feedback?a=1&b='2'");
        // A reader of the page without eyes: every table has a caption and headers with a scope, every article a name.
        Assert.All(page.Descendants("table"), static table => Assert.NotNull(table.Element("caption")));
        Assert.All(page.Descendants("th"), static header => Assert.NotNull(header.Attribute("scope")));
        Assert.All(page.Descendants("article"), article => Assert.Single(page.Descendants("h2"), h => (string?)h.Attribute("id") == (string?)article.Attribute("aria-labelledby")));
    }

    [Fact]
    public async Task The_browser_may_load_nothing_for_the_page_but_its_own_style()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token);

        using HttpResponseMessage response = await app.Client.GetAsync(Page, Token);

        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        string style = Document(await response.Content.ReadAsStringAsync(Token)).Descendants("style").Single().Value;
        string hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.StartsWith($"default-src 'none'; style-src 'sha256-{hash}';", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_a_path_base_in_a_group_and_by_another_name_it_links_to_its_JSON()
    {
        await using HelixApp app = await HelixApp.StartAsync(Token, map: static app =>
        {
            _ = app.UsePathBase("/shop");
            _ = app.UseRouting();
            _ = app.MapGroup("/ops").MapHelix("products/");
        });

        XElement page = Document(await app.Client.GetStringAsync(new Uri("/shop/ops/products/", UriKind.Relative), Token));

        string json = page.Descendants("a").Single(static a => a.Value == "JSON").Attribute("href")!.Value;
        Assert.Equal("/shop/ops/products.json", json);
        _ = JsonDocument.Parse(await app.Client.GetStringAsync(new Uri(json, UriKind.Relative), Token));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("/{page}")]
    public void Refuses_a_path_without_a_name(string pattern)
    {
        using WebApplication app = WebApplication.CreateSlimBuilder().Build();

        ArgumentException e = Assert.Throws<ArgumentException>(() => app.MapHelix(pattern));
        Assert.StartsWith($"'{pattern}' does not end with the name of the page", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_without_products_says_so()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        _ = app.MapHelix();
        await app.StartAsync(Token);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };

        Assert.Contains("This app registered no product.", await client.GetStringAsync(Page, Token), StringComparison.Ordinal);
    }

    private static Uri Page { get; } = new("/helix", UriKind.Relative);

    private static Uri JsonPage { get; } = new("/helix.json", UriKind.Relative);

    private static async Task<JsonElement> Json(HelixApp app)
    {
        using JsonDocument document = JsonDocument.Parse(await app.Client.GetStringAsync(JsonPage, Token));
        return document.RootElement.Clone();
    }

    private static JsonElement Product(JsonElement report, string name) =>
        report.GetProperty("products").EnumerateArray().Single(product => product.GetProperty("name").GetString() == name);

    private static JsonElement Setting(JsonElement report, string product, string key) =>
        Product(report, product).GetProperty("settings").EnumerateArray().Single(setting => setting.GetProperty("key").GetString() == key);

    private static string? Text(JsonElement element, params string[] path) =>
        path.Aggregate(element, static (current, name) => current.GetProperty(name)).GetString();

    /// <summary>The page read as XML, which is less forgiving than a browser: an element that is not closed, or a text that is not encoded, does not pass.</summary>
    private static XElement Document(string html)
    {
        string xml = html.Replace("<!doctype html>", "", StringComparison.Ordinal);
        xml = System.Text.RegularExpressions.Regex.Replace(xml, "<meta [^>]*[^/]>", static meta => meta.Value[..^1] + "/>");
        return XElement.Parse(xml.Replace(" open>", " open=\"\">", StringComparison.Ordinal), LoadOptions.PreserveWhitespace);
    }

    private sealed class Throwing : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            throw new FormatException("Key=" + HelixApp.ApiKey);
    }
}
