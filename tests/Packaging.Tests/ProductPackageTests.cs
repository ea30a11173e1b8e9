namespace Helix.Packaging.Tests;

/// <summary>What a user of the packages sees, on the real pack, restore, compiler and runtime.</summary>
public sealed class ProductPackageTests(PackageFeed feed)
{
    private const string Acme = "<PackageReference Include=\"Acme.Payments\" Version=\"" + PackageFeed.Version + "\" />";
    private const string Sqlite = "<PackageReference Include=\"Helix.Sdk.Sqlite\" Version=\"" + PackageFeed.Version + "\" />";
    private const string Hosting = "<PackageReference Include=\"Microsoft.Extensions.Hosting\" Version=\"10.0.*\" />";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_library_and_its_app_share_one_product_and_one_registration()
    {
        Workspace workspace = feed.CreateWorkspace("shared");
        _ = workspace.WriteProject("Library", Acme)
            .Write("Library/Checkout.cs", """
                using Acme.Payments;
                namespace Library;
                public sealed class Checkout(PaymentsApi payments)
                {
                    public PaymentsApi Payments => payments;
                    public static void Register(Microsoft.Extensions.Hosting.IHostApplicationBuilder builder) => builder.AddPaymentsApi();
                }
                """)
            // The app reaches Helix through the library alone, and through its own reference to the product.
            .WriteProject("App", Acme + Hosting + "<ProjectReference Include=\"../Library/Library.csproj\" />", "<OutputType>Exe</OutputType>" + PrintAnalyzers)
            .Write("App/Program.cs", """
                using Acme.Payments;
                using Library;
                using Microsoft.Extensions.DependencyInjection;
                using Microsoft.Extensions.Hosting;
                var builder = Host.CreateApplicationBuilder(args);
                Checkout.Register(builder);
                builder.AddPaymentsApi();
                builder.Services.AddSingleton<Checkout>();
                using var host = builder.Build();
                await host.StartAsync();
                Console.WriteLine($"same: {ReferenceEquals(host.Services.GetRequiredService<PaymentsApi>(), host.Services.GetRequiredService<Checkout>().Payments)}");
                Console.WriteLine($"products: {string.Join(",", host.Services.GetRequiredService<Helix.HelixCatalog>().Products.Select(p => p.Name))}");
                """);

        CommandResult build = (await workspace.BuildAsync("App", Token)).ShouldSucceed();
        Assert.Empty(build.Lines("warning CS"));
        Assert.Equal(["analyzer Helix.Analyzers.dll", "analyzer Helix.Generators.dll", "manifest http.kind.yaml referenced", "manifest payments-api.product.yaml referenced"], Reported(build));

        // By the graph of projects, where each says beforehand what it asks of those that it references.
        CommandResult isolated = (await workspace.DotnetAsync(Token, "msbuild", "App", "-graph", "-isolate", "-nologo", "-v:m", "-tl:off")).ShouldSucceed();
        Assert.Empty(isolated.Lines("warning "));

        CommandResult run = (await workspace.RunAsync(
            "App", Token,
            ("Helix__PaymentsApi__BaseAddress", "https://payments.example"), ("Helix__PaymentsApi__ApiKey", "0123456789abcdef"), ("Helix__PaymentsApi__Merchant", "m-000001"))).ShouldSucceed();
        Assert.NotEmpty(run.Lines("same: True"));
        Assert.NotEmpty(run.Lines("products: payments-api"));
    }

    [Fact]
    public async Task An_app_that_has_the_product_by_a_library_alone_gets_the_rules_once()
    {
        Workspace workspace = feed.CreateWorkspace("transitive");
        _ = workspace.WriteProject("Library", Acme)
            .Write("Library/Pay.cs", "namespace Library; public sealed class Pay(Acme.Payments.PaymentsApi api) { public object Api => api; }")
            .WriteProject("App", "<ProjectReference Include=\"../Library/Library.csproj\" />", "<OutputType>Exe</OutputType>" + PrintAnalyzers)
            .Write("App/Program.cs", "Console.WriteLine(typeof(Library.Pay).Name);");

        CommandResult build = (await workspace.BuildAsync("App", Token)).ShouldSucceed();

        Assert.Equal(["analyzer Helix.Analyzers.dll", "analyzer Helix.Generators.dll", "manifest http.kind.yaml referenced", "manifest payments-api.product.yaml referenced"], Reported(build));
    }

