namespace Helix.Analyzers.Tests;

/// <summary>How what a service uses travels to the app host's compiler, on the real build: services and app host as projects.</summary>
public sealed class CompositionBuildTests : IDisposable
{
    private const string Uses = "System.Console.WriteLine(new Acme.Library.Reports().ToString());";

    private readonly string _folder = Directory.CreateTempSubdirectory("helix-composition-").FullName;

    public CompositionBuildTests()
    {
        string files = Path.Combine(Sdk.Repository, "src", "Helix.Sdk", "buildTransitive");
        string manifests = Path.Combine(AppContext.BaseDirectory, "Products", "notes-db.product.yaml") + ";" + Path.Combine(AppContext.BaseDirectory, "Kinds", "sqlite.kind.yaml");
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("Acme.Products/Acme.Products.csproj", Project("", ""));
        Write("Acme.Products/NotesDb.cs", "namespace Acme.Notes { public sealed class NotesDb; }");
        Write("Library/Library.csproj", Project("", """<ProjectReference Include="../Acme.Products/Acme.Products.csproj" />"""));
        Write("Library/Reports.cs", "namespace Acme.Library { public sealed class Reports; }");
        Write("Shop/Shop.csproj", Helix("", """<ProjectReference Include="../Acme.Products/Acme.Products.csproj;../Library/Library.csproj" />"""));
        Write("Shop/Program.cs", Uses);
        Write("AppHost/AppHost.csproj", Helix(
            "<HelixAppHost>true</HelixAppHost><HelixAspireHosting>true</HelixAspireHosting>",
            """<ProjectReference Include="../Shop/Shop.csproj" ReferenceOutputAssembly="false" />"""));
        Write("AppHost/Around.cs", $$"""
            namespace Aspire.Hosting
            {
                public sealed class Builder;
                public sealed class Resource;
                public static class Extensions
                {
                    public static IResourceBuilder AddProject<T>(this Builder builder, string name) => new();
                    public static IResourceBuilder WithReference(this IResourceBuilder builder, IResourceBuilder source) => builder;
                }
                public sealed class IResourceBuilder;
                internal static class NotesDbAppHost { internal static IResourceBuilder AddNotesDb(this Builder builder) => new(); }
            }
            namespace Projects { public sealed class Shop { public string ProjectPath => "{{Path.Combine(_folder, "Shop", "Shop.csproj")}}"; } }
            """);
        Compose("builder.AddProject<Projects.Shop>(\"shop\");");

        string Project(string properties, string items) => $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """;

        string Helix(string properties, string items) => $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><HelixInRepo>true</HelixInRepo>
                <EnableDefaultHelixManifestItems>false</EnableDefaultHelixManifestItems>
                {properties}
              </PropertyGroup>
              <Import Project="{files}/Helix.Sdk.props" />
              <ItemGroup>
                {items}
                <Analyzer Include="{AppContext.BaseDirectory}Helix.Analyzers.dll;{AppContext.BaseDirectory}Helix.Manifests.dll;{AppContext.BaseDirectory}YamlDotNet.dll" />
                <HelixReferencedManifest Include="{manifests}" HelixOwnerAssembly="Acme.Products" />
              </ItemGroup>
              <Import Project="{files}/Helix.Sdk.targets" />
            </Project>
            """;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_app_host_is_judged_by_what_its_services_use_now()
    {
        _ = await BuildAsync("-t:Restore");
        Assert.DoesNotContain("HLX6001", await BuildAsync(), StringComparison.Ordinal);

        // A change in a library of the service alone, then in the app host alone, then in the service alone.
        Write("Library/Reports.cs", "namespace Acme.Library { public sealed class Reports { public Acme.Notes.NotesDb? Db; } }");
        Assert.Contains("Program.cs(3,1): warning HLX6001: Shop uses notes-db and does not reference it: add .WithReference(builder.AddNotesDb())", await BuildAsync(), StringComparison.Ordinal);
        Compose("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb());");
        Assert.DoesNotContain("HLX6001", await BuildAsync(), StringComparison.Ordinal);

        Compose("builder.AddProject<Projects.Shop>(\"shop\");");
        Write("Library/Reports.cs", "namespace Acme.Library { public sealed class Reports; }");
        Write("Shop/Program.cs", "System.Console.WriteLine(typeof(Acme.Notes.NotesDb));");
        Assert.Contains("HLX6001", await BuildAsync(), StringComparison.Ordinal);
        Write("Shop/Program.cs", Uses);
        Assert.DoesNotContain("HLX6001", await BuildAsync(), StringComparison.Ordinal);

        // Where nothing has changed, nothing is compiled; and a design-time build builds no service.
        Assert.DoesNotContain("csc", await BuildAsync("-v:d", "-clp:ShowCommandLine"), StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder, "Shop", "obj", "Debug", "net10.0", "Shop.dll"));
        _ = await BuildAsync("-t:_HelixCollectUses", "-p:DesignTimeBuild=true", "-p:BuildProjectReferences=false");
        Assert.False(File.Exists(Path.Combine(_folder, "Shop", "obj", "Debug", "net10.0", "Shop.dll")));
    }

    private async Task<string> BuildAsync(params string[] arguments)
    {
        (int code, string output) = await Sdk.RunAsync(_folder, ["msbuild", "AppHost/AppHost.csproj", "-nologo", "-v:m", .. arguments], TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
        return output;
    }

    private void Compose(string code) => Write("AppHost/Program.cs", "using Aspire.Hosting;\nvar builder = new Builder();\n" + code + "\n");

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);

        // Builds compare times; two writes within one tick of the file system's clock look like one.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
    }
}
