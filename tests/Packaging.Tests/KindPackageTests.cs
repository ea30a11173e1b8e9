using System.Text.Json;

namespace Helix.Packaging.Tests;

/// <summary>A package of each kind that the template knows, the packages that apps add to products, and one app that has them all.</summary>
public sealed class KindPackageTests(PackageFeed feed)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_has_a_product_of_each_kind_with_Entity_Framework_and_the_page()
    {
        Workspace workspace = feed.CreateWorkspace("kinds", bare: true);
        (string Project, string Product, string Kind)[] made =
        [
            ("Acme.Stock", "stock-db", "postgresql"), ("Acme.Cache", "stock-cache", "redis"), ("Acme.Events", "stock-events", "rabbitmq"), ("Acme.Pictures", "stock-pictures", "blobs"),
        ];
        foreach ((string project, string product, string kind) in made)
        {
            await workspace.NewAsync(Token, "helix-products", "-n", project, "--product", product, "--kind", kind, "--team", "stock");
        }

        CommandResult packed = (await feed.PackAllAsync(workspace, made.Select(static one => one.Project), Token)).ShouldSucceed();
        Assert.Empty(packed.Lines("warning"));
        // An app gets the client of the kind, and of no other one.
        Assert.Equal(
            ["PostgreSql", "Redis", "RabbitMq", "Blobs"],
            made.SelectMany(one => new PackageFile(Path.Combine(feed.Packages, one.Project + ".1.0.0.nupkg")).Dependencies())
                .Select(static dependency => dependency.Split(' ')[0]["Helix.Sdk.".Length..]));

        string packages = string.Concat(made.Select(static one => $"<PackageReference Include=\"{one.Project}\" Version=\"1.0.0\" />"))
            + string.Concat(new[] { "AspNetCore", "PostgreSql.EntityFrameworkCore", "Sqlite.EntityFrameworkCore" }.Select(static name => $"<PackageReference Include=\"Helix.Sdk.{name}\" Version=\"{PackageFeed.Version}\" />"));
        _ = workspace.WriteProject("Shop", packages, "<TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>", "Microsoft.NET.Sdk.Web")
            .Write("Shop/notes-db.product.yaml", """
                apiVersion: helix.dev/v1
                kind: InfrastructureProduct
                metadata: { name: notes-db, description: Notes of the shop. }
                spec:
                  kind: sqlite
                  version: 1.0.0
                  owner: { team: shop }
                  lifecycle: { stage: ga, since: 2026-01-01 }
                """)
            .Write("Shop/Contexts.cs", """
                using Microsoft.EntityFrameworkCore;

                namespace Shop;

                public sealed class Note
                {
                    public int Id { get; set; }

                    public required string Text { get; set; }
                }

                public sealed class NotesContext(DbContextOptions<NotesContext> options) : DbContext(options)
                {
                    public DbSet<Note> Notes => Set<Note>();
                }

                public sealed class StockContext(DbContextOptions<StockContext> options) : DbContext(options);
                """)
            .Write("Shop/Program.cs", """
                using Acme.Cache;
                using Acme.Events;
                using Acme.Pictures;
                using Acme.Stock;
                using Microsoft.EntityFrameworkCore;
                using Shop;

                var builder = WebApplication.CreateBuilder(args);
                builder.AddStockDb();
                builder.AddStockCache();
                builder.AddStockEvents();
                builder.AddStockPictures();
                builder.AddNotesDb();
                builder.Services.AddDbContext<StockContext>(options => options.UseProduct<StockDb>());
                builder.Services.AddDbContext<NotesContext>(options => options.UseProduct<NotesDb>());

                var app = builder.Build();
                app.MapHelix();
                app.MapGet("/", async (NotesContext notes, StockContext stock, StockCache cache, StockEvents events, StockPictures pictures, CancellationToken token) =>
                {
                    _ = await notes.Database.EnsureCreatedAsync(token);
                    _ = notes.Add(new Note { Text = "kept" });
                    _ = await notes.SaveChangesAsync(token);
                    await pictures.UploadAsync("a.txt", "pixels"u8.ToArray(), cancellationToken: token);
                    return $"{await notes.Notes.CountAsync(token)} note, {stock.Database.GetDbConnection().Database}, {cache.Name}, {events.Name}, {await pictures.ExistsAsync("a.txt", token)}";
                });
                await app.StartAsync();
                using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
                Console.WriteLine("ANSWER " + await client.GetStringAsync("/"));
                Console.WriteLine("PAGE " + (await client.GetStringAsync("/helix.json")).ReplaceLineEndings(" "));
                await app.StopAsync();
                """);
        CommandResult build = (await workspace.BuildAsync("Shop", Token)).ShouldSucceed();
        Assert.Empty(build.Lines("warning"));

        // No server is there, and none is asked: an app starts without its servers.
        CommandResult run = (await CommandLine.RunAsync(
            workspace.PathOf("Shop"), "dotnet", ["bin/Debug/net10.0/Shop.dll", "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Logging:LogLevel:Default=Warning"], Token,
            ("Helix__StockDb__Database", "stock"), ("Helix__StockPictures__Container", "pictures"), ("Helix__NotesDb__DataSource", "notes.db"),
            ("Helix__StockDb__HealthCheck", "false"), ("Helix__StockCache__HealthCheck", "false"), ("Helix__StockEvents__HealthCheck", "false"))).ShouldSucceed();
        Assert.Equal("ANSWER 1 note, stock, stock-cache, stock-events, True", Assert.Single(run.Lines("ANSWER ")));
        using JsonDocument page = JsonDocument.Parse(Assert.Single(run.Lines("PAGE "))["PAGE ".Length..]);
        Assert.Equal(
            ["notes-db", "stock-cache", "stock-db", "stock-events", "stock-pictures"],
            page.RootElement.GetProperty("products").EnumerateArray().Select(static product => product.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
    }
}