    [Fact]
    public async Task A_team_packs_a_product_of_its_own_without_a_build_file_and_an_app_uses_it()
    {
        Workspace workspace = feed.CreateWorkspace("team");
        _ = workspace.WriteProject("Team.Ledger", Sqlite, "<IsPackable>true</IsPackable><Version>1.2.3</Version>")
            .Write("Team.Ledger/ledger-db.product.yaml", Manifest("ledger-db", "DataSource: { default: ledger.db }"));
        _ = (await feed.PackAsync(workspace.PathOf("Team.Ledger/Team.Ledger.csproj"), Token)).ShouldSucceed();
        _ = workspace.WriteProject("App", "<PackageReference Include=\"Team.Ledger\" Version=\"1.2.3\" />" + Hosting, "<OutputType>Exe</OutputType>" + PrintAnalyzers)
            .Write("App/Program.cs", """
                using Microsoft.Extensions.DependencyInjection;
                using Microsoft.Extensions.Hosting;
                using Team.Ledger;
                var builder = Host.CreateApplicationBuilder(args);
                builder.AddLedgerDb();
                using var host = builder.Build();
                await host.StartAsync();
                await using var connection = await host.Services.GetRequiredService<LedgerDb>().OpenConnectionAsync();
                Console.WriteLine($"{LedgerDb.Product} opened {System.IO.Path.GetFileName(connection.DataSource)}");
                """);

        CommandResult build = (await workspace.BuildAsync("App", Token)).ShouldSucceed();
        Assert.Contains("manifest ledger-db.product.yaml referenced", Reported(build));
        _ = Assert.Single((await workspace.RunAsync("App", Token)).ShouldSucceed().Lines("ledger-db 1.0.0 opened ledger.db"));
    }

    [Fact]
    public async Task An_app_of_two_libraries_with_different_versions_of_a_product_has_the_one_that_NuGet_chooses()
    {
        Workspace workspace = feed.CreateWorkspace("versions");
        _ = workspace.WriteProject("Team.Stock", Sqlite, "<IsPackable>true</IsPackable>");
        foreach (string version in (string[])["1.0.0", "1.1.0"])
        {
            _ = workspace.Write("Team.Stock/stock-db.product.yaml", Manifest("stock-db", "DataSource: { default: stock.db }").Replace("version: 1.0.0", "version: " + version, StringComparison.Ordinal));
            _ = (await feed.PackAsync(workspace.PathOf("Team.Stock/Team.Stock.csproj"), Token, "-p:Version=" + version)).ShouldSucceed();
        }

        _ = workspace.WriteProject("Older", "<PackageReference Include=\"Team.Stock\" Version=\"1.0.0\" />")
            .Write("Older/Stock.cs", "namespace Older; public sealed class Stock(Team.Stock.StockDb db) { public object Db => db; }")
            .WriteProject("Newer", "<PackageReference Include=\"Team.Stock\" Version=\"1.1.0\" />")
            .Write("Newer/Stock.cs", "namespace Newer; public sealed class Stock(Team.Stock.StockDb db) { public object Db => db; }")
            .WriteProject("App", "<ProjectReference Include=\"../Older/Older.csproj\" /><ProjectReference Include=\"../Newer/Newer.csproj\" />", "<OutputType>Exe</OutputType>" + PrintAnalyzers)
            .Write("App/Program.cs", "Console.WriteLine($\"{Team.Stock.StockDb.Product} {typeof(Older.Stock)} {typeof(Newer.Stock)}\");");

        CommandResult build = (await workspace.BuildAsync("App", Token)).ShouldSucceed();

        Assert.Equal(["analyzer Helix.Analyzers.dll", "analyzer Helix.Generators.dll", "manifest sqlite.kind.yaml referenced", "manifest stock-db.product.yaml referenced"], Reported(build).TakeLast(4));
        _ = Assert.Single((await workspace.RunAsync("App", Token)).ShouldSucceed().Lines("stock-db 1.1.0"));
    }

