using System.Text.Json;
using Helix.Tool.Tests.Harness;

namespace Helix.Tool.Tests.Catalog;

/// <summary>The files of the catalog, without a browser.</summary>
public sealed class CatalogTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_product_is_shown_with_all_that_its_users_need()
    {
        _ = (await _work.RunAsync(["catalog", .. Samples.Products, "-o", "site", "--date", "2026-11-25"])).ShouldEndWith(0);

        string page = _work.Read("site/products/orders-db.html");
        string[] expected =
        [
            "Orders database", "Generally available", "2.3.0", "99.95 %", "22 min down a month", "20ms",
            "builder.AddOrdersDb();", "await using var connection = await ordersDb.OpenConnectionAsync(cancellationToken);",
            "new NpgsqlConnection(&quot;…&quot;)", "connection.BeginTextImport(&quot;…&quot;)", "connection.BeginBinaryImport(…)", "error from 2027-03-01", "Allowed in *.Migrations",
            "CommandTimeout", "1s to 30s", "Deprecated since 2.2.0", "1s to 10s", "ORDERS_DB_…", "ConnectionStrings:orders-db",
            "postgres:17", "needs approval", "Point-in-time restore by the product team itself", "Today",
            "https://acme.example/feedback/orders-db", "https://acme.example/oncall/data-platform", "domain: commerce",
        ];
        Assert.All(expected, text => Assert.Contains(text, page, StringComparison.Ordinal));
        JsonElement catalog = JsonDocument.Parse(_work.Read("site/catalog.json")).RootElement;
        Assert.Equal(["notes-api", "notes-db", "orders-db", "payments-api"], catalog.GetProperty("products").EnumerateArray().Select(static p => p.GetProperty("name").GetString()));
        JsonElement timeout = catalog.GetProperty("products")[2].GetProperty("keys").EnumerateArray().First(static k => k.GetProperty("name").GetString() == "CommandTimeout");
        Assert.Equal("duration 5s 1s 30s live", $"{timeout.GetProperty("type")} {timeout.GetProperty("default")} {timeout.GetProperty("minimum")} {timeout.GetProperty("maximum")} {timeout.GetProperty("reload")}");
    }

    [Fact]
    public async Task The_same_products_on_the_same_day_make_the_same_bytes()
    {
        _ = (await _work.RunAsync(["catalog", .. Samples.Products, "-o", "one", "--date", "2026-11-25"])).ShouldEndWith(0);
        _ = (await _work.RunAsync(["catalog", .. Samples.Products.Reverse(), "-o", "two", "--date", "2026-11-25"])).ShouldEndWith(0);

        string[] files = [.. Directory.EnumerateFiles(_work.File("one"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_work.File("one"), file)).Order(StringComparer.Ordinal)];
        Assert.Contains("products/orders-db.html", files);
        Assert.All(files, file => Assert.Equal(_work.Read(Path.Combine("one", file)), _work.Read(Path.Combine("two", file))));
    }

    [Fact]
    public async Task What_a_manifest_says_is_text_and_never_markup()
    {
        const string Attack = "<script>alert(1)</script>\\\" onload=\\\"x";
        _ = _work.Write("products/evil.product.yaml", $$"""
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: evil, displayName: "{{Attack}}", description: "{{Attack}}", labels: { a: "{{Attack}}" } }
            spec:
              kind: http
              version: 1.0.0
              owner: { team: "{{Attack}}" }
              lifecycle: { stage: ga, since: 2026-01-01, roadmap: [ { date: 2027-01-01, title: "{{Attack}}" } ] }
              goldenPath: { banned: [ { id: x, assembly: A, symbols: ["T:A.B"], use: "{{Attack}}", reason: "{{Attack}}" } ] }
            """);

        _ = (await _work.RunAsync("catalog", "products", "-o", "site")).ShouldEndWith(0);

        foreach (string file in new[] { "index.html", "roadmap.html", "products/evil.html" })
        {
            string page = _work.Read("site/" + file);
            Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\" onload", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_earlier_catalog_is_replaced_and_a_folder_with_something_else_is_not()
    {
        _ = (await _work.RunAsync(["catalog", .. Samples.Products, "-o", "site"])).ShouldEndWith(0);
        _ = _work.Write("site/products/gone.html", "of a product that is no more");
        _ = (await _work.RunAsync(["catalog", Samples.Products[0], "-o", "site"])).ShouldEndWith(0);
        _ = _work.Write("home/letters.txt", "mine");

        CallResult result = (await _work.RunAsync(["catalog", .. Samples.Products, "-o", "home"])).ShouldEndWith(2);

        Assert.Equal(["orders-db.html"], Directory.EnumerateFiles(_work.File("site/products")).Select(Path.GetFileName));
        Assert.Contains("'home' holds something that is no earlier output", result.Error, StringComparison.Ordinal);
        Assert.Equal(["letters.txt"], Directory.EnumerateFileSystemEntries(_work.File("home")).Select(Path.GetFileName));
        Assert.Equal(["home", "site"], Directory.EnumerateFileSystemEntries(_work.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_moved_is_filled_anew()
    {
        _ = (await _work.RunAsync(["catalog", .. Samples.Products, "-o", "site"])).ShouldEndWith(0);
        _ = _work.Write("site/products/gone.html", "of a product that is no more");
        // Nothing can be written beside it, as beside a mounted folder.
        string inTheWay = _work.Write($"site.{Environment.ProcessId}.tmp", "");

        _ = (await _work.RunAsync(["catalog", Samples.Products[0], "-o", "site"])).ShouldEndWith(0);

        File.Delete(inTheWay);
        Assert.Equal(["orders-db.html"], Directory.EnumerateFiles(_work.File("site/products")).Select(Path.GetFileName));
        Assert.Equal(
            ["assets", "catalog.json", "index.html", "products", "roadmap.html"],
            Directory.EnumerateFileSystemEntries(_work.File("site")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Manifests_with_problems_are_not_published()
    {
        _ = _work.Write("products/bad.product.yaml", "apiVersion: helix.dev/v1\nkind: InfrastructureProduct\nmetadata: { name: bad }\nspec: { kind: http, versoin: 1.0.0 }\n");

        CallResult result = (await _work.RunAsync("catalog", "products", "-o", "site")).ShouldEndWith(1);

        Assert.Contains("HLX0002", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work.File("site")));
    }

    [Fact]
    public async Task Stages_follow_the_day()
    {
        _ = _work.Write("products/old-api.product.yaml", """
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: old-api }
            spec:
              kind: http
              version: 1.0.0
              owner: { team: t }
              lifecycle: { stage: ga, since: 2024-01-01, deprecated: 2026-06-01, retires: 2027-06-01, migration: "https://acme.example/move" }
            """);
        foreach ((string day, string expected) in new[]
        {
            ("2026-05-31", "It will be deprecated from 2026-06-01 on and gone from 2027-06-01 on."),
            ("2026-06-01", "Deprecated. It is gone from 2027-06-01 on: 365 days left."),
            ("2027-06-01", "Retired on 2027-06-01. It is gone."),
        })
        {
            _ = (await _work.RunAsync("catalog", "products", "-o", "site", "--date", day)).ShouldEndWith(0);
            Assert.Contains(expected, _work.Read("site/products/old-api.html"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("M:Npgsql.NpgsqlConnection.#ctor(System.String)", "new NpgsqlConnection(\"…\")")]
    [InlineData("M:Npgsql.NpgsqlDataSource.Create(Npgsql.NpgsqlConnectionStringBuilder)", "NpgsqlDataSource.Create(builder)")]
    [InlineData("F:Npgsql.NpgsqlFactory.Instance", "NpgsqlFactory.Instance")]
    [InlineData("P:Microsoft.Extensions.Configuration.IConfiguration.Item(System.String)", "configuration[\"…\"]")]
    [InlineData("P:System.Data.Common.DbConnection.State", "connection.State")]
    [InlineData("E:System.Data.Common.DbConnection.StateChange", "connection.StateChange += …")]
    [InlineData("T:Microsoft.Data.Sqlite.SqliteBlob", "SqliteBlob")]
    [InlineData("N:System.Data.SqlTypes", "using System.Data.SqlTypes;")]
    [InlineData("M:System.Activator.CreateInstance``1", "activator.CreateInstance<T>()")]
    [InlineData("M:X.NpgsqlServiceCollectionExtensions.AddNpgsqlDataSource(Microsoft.Extensions.DependencyInjection.IServiceCollection,System.String,System.Action{Npgsql.NpgsqlDataSourceBuilder},System.Object)", "services.AddNpgsqlDataSource(\"…\", …)")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("", "")]
    public void A_banned_symbol_is_shown_as_code(string id, string expected) => Assert.Equal(expected, Helix.Tool.Catalog.RawCode.Of(id));
}
