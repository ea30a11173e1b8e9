using System.Text.Json;

namespace Helix.Packaging.Tests;

/// <summary>A platform team and the developers of an app, each step by the commands they type.</summary>
public sealed class JourneyTests(PackageFeed feed)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_product_package_is_all_that_an_app_adds()
    {
        Workspace workspace = feed.CreateWorkspace("journey", bare: true);

        // The platform team: a project from the template holds a manifest and no code.
        await workspace.NewAsync(Token, "helix-products", "-n", "Acme.Ledger", "--product", "ledger-db", "--kind", "sqlite", "--team", "ledger");
        const string manifest = "Acme.Ledger/ledger-db.product.yaml";
        const string project = "Acme.Ledger/Acme.Ledger.csproj";
        _ = workspace.Edit(manifest, "      Tenant:", "      DataSource: { default: ledger.db }\n      CommandTimeout: { default: 5s, maximum: 30s }\n      Tenant:");
        Assert.Empty((await PackAsync()).Lines("warning"));
        var package = new PackageFile(Path.Combine(feed.Packages, "Acme.Ledger.1.0.0.nupkg"));
        Assert.Equal(
            [
                "Acme.Ledger.nuspec", "ConfigurationSchema.json", "buildTransitive/Acme.Ledger.props", "buildTransitive/Acme.Ledger.targets",
                "helix/ledger-db.product.yaml", "lib/net10.0/Acme.Ledger.dll", "lib/net10.0/Acme.Ledger.xml",
            ],
            package.Entries);
        // The kind and its client come with the product; what only built the package does not. NuGet's default keeps build and analyzers to
        // the project itself: what has to reach an app is in buildTransitive, which it does not cut off.
        Assert.Equal([$"Helix.Sdk.Sqlite {PackageFeed.Version} include=- exclude=Build,Analyzers"], package.Dependencies());

        // An editor completes and checks appsettings.json by this.
        using (JsonDocument schema = JsonDocument.Parse(package.ReadText("ConfigurationSchema.json")))
        {
            JsonElement keys = schema.RootElement.GetProperty("properties").GetProperty("Helix").GetProperty("properties").GetProperty("LedgerDb").GetProperty("properties");
            Assert.Equal("5s", keys.GetProperty("CommandTimeout").GetProperty("default").GetString());
            Assert.Equal("Whose data is used.", keys.GetProperty("Tenant").GetProperty("description").GetString());
            Assert.Equal("Wal", keys.GetProperty("JournalMode").GetProperty("anyOf")[0].GetProperty("enum")[0].GetString());
        }

        Assert.Contains("<JsonSchemaSegment Include=\"$(MSBuildThisFileDirectory)../ConfigurationSchema.json\" FilePathPattern=\"appsettings\\..*json\" />", package.ReadText("buildTransitive/Acme.Ledger.targets"), StringComparison.Ordinal);

        // The app: from the template, with one more package.
        await workspace.NewAsync(Token, "helix-app", "-n", "Shop");
        _ = (await workspace.DotnetAsync(Token, "add", "Shop", "package", "Acme.Ledger", "--version", "1.0.0", "--no-restore")).ShouldSucceed();
        _ = workspace
            .Edit("Shop/Program.cs", "builder.Services.AddHealthChecks();", "builder.AddLedgerDb();\nbuilder.Services.AddHealthChecks();\nbuilder.Services.AddHostedService<Report>();")
            .Edit("Shop/Program.cs", "using HelixApp1;".Replace("HelixApp1", "Shop", StringComparison.Ordinal), "using Acme.Ledger;\nusing Shop;")
            .Edit("Shop/appsettings.json", "\"Helix\": {", "\"Helix\": {\n    \"LedgerDb\": { \"Tenant\": \"north\", \"ComandTimeout\": \"7s\" },")
            .Write("Shop/Report.cs", """
                using Acme.Ledger;
                using Microsoft.Data.Sqlite;

                namespace Shop;

                internal sealed class Report(LedgerDb ledger, IConfiguration configuration, IHostApplicationLifetime lifetime) : BackgroundService
                {
                    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                    {
                        await using var connection = await ledger.OpenConnectionAsync();
                        using var raw = new SqliteConnection("Data Source=ledger.db");
                        Console.WriteLine($"{LedgerDb.Product} tenant={ledger.Settings.Tenant} {configuration["Helix:LedgerDb:Tenant"]} timeout={connection.DefaultTimeout}s");
                        lifetime.StopApplication();
                    }
                }
                """);

        _ = (await workspace.BuildAsync("Shop", Token)).ShouldSucceed();
        Assert.True(feed.Compiler.IsRunning);

        async Task<CommandResult> PackAsync() => (await feed.PackAsync(workspace.PathOf(project), Token)).ShouldSucceed();
    }

    [Fact]
    public async Task Two_packages_with_the_same_product_collide_by_name()
    {
        Workspace workspace = feed.CreateWorkspace("collision", bare: true);
        await workspace.NewAsync(Token, "helix-products", "-n", "Team.Payments", "--product", "payments-api", "--kind", "http", "--team", "other");
        _ = (await feed.PackAsync(workspace.PathOf("Team.Payments/Team.Payments.csproj"), Token)).ShouldSucceed();
        _ = workspace.WriteProject(
            "App",
            $"<PackageReference Include=\"Acme.Payments\" Version=\"{PackageFeed.Version}\" /><PackageReference Include=\"Team.Payments\" Version=\"1.0.0\" />",
            "<TargetFramework>net10.0</TargetFramework>");

        CommandResult build = await workspace.BuildAsync("App", Token);

        Assert.NotEqual(0, build.ExitCode);
        string error = Assert.Single(build.Lines(": error "));
        Assert.Contains("error HLX0005: 'payments-api' of ", error, StringComparison.Ordinal);
        Assert.Contains("Acme.Payments", error, StringComparison.Ordinal);
        Assert.Contains("Team.Payments", error, StringComparison.Ordinal);
    }

    /// <summary>Each file and line with the rule that spoke there, relative to the workspace.</summary>
    internal static string[] Found(CommandResult build, Workspace workspace, string severity) =>
    [
        .. build.Lines($": {severity} ")
            .Select(line => line.Replace(workspace.PathOf(""), "", StringComparison.Ordinal).TrimStart('/'))
            .Select(line => line[..line.IndexOf(':', line.IndexOf($": {severity} ", StringComparison.Ordinal) + 2)])
            // The line; the column is the matter of each rule's own tests.
            .Select(static line => System.Text.RegularExpressions.Regex.Replace(line, @"\((\d+),\d+\)", "($1)"))
            .Order(StringComparer.Ordinal),
    ];
}
