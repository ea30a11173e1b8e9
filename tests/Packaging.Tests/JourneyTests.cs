using System.Text.Json;

namespace Helix.Packaging.Tests;

/// <summary>A platform team and the developers of an app, from the first package to a new major version, each step by the commands they type.</summary>
public sealed class JourneyTests(PackageFeed feed)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_follows_a_product_package_from_its_first_version_to_a_break()
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
                "Acme.Ledger.nuspec", "ConfigurationSchema.json", "README.md", "buildTransitive/net10.0/Acme.Ledger.props", "buildTransitive/net10.0/Acme.Ledger.targets",
                "helix/ledger-db.product.yaml", "lib/net10.0/Acme.Ledger.dll", "lib/net10.0/Acme.Ledger.xml",
            ],
            package.Entries);
        Assert.Contains("builder.AddLedgerDb();", package.ReadText(package.Metadata("readme")), StringComparison.Ordinal);
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

        Assert.Contains("<JsonSchemaSegment Include=\"$(MSBuildThisFileDirectory)../../ConfigurationSchema.json\" FilePathPattern=\"appsettings\\..*json\" />", package.ReadText("buildTransitive/net10.0/Acme.Ledger.targets"), StringComparison.Ordinal);

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

        CommandResult build = (await workspace.BuildAsync("Shop", Token)).ShouldSucceed();
        Assert.Equal(
            [
                "Shop/Report.cs(10): warning HLX5002", "Shop/Report.cs(11): warning HLX2001", "Shop/Report.cs(12): warning HLX1001", "Shop/appsettings.json(10): warning HLX1002",
            ],
            Found(build, workspace, "warning"));
        Assert.Contains("did you mean 'CommandTimeout'? (ledger-db 1.0.0, owner ledger", Assert.Single(build.Lines("HLX1002")), StringComparison.Ordinal);

        // A design-time build, as an IDE runs it: what the compiler would get, and no trace on disk.
        CommandResult design = (await workspace.DotnetAsync(
            Token, "msbuild", "Shop", "-nologo", "-t:ResolveAssemblyReferences;GenerateMSBuildEditorConfigFile;CoreCompile", "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", "-p:BuildingProject=false",
            "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:IntermediateOutputPath=obj/design/", "-getItem:CscCommandLineArgs")).ShouldSucceed();
        string arguments = design.Output.Replace("\\\\", "/", StringComparison.Ordinal);
        foreach (string part in (string[])["Helix.Generators.dll", "Helix.CodeFixes.dll", "ledger-db.product.yaml", "notes-db.product.yaml", "sqlite.kind.yaml"])
        {
            Assert.Contains(part, arguments, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("errorlog", arguments, StringComparison.OrdinalIgnoreCase);

        // A second build compiles nothing; nor does the first one after midnight.
        DateTime compiled = File.GetLastWriteTimeUtc(workspace.PathOf("Shop/obj/Debug/net10.0/Shop.dll"));
        string tomorrow = DateTime.UtcNow.AddDays(1).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        _ = (await workspace.BuildAsync("Shop", Token, "-p:_HelixCalendarDay=" + tomorrow)).ShouldSucceed();
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(workspace.PathOf("Shop/obj/Debug/net10.0/Shop.dll")));

        // What is wrong stops the app, before it serves, in one report.
        CommandResult stopped = await RunAsync();
        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains("Helix:LedgerDb:ComandTimeout   is not a key; did you mean CommandTimeout?   appsettings.json", stopped.Output, StringComparison.Ordinal);
        _ = workspace.Edit("Shop/appsettings.json", "ComandTimeout", "CommandTimeout");
        _ = (await workspace.BuildAsync("Shop", Token, "--no-restore")).ShouldSucceed();
        _ = Assert.Single((await RunAsync()).ShouldSucceed().Lines("ledger-db 1.0.0 tenant=north north timeout=7s"));

        // The fixes that an IDE offers, by the command line.
        _ = (await workspace.DotnetAsync(Token, "format", "analyzers", "Shop/Shop.csproj", "--no-restore", "--severity", "warn", "--diagnostics", "HLX5002")).ShouldSucceed();
        Assert.Contains("await ledger.OpenConnectionAsync(stoppingToken);", workspace.Read("Shop/Report.cs"), StringComparison.Ordinal);

        // The platform team breaks a key. What the versions do not tell does not get out.
        _ = workspace
            .Edit(manifest, "      Tenant: { type: string, default: shared, pattern: \"^[a-z]+$\"", "      Realm: { type: string, default: shared, pattern: \"^[a-z]+$\"")
            .Edit(manifest, "  version: 1.0.0", "  version: 1.1.0")
            .Edit(project, "<Version>1.0.0", "<Version>1.1.0")
            .Edit(project, "<HelixBaselineVersion>", "<HelixBaselineVersion>0.9.0");
        CommandResult unknown = await feed.PackAsync(workspace.PathOf(project), Token);
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Contains("error HELIX012: HelixBaselineVersion is '0.9.0', but Acme.Ledger 0.9.0 was not found", Assert.Single(unknown.Lines("HELIX012")), StringComparison.Ordinal);

        _ = workspace.Edit(project, "<HelixBaselineVersion>0.9.0", "<HelixBaselineVersion>1.0.0");
        CommandResult refused = await feed.PackAsync(workspace.PathOf(project), Token);
        Assert.NotEqual(0, refused.ExitCode);
        string told = Assert.Single(refused.Lines("HELIX013"));
        Assert.StartsWith(workspace.PathOf(manifest) + "(10,12,10,17): error HELIX013: ledger-db has a SOURCE+CONFIG break, so 1.1.0 should be 2.0.0 or later. Since Acme.Ledger 1.0.0: ", told, StringComparison.Ordinal);
        Assert.Contains("Acme.Ledger 1.1.0 breaks users of 1.0.0 by ledger-db: its version should be 2.0.0 or later", Assert.Single(refused.Lines("HELIX014")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(feed.Packages, "Acme.Ledger.1.1.0.nupkg")));

        _ = workspace.Edit(manifest, "  version: 1.1.0", "  version: 2.0.0").Edit(project, "<Version>1.1.0", "<Version>2.0.0");
        _ = await PackAsync();

        // The app takes the new major version, and is told where it has to change.
        _ = workspace.Edit("Shop/Shop.csproj", "Include=\"Acme.Ledger\" Version=\"1.0.0\"", "Include=\"Acme.Ledger\" Version=\"2.0.0\"");
        CommandResult broken = await workspace.BuildAsync("Shop", Token);
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Equal(["Shop/Report.cs(12): error CS1061"], Found(broken, workspace, "error"));
        _ = workspace.Edit("Shop/Report.cs", "ledger.Settings.Tenant", "ledger.Settings.Realm");
        build = (await workspace.BuildAsync("Shop", Token, "--no-restore")).ShouldSucceed();
        Assert.Equal("Shop/appsettings.json(10): warning HLX1002", Found(build, workspace, "warning")[^1]);

        Assert.True(feed.Compiler.IsRunning);

        async Task<CommandResult> PackAsync() => (await feed.PackAsync(workspace.PathOf(project), Token)).ShouldSucceed();

        Task<CommandResult> RunAsync() => CommandLine.RunAsync(
            workspace.PathOf("Shop"), "dotnet", ["bin/Debug/net10.0/Shop.dll", "--urls", "http://127.0.0.1:0"], Token);
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
