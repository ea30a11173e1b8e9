using System.Text.Json;

namespace Helix.Packaging.Tests;

/// <summary>An Aspire app host as its developers have it: from the template, on packages, beside the service that it composes.</summary>
public sealed class AppHostTests(PackageFeed feed)
{
    private const string Program = "Shop.AppHost/Program.cs";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_host_is_told_which_reference_is_missing_whichever_side_has_changed()
    {
        if (!feed.Own().Any(static package => package.Id == "Helix.Aspire.Hosting"))
        {
            Assert.Skip("The package feed does not have Aspire.Hosting, so Helix.Aspire.Hosting is not packed.");
        }

        Workspace workspace = feed.CreateWorkspace("apphost", bare: true);
        await workspace.NewAsync(Token, "helix-products", "-n", "Acme.Stock", "--product", "stock-db", "--kind", "postgresql", "--team", "stock");
        _ = (await feed.PackAsync(workspace.PathOf("Acme.Stock/Acme.Stock.csproj"), Token)).ShouldSucceed();
        string products = $"<PackageReference Include=\"Acme.Payments\" Version=\"{PackageFeed.Version}\" /><PackageReference Include=\"Acme.Stock\" Version=\"1.0.0\" />";
        _ = workspace.WriteProject(
                "Shop",
                products + "<PackageReference Include=\"Microsoft.Extensions.Hosting\" Version=\"10.0.*\" />",
                "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings>")
            .Write("Shop/Program.cs", """
                using Acme.Payments;
                using Microsoft.Extensions.DependencyInjection;
                using Microsoft.Extensions.Hosting;

                var builder = Host.CreateApplicationBuilder(args);
                builder.AddPaymentsApi();
                using var host = builder.Build();
                Console.WriteLine(host.Services.GetRequiredService<PaymentsApi>().Name);
                """);

        // The app host: one command, and it builds.
        await workspace.NewAsync(
            Token, "helix-apphost", "-n", "Shop.AppHost", "--service", "../Shop/Shop.csproj", "--product", "payments-api", "--product-package", "Acme.Payments", "--product-version", PackageFeed.Version);
        _ = workspace.Edit("Shop.AppHost/Shop.AppHost.csproj", $"<PackageReference Include=\"Acme.Payments\" Version=\"{PackageFeed.Version}\" />", products);
        Assert.Empty((await BuildAsync()).Lines("warning"));
        using (JsonDocument manifest = JsonDocument.Parse(await PublishAsync()))
        {
            JsonElement environment = manifest.RootElement.GetProperty("resources").GetProperty("shop").GetProperty("env");
            Assert.Equal("http://{payments-api.bindings.http.host}:{payments-api.bindings.http.port}", environment.GetProperty("PAYMENTS_API_URI").GetString());
        }

        // A reference is lost in the app host: told at the call that adds the service, and mended.
        _ = workspace.Edit(Program, ".WithReference(paymentsApi)", "");
        CommandResult build = await BuildAsync("--no-restore");
        Assert.Equal([Program + "(4): warning HLX6002", Program + "(7): warning HLX6001"], JourneyTests.Found(build, workspace, "warning"));
        Assert.Contains("Shop uses payments-api and does not reference it: add .WithReference(paymentsApi) (payments-api ", Assert.Single(build.Lines("HLX6001")), StringComparison.Ordinal);
        _ = (await workspace.DotnetAsync(Token, "format", "analyzers", "Shop.AppHost/Shop.AppHost.csproj", "--no-restore", "--diagnostics", "HLX6001")).ShouldSucceed();
        Assert.Contains("builder.AddProject<Projects.Shop>(\"shop\").WithReference(paymentsApi)\n", workspace.Read(Program), StringComparison.Ordinal);
        Assert.Empty((await BuildAsync("--no-restore")).Lines("warning"));

        // The service alone changes: it uses one more product.
        _ = workspace
            .Edit("Shop/Program.cs", "using Acme.Payments;", "using Acme.Payments;\nusing Acme.Stock;")
            .Edit("Shop/Program.cs", "builder.AddPaymentsApi();", "builder.AddPaymentsApi();\nbuilder.AddStockDb();")
            .Edit("Shop/Program.cs", "GetRequiredService<PaymentsApi>().Name", "GetRequiredService<PaymentsApi>().Name + host.Services.GetRequiredService<StockDb>().Name");
        build = await BuildAsync("--no-restore");
        Assert.Equal([Program + "(7): warning HLX6001"], JourneyTests.Found(build, workspace, "warning"));
        Assert.Contains("Shop uses stock-db and does not reference it: add .WithReference(builder.AddStockDb()) (stock-db 1.0.0, owner stock", Assert.Single(build.Lines("HLX6001")), StringComparison.Ordinal);

        // Whoever passes over the warning is stopped when the composition starts or is published.
        CommandResult refused = await RunAsync("refused.json");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("shop uses stock-db, which is not composed: add builder.AddStockDb() and .WithReference(...) to shop", refused.Output, StringComparison.Ordinal);

        async Task<CommandResult> BuildAsync(params string[] arguments) => (await workspace.BuildAsync("Shop.AppHost", Token, arguments)).ShouldSucceed();

        async Task<string> PublishAsync()
        {
            _ = (await RunAsync("manifest.json")).ShouldSucceed();
            return workspace.Read("manifest.json");
        }

        // Aspire keeps files of its own in the home directory.
        Task<CommandResult> RunAsync(string file) => CommandLine.RunAsync(
            workspace.PathOf(""), "dotnet",
            ["Shop.AppHost/bin/Debug/net10.0/Shop.AppHost.dll", "--operation", "publish", "--publisher", "manifest", "--output-path", workspace.PathOf(file)],
            Token, ("HOME", workspace.PathOf("home")));
    }
}
