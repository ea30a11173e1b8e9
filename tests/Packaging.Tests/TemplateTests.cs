namespace Helix.Packaging.Tests;

/// <summary>Each template, made, built and used as its README says. helix-app and helix-products are in <see cref="JourneyTests"/>.</summary>
public sealed class TemplateTests(PackageFeed feed)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_team_makes_a_kind_of_its_own_and_a_product_of_it()
    {
        Workspace workspace = feed.CreateWorkspace("kind", bare: true);
        await workspace.NewAsync(Token, "helix-kind", "-n", "Acme.Kinds", "--kind", "mail-relay");
        CommandResult packed = (await feed.PackAsync(workspace.PathOf("Acme.Kinds/Acme.Kinds.csproj"), Token)).ShouldSucceed();
        Assert.Empty(packed.Lines("warning"));
        Assert.Equal(
            ["Acme.Kinds.nuspec", "README.md", "buildTransitive/net10.0/Acme.Kinds.props", "helix/mail-relay.kind.yaml", "lib/net10.0/Acme.Kinds.dll", "lib/net10.0/Acme.Kinds.xml"],
            new PackageFile(Path.Combine(feed.Packages, "Acme.Kinds.1.0.0.nupkg")).Entries);

        _ = workspace.WriteProject(
                "Use",
                "<PackageReference Include=\"Acme.Kinds\" Version=\"1.0.0\" /><PackageReference Include=\"Microsoft.Extensions.Hosting\" Version=\"10.0.*\" />",
                "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings>")
            .Write("Use/office-relay.product.yaml", """
                apiVersion: helix.dev/v1
                kind: InfrastructureProduct
                metadata: { name: office-relay, description: Relays mail of the office. }
                spec:
                  kind: mail-relay
                  kindPackage: Acme.Kinds
                  version: 1.0.0
                  owner: { team: my-team }
                  lifecycle: { stage: ga, since: 2026-01-01 }
                """)
            .Write("Use/Program.cs", """
                using System.Net;
                using System.Net.Sockets;
                using Microsoft.Extensions.DependencyInjection;
                using Microsoft.Extensions.Hosting;
                using Use;
                using var server = new TcpListener(IPAddress.Loopback, 0);
                server.Start();
                var builder = Host.CreateApplicationBuilder(["--Helix:OfficeRelay:Host=127.0.0.1", $"--Helix:OfficeRelay:Port={((IPEndPoint)server.LocalEndpoint).Port}"]);
                builder.AddOfficeRelay();
                using var host = builder.Build();
                await host.StartAsync();
                using var client = await host.Services.GetRequiredService<OfficeRelay>().ConnectAsync();
                using var raw = new TcpClient("127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port);
                Console.WriteLine($"{OfficeRelay.Product} connected: {client.Connected}");
                """);
        CommandResult build = (await workspace.BuildAsync("Use", Token)).ShouldSucceed();
        Assert.Equal(["Use/Program.cs(13): warning HLX2001"], JourneyTests.Found(build, workspace, "warning"));
        _ = Assert.Single((await workspace.RunAsync("Use", Token)).ShouldSucceed().Lines("office-relay 1.0.0 connected: True"));
    }

    [Fact]
    public async Task An_app_of_odd_settings_in_an_odd_folder_builds_without_a_warning_and_runs()
    {
        Workspace workspace = feed.CreateWorkspace("Größe und Maß", bare: true);
        // No implicit usings, no nullable context, the compiler's default language version, and a namespace of keywords and umlauts.
        _ = workspace.WriteProject(
                "Kleine App",
                $"<PackageReference Include=\"Helix.Sdk.Sqlite\" Version=\"{PackageFeed.Version}\" /><PackageReference Include=\"Microsoft.Extensions.Hosting\" Version=\"10.0.*\" />",
                "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><RootNamespace>Läden.class.event</RootNamespace><AssemblyName>laden</AssemblyName><TreatWarningsAsErrors>true</TreatWarningsAsErrors>")
            .Write("Kleine App/Produkte/lager-db.product.yaml", """
                apiVersion: helix.dev/v1
                kind: InfrastructureProduct
                metadata: { name: lager-db, description: "Bestände – <alle> & jede." }
                spec:
                  kind: sqlite
                  version: 1.0.0
                  owner: { team: lager }
                  lifecycle: { stage: ga, since: 2026-01-01 }
                  config:
                    keys:
                      DataSource: { default: lager.db }
                      Zeichen: { type: string, default: "äöü ß", description: Zeichen. }
                """)
            .Write("Kleine App/Program.cs", """
                using System;
                using Läden.@class.@event;
                using Microsoft.Extensions.DependencyInjection;
                using Microsoft.Extensions.Hosting;

                Console.OutputEncoding = System.Text.Encoding.UTF8;
                var builder = Host.CreateApplicationBuilder(args);
                builder.AddLagerDb();
                using var host = builder.Build();
                await host.StartAsync();
                await using var connection = await host.Services.GetRequiredService<LagerDb>().OpenConnectionAsync();
                Console.WriteLine($"{connection.State} {host.Services.GetRequiredService<LagerDbSettings>().Zeichen}");
                """);
        string project = Path.Combine("Kleine App", "Kleine App.csproj");

        // A compiler that is too old is told once, in words, before anything else fails.
        CommandResult old = await workspace.BuildAsync(project, Token, "-p:CompilerApiVersion=roslyn4.14");
        Assert.NotEqual(0, old.ExitCode);
        string told = Assert.Single(old.Lines("error "));
        Assert.Contains("error HELIX002: The C# compiler of this build is Roslyn 4.14", told, StringComparison.Ordinal);
        Assert.Contains("Helix needs 5.0 or later: .NET SDK 10.0.100 or later, or Visual Studio 2026.", told, StringComparison.Ordinal);

        CommandResult build = (await workspace.BuildAsync(project, Token, "--no-restore")).ShouldSucceed();
        Assert.Empty(build.Lines("warning"));
        CommandResult run = await CommandLine.RunAsync(workspace.PathOf("Kleine App"), "dotnet", [Path.Combine("bin", "Debug", "net10.0", "laden.dll")], Token);
        _ = Assert.Single(run.ShouldSucceed().Lines("Open äöü ß"));
    }
}
