using System.Text.Json;

namespace Helix.Analyzers.Tests;

/// <summary>The build files on the real build: which day dated rules go by, when the compiler runs again, and the log of facts.</summary>
public sealed class BuildTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("helix-build-").FullName;

    public BuildTests()
    {
        string files = Path.Combine(Sdk.Repository, "src", "Helix.Sdk", "buildTransitive");
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        // HelixInRepo: the rules come by path, as those of a package are not there.
        Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><HelixInRepo>true</HelixInRepo><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <Import Project="{files}/Helix.Sdk.props" />
              <ItemGroup>
                <Analyzer Include="{AppContext.BaseDirectory}Helix.Analyzers.dll;{AppContext.BaseDirectory}Helix.Manifests.dll;{AppContext.BaseDirectory}YamlDotNet.dll" />
                <HelixReferencedManifest Include="$(MSBuildProjectDirectory)/products/*.*" HelixOwnerAssembly="Acme.Products" HelixNamespace="Acme.Products" />
              </ItemGroup>
              <ItemGroup>
                <AssemblyAttribute Include="Helix.GoldenPathWaiverAttribute" Condition="'$(WithWaiver)' != ''"><_Parameter1>HLX2001</_Parameter1><Expires>$(WithWaiver)</Expires></AssemblyAttribute>
              </ItemGroup>
              <PropertyGroup><EnableDefaultHelixManifestItems>false</EnableDefaultHelixManifestItems></PropertyGroup>
              <Import Project="{files}/Helix.Sdk.targets" />
            </Project>
            """);
        Write("products/a.product.yaml", """
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: a }
            spec:
              kind: http
              version: 1.0.0
              owner: { team: t }
              lifecycle:
                stage: ga
                since: 2020-01-01
                deprecated: 2026-06-01
                retires: "2027-06-01"
                roadmap: [ { date: 2026-09-09, title: No threshold } ]
              config: { keys: { Day: { type: date, default: 2026-10-10 } } }
              goldenPath:
                banned:
                  - { id: x, assembly: A, symbols: ["T:X"], escalate: { warning: 2026-03-01, error: 2026-09-01 } }
                waivers: { maxDays: 90 }
            """);
        Write("products/b.product.json", """{ "apiVersion": "helix.dev/v1", "kind": "InfrastructureProduct", "metadata": { "name": "b" }, "spec": { "lifecycle": { "retires": "2028-02-29" } } }""");
        Write("Waived.cs", """
            class Waived { // [GoldenPathWaiver("HLX2001", Expires = "2027-01-31")]
            }
            """);
        Write("Other.cs", """class Other { const string Day = "2026-11-11"; }""");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Dated_rules_go_by_the_latest_threshold_that_has_come()
    {
        (string Calendar, string Expected)[] days =
        [
            ("20200101", "0001-01-01"), // nothing has passed yet
            ("20260301", "2026-03-01"), // an escalation to warning, on its day
            ("20260531", "2026-03-01"),
            ("20260601", "2026-06-01"), // deprecated
            ("20261015", "2026-09-01"), // an escalation to error; neither the roadmap nor a default is a threshold
            ("20261124", "2026-11-02"), // from 90 days before its end on a waiver is not too long; no day of a file without waivers
            ("20270131", "2027-01-31"), // the waiver's end
            ("20270601", "2027-06-01"), // retired
            ("20280301", "2028-02-29"), // a manifest in JSON
        ];
        _ = await MSBuildAsync("-t:Restore");
        foreach ((string calendar, string expected) in days)
        {
            string output = await MSBuildAsync("-t:_HelixSetToday", "-getProperty:HelixToday", "-p:_HelixCalendarDay=" + calendar);
            Assert.Equal((calendar, expected), (calendar, output.Trim()));
        }

        // A waiver that the project file has counts as one in a source file does; one without a readable day breaks no build.
        (string Calendar, string Waiver, string Expected)[] waivers =
        [
            ("20270301", "2027-02-15", "2027-02-15"), ("20270301", "2027-04-15", "2027-01-31"), ("20270301", "2027-05-15", "2027-02-14"), ("20270301", "15.02.2027", "2027-01-31"),
        ];
        foreach ((string calendar, string waiver, string expected) in waivers)
        {
            string output = await MSBuildAsync("-t:_HelixSetToday", "-getProperty:HelixToday", "-p:_HelixCalendarDay=" + calendar, "-p:WithWaiver=" + waiver);
            Assert.Equal((calendar, waiver, expected), (calendar, waiver, output.Trim()));
        }

        string pinned = await MSBuildAsync("-t:_HelixSetToday", "-p:HelixToday=2099-12-31");
        Assert.Contains("go by 2099-12-31, which is pinned", pinned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_after_midnight_compiles_nothing_and_one_after_a_threshold_does()
    {
        Write("products/http.kind.yaml", File.ReadAllText(Path.Combine(Sdk.Repository, "src", "Helix.Sdk.Http", "http.kind.yaml")));
        _ = await BuildAsync("20261124", "-restore");
        string assembly = Path.Combine(_folder, "obj", "Debug", "net10.0", "App.dll");
        DateTime first = File.GetLastWriteTimeUtc(assembly);

        _ = await BuildAsync("20261125");
        Assert.Equal(first, File.GetLastWriteTimeUtc(assembly));

        _ = await BuildAsync("20270131");
        Assert.NotEqual(first, File.GetLastWriteTimeUtc(assembly));

    }

    [Fact]
    public async Task A_build_in_CI_writes_the_log_and_one_at_a_desk_does_where_it_is_asked_to()
    {
        string log = Path.Combine(_folder, "obj", "Debug", "net10.0", "App.helix.sarif");
        _ = await BuildAsync("20261124", "-restore");
        Assert.False(File.Exists(log));

        _ = await BuildAsync("20261124", "-p:CI=true");
        Assert.Equal(["a", "b"], Facts(log));

        // The log is an output: one that is gone is written again.
        File.Delete(log);
        _ = await BuildAsync("20261124", "-p:HelixFacts=true");
        Assert.Equal(["a", "b"], Facts(log));

        // A log of the project's own is left alone, and none is written on top of it.
        File.Delete(log);
        string own = Path.Combine(_folder, "own.sarif");
        _ = await BuildAsync("20261124", "-p:HelixFacts=true", $"-p:ErrorLog={own}%2cversion=2.1", "-t:Rebuild");
        Assert.Equal(["a", "b"], Facts(own));
        Assert.False(File.Exists(log));

        _ = await BuildAsync("20261124", "-p:CI=true", "-p:HelixFacts=false", "-t:Rebuild");
        Assert.False(File.Exists(log));
    }

    [Fact]
    public async Task A_preset_reaches_the_compiler_and_a_mistyped_one_is_told()
    {
        Write("Bare.cs", "#pragma warning disable HLX2001\nclass Bare;");
        _ = await MSBuildAsync("-t:Restore");

        (int usual, string warned) = await Sdk.RunAsync(_folder, ["msbuild", "App.csproj", "-nologo", "-v:m"], TestContext.Current.CancellationToken);
        (int strict, string refused) = await Sdk.RunAsync(_folder, ["msbuild", "App.csproj", "-nologo", "-v:m", "-p:HelixPreset=strict"], TestContext.Current.CancellationToken);
        (int mistyped, string told) = await Sdk.RunAsync(_folder, ["msbuild", "App.csproj", "-nologo", "-v:m", "-p:HelixPreset=strikt"], TestContext.Current.CancellationToken);

        Assert.Equal((0, 1, 1), (usual, strict, mistyped));
        Assert.Contains("Bare.cs(1,25): warning HLX4004", warned, StringComparison.Ordinal);
        Assert.Contains("Bare.cs(1,25): error HLX4004", refused, StringComparison.Ordinal);
        Assert.Contains("HelixPreset is 'strikt'; the presets are recommended and strict.", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12", true)]
    [InlineData("7.3", true)]
    [InlineData("ISO-2", true)]
    [InlineData("13.0", false)]
    [InlineData("latest", false)]
    [InlineData("", false)]
    public async Task A_project_with_manifests_and_a_language_too_old_for_what_they_make_is_told_so(string version, bool isTooOld)
    {
        string[] check = ["msbuild", "App.csproj", "-nologo", "-v:m", "-t:_HelixCheckLanguage", "-p:EnableDefaultHelixManifestItems=true", "-p:LangVersion=" + version];
        (int code, string output) = await Sdk.RunAsync(_folder, check, TestContext.Current.CancellationToken);

        Assert.Equal(isTooOld ? 1 : 0, code);
        Assert.Equal(isTooOld, output.Contains($"error HELIX004: LangVersion of App.csproj is {version}, and what is generated from its manifests (a.product.yaml, b.product.json) is C# 13.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("App.vbproj")]
    [InlineData("App.fsproj")]
    public async Task A_project_of_another_language_with_manifests_is_told_that_nothing_comes_of_them(string project)
    {
        Write(project, File.ReadAllText(Path.Combine(_folder, "App.csproj")));
        (int code, string output) = await Sdk.RunAsync(
            _folder, ["msbuild", project, "-nologo", "-v:m", "-t:_HelixCheckLanguage", "-p:EnableDefaultHelixManifestItems=true"], TestContext.Current.CancellationToken);
        (int referenced, _) = await Sdk.RunAsync(_folder, ["msbuild", project, "-nologo", "-v:m", "-t:_HelixCheckLanguage"], TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), (code, referenced));
        // No log of facts is asked for, which their compilers would not write.
        (_, string log) = await Sdk.RunAsync(_folder, ["msbuild", project, "-nologo", "-t:_HelixLogFacts", "-p:HelixFacts=true", "-getProperty:ErrorLog"], TestContext.Current.CancellationToken);
        Assert.Equal("", log.Trim());
        Assert.Contains($"error HELIX003: {project} has manifests (a.product.yaml, b.product.json), and types are generated in C# alone.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app.MapGet(\"/\", (OrdersDb db) => db.Name);", true)]
    [InlineData("app.MapPost(\"/\", static async ([FromServices] Acme.OrdersDbSettings? settings, CancellationToken token) => await settings!.M(token));", true)]
    [InlineData("app.MapGet(\"/\", (string id,\n    PlainDb db) =>\n{\n});", true)]
    [InlineData("app.MapGet(\"/\", (FlowApi api) => 1);", true)]
    [InlineData("app.MapGet(\"/\", (Orders orders) => orders.All()); class Orders(OrdersDb db) { Orders Of(OrdersDb db) => this; }", false)]
    [InlineData("app.MapGet(\"/\", (Other o) => o.MyOrdersDb); services.AddSingleton((OrdersDbContext db) => 1);", false)]
    [InlineData("app.MapGet(\"/orders/{id}\",\n    async (int id, OrdersDb db) => db.Name);", true)]
    [InlineData("Use((OrdersDb db) => db.Name);", false)]
    [InlineData("app.MapGet(\"/\", () => 1); app.Use(\"a\", (OrdersDb db) => db.Name);", false)]
    [InlineData("// app.MapGet(\"/\", (OrdersDb db) => db.Name);", false)]
    public async Task A_handler_that_takes_a_product_of_the_same_project_is_told_why_that_does_not_compile(string code, bool isTold)
    {
        Write("own/orders-db.product.yaml", "# metadata\napiVersion: helix.dev/v1\nkind: InfrastructureProduct\nmetadata:\n  labels: { domain: a }\n  name: orders-db\n");
        Write("own/plain.product.json", """{ "apiVersion": "helix.dev/v1", "kind": "InfrastructureProduct", "metadata": { "name": "plain-db" } }""");
        Write("own/flow.product.yaml", "apiVersion: helix.dev/v1\nmetadata: { name: 'flow-api', description: x }\n");
        Write("own/not.product.yaml", "this is: [ not even YAML");
        Write("Handlers.cs", code);
        string[] check = ["msbuild", "App.csproj", "-nologo", "-v:m", "-t:_HelixCheckHandlers", "-p:EnableDefaultHelixManifestItems=true"];

        (int exit, string output) = await Sdk.RunAsync(_folder, [.. check, "-p:PublishAot=true"], TestContext.Current.CancellationToken);
        (int usual, _) = await Sdk.RunAsync(_folder, check, TestContext.Current.CancellationToken);

        Assert.Equal((isTold ? 1 : 0, 0), (exit, usual));
        Assert.Equal(isTold, output.Contains("Handlers.cs : error HELIX005: A handler takes a product of the project's own manifests", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_app_of_one_file_owns_the_manifests_beside_it_and_none_of_the_projects_below()
    {
        Write("beside.product.yaml", "apiVersion: helix.dev/v1");

        string[] all = ["a.product.yaml", "b.product.json", "beside.product.yaml"];
        Assert.Equal(all, await OwnedAsync());
        Assert.Equal(["beside.product.yaml"], await OwnedAsync("-p:FileBasedProgram=true"));

        async Task<string[]> OwnedAsync(params string[] arguments)
        {
            string output = await MSBuildAsync(["-getItem:HelixManifest", "-p:EnableDefaultHelixManifestItems=true", .. arguments]);
            using JsonDocument items = JsonDocument.Parse(output);
            return [.. items.RootElement.GetProperty("Items").GetProperty("HelixManifest").EnumerateArray().Select(static item => Path.GetFileName(item.GetProperty("Identity").GetString()!)).Order(StringComparer.Ordinal)];
        }
    }

    private Task<string> BuildAsync(string calendar, params string[] arguments) => MSBuildAsync(["-v:m", "-p:_HelixCalendarDay=" + calendar, .. arguments]);

    private async Task<string> MSBuildAsync(params string[] arguments)
    {
        (int code, string output) = await Sdk.RunAsync(_folder, ["msbuild", "App.csproj", "-nologo", .. arguments], TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
        return output;
    }

    private static IEnumerable<string?> Facts(string log)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(log));
        return
        [
            .. document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(static result => result.GetProperty("ruleId").GetString() == "HLX9001")
                .Select(static result => result.GetProperty("properties").GetProperty("customProperties").GetProperty("helix.product").GetString())
                .Order(StringComparer.Ordinal),
        ];
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