    [Fact]
    public async Task A_typo_in_a_manifest_is_a_build_error_at_its_place_and_nothing_else()
    {
        Workspace workspace = feed.CreateWorkspace("typo");
        _ = workspace.WriteProject("App", Sqlite)
            .Write("App/products/notes-db.product.yaml", Manifest("notes-db", "DataSource: { defualt: notes.db }"))
            .Write("App/products/other-db.product.yaml", Manifest("other-db", "DataSource: { default: other.db }"))
            .Write("App/User.cs", "namespace App; public sealed class User(NotesDb db) { private readonly NotesDb _db = db; public object Db => _db; public OtherDb? Other { get; set; } }");

        CommandResult build = await workspace.BuildAsync("App", Token);

        Assert.NotEqual(0, build.ExitCode);
        string error = Assert.Single(build.Lines(": error "));
        Assert.EndsWith("products/notes-db.product.yaml(11,21): error HLX0002: 'defualt' is not a property of DataSource; did you mean 'default'? (https://github.com/helix-sdk/helix/blob/main/docs/rules/HLX0002.md)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_console_of_two_products_is_published_trimmed_and_with_native_aot_without_a_warning_and_runs()
    {
        Workspace workspace = feed.CreateWorkspace("aot");
        _ = workspace.WriteProject(
                "Native", Acme + Sqlite + Hosting, "<OutputType>Exe</OutputType><PublishAot>true</PublishAot><RuntimeIdentifier>linux-x64</RuntimeIdentifier><TrimmerSingleWarn>false</TrimmerSingleWarn>")
            .Write("Native/cache-db.product.yaml", Manifest("cache-db", "DataSource: { default: cache }, Mode: { default: Memory }"))
            .Write("Native/Program.cs", """
                using Acme.Payments;
                using Microsoft.Extensions.DependencyInjection;
                using Microsoft.Extensions.Hosting;
                using Native;
                var builder = Host.CreateApplicationBuilder(args);
                builder.AddPaymentsApi();
                builder.AddCacheDb();
                using var host = builder.Build();
                try
                {
                    await host.StartAsync();
                }
                catch (Helix.ProductConfigurationException e)
                {
                    Console.WriteLine(e.Errors[0]);
                    return 3;
                }
                await using var connection = await host.Services.GetRequiredService<CacheDb>().OpenConnectionAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT 6 * 7";
                using var client = host.Services.GetRequiredService<PaymentsApi>().CreateClient();
                Console.WriteLine($"{await command.ExecuteScalarAsync()} {client.BaseAddress} {host.Services.GetRequiredService<PaymentsApiSettings>().ApiKey}");
                return 0;
                """);

        CommandResult publish = await workspace.DotnetAsync(Token, "publish", "Native", "--nologo", "-v:q", "-tl:off", "-o", workspace.PathOf("out"));
        _ = publish.ShouldSucceed();
        Assert.Empty(publish.Lines("warning IL"));

        // Trimming warns of what native compilation passes over.
        CommandResult trimmed = await workspace.DotnetAsync(
            Token, "publish", "Native", "--nologo", "-v:q", "-tl:off", "--self-contained", "-p:PublishAot=false", "-p:PublishTrimmed=true", "-o", workspace.PathOf("trimmed"));
        _ = trimmed.ShouldSucceed();
        Assert.Empty(trimmed.Lines("warning IL"));
        string program = workspace.PathOf("out/Native");
        (string, string)[] settings =
        [
            ("Helix__PaymentsApi__BaseAddress", "https://payments.example"), ("Helix__PaymentsApi__ApiKey", "0123456789abcdef"), ("Helix__PaymentsApi__Merchant", "m-000001"),
        ];

        CommandResult run = (await CommandLine.RunAsync(workspace.PathOf("out"), program, [], Token, settings)).ShouldSucceed();
        _ = Assert.Single(run.Lines("42 https://payments.example/ ***"));
        CommandResult wrong = await CommandLine.RunAsync(workspace.PathOf("out"), program, ["--Helix:PaymentsApi:Merchant=x"], Token, settings);
        Assert.Equal(3, wrong.ExitCode);
        _ = Assert.Single(wrong.Lines("Helix:PaymentsApi:Merchant 'x' is not matched by ^m-[0-9]{6}$ (command line --Helix:PaymentsApi:Merchant)"), static line => !line.Contains("Helix: 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("net9.0")]
    [InlineData("netstandard2.0")]
    public async Task A_project_of_an_older_framework_is_told_by_restore(string framework)
    {
        Workspace workspace = feed.CreateWorkspace("older-" + framework);
        // The package of a product, and one of Helix itself that it stands for.
        _ = workspace.WriteProject("Library", Acme + Sqlite, $"<TargetFramework>{framework}</TargetFramework>");

        CommandResult restore = await workspace.DotnetAsync(Token, "restore", "Library", "--nologo", "-v:m", "-tl:off");

        Assert.NotEqual(0, restore.ExitCode);
        foreach (string package in (string[])["Acme.Payments", "Helix.Sdk.Sqlite"])
        {
            Assert.Contains($"Package {package} {PackageFeed.Version} is not compatible with {framework}", restore.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_manifests_of_one_file_name_do_not_get_into_a_package_as_one()
    {
        Workspace workspace = feed.CreateWorkspace("one-name");
        _ = workspace.WriteProject("Team.Two", Sqlite, "<IsPackable>true</IsPackable>")
            .Write("Team.Two/orders/db.product.yaml", Manifest("orders-db", "DataSource: { default: orders.db }"))
            .Write("Team.Two/users/db.product.yaml", Manifest("users-db", "DataSource: { default: users.db }"));

        CommandResult pack = await workspace.DotnetAsync(Token, "pack", "Team.Two", "--nologo", "-v:m", "-tl:off", "-o", workspace.PathOf("out"));

        Assert.NotEqual(0, pack.ExitCode);
        Assert.Contains("error HELIX015: Manifests of Team.Two have the same file name, and the package holds all in one folder: db.product.yaml;db.product.yaml.", pack.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_keeps_the_manifests_that_it_owns_to_itself()
    {
        Workspace workspace = feed.CreateWorkspace("tool");
        _ = workspace.WriteProject("Team.Tool", Sqlite, "<OutputType>Exe</OutputType><IsPackable>true</IsPackable><PackAsTool>true</PackAsTool>")
            .Write("Team.Tool/notes-db.product.yaml", Manifest("notes-db", "DataSource: { default: notes.db }"))
            .Write("Team.Tool/Program.cs", "Console.WriteLine(Team.Tool.NotesDb.Product);");

        CommandResult pack = (await workspace.DotnetAsync(Token, "pack", "Team.Tool", "--nologo", "-v:m", "-tl:off", "-o", workspace.PathOf("out"))).ShouldSucceed();

        Assert.Empty(pack.Lines("warning NU5127"));
        Assert.DoesNotContain(new PackageFile(workspace.PathOf("out/Team.Tool.1.0.0.nupkg")).Entries, static entry => entry.StartsWith("helix/", StringComparison.Ordinal) || entry.StartsWith("build", StringComparison.Ordinal));
    }

    /// <summary>Prints what the compiler gets, which no public output shows.</summary>
    private const string PrintAnalyzers = "<CustomAfterMicrosoftCommonTargets>$(MSBuildThisFileDirectory)../Print.targets</CustomAfterMicrosoftCommonTargets>";

    private static IEnumerable<string> Reported(CommandResult build) => build.Lines("HELIX ")
        .Select(static line => line[(line.IndexOf("HELIX ", StringComparison.Ordinal) + 6)..])
        .Where(static line => line.StartsWith("manifest", StringComparison.Ordinal) || line.StartsWith("analyzer Helix.Generators", StringComparison.Ordinal) || line.StartsWith("analyzer Helix.Analyzers", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string Manifest(string name, string keys) =>
        $"""
        apiVersion: helix.dev/v1
        kind: InfrastructureProduct
        metadata: {"{"} name: {name}, description: A product of a test. {"}"}
        spec:
          kind: sqlite
          version: 1.0.0
          owner: {"{"} team: test {"}"}
          lifecycle: {"{"} stage: ga, since: 2026-01-01 {"}"}
          config:
            keys:
              {keys.Replace(" }, ", " }\n      ", StringComparison.Ordinal)}
        """;
}
