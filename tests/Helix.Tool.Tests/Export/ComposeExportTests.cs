using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Helix.Manifests;
using Helix.Testing;
using Helix.Tool.Export.Compose;
using Helix.Tool.Inputs;
using YamlDotNet.Serialization;

namespace Helix.Tool.Tests.Export;

/// <summary>The exported files are read again and checked as <c>docker compose config</c> does: references, ports, health checks, variables.</summary>
public sealed partial class ComposeExportTests
{
    [Fact]
    public void The_products_of_acme_are_exported_as_reviewed()
    {
        ComposeExport export = Export([.. Acme()]);

        ShouldHoldTogether(export);
        Golden.Verify("acme.compose.yaml", export.Compose);
        Golden.Verify("acme.products.env", export.AppEnvironment);
        Golden.Verify("acme.env.example", export.Variables);
    }

    [Fact]
    public void Each_form_is_exported_or_said_to_be_left_out()
    {
        ComposeExport export = Export(
            Product("one-db", "dependsOn: [ { product: two-db }, { product: elsewhere } ]"),
            Product("two-db", """
                config: { keys: { Motto: { type: string, required: true, description: What it says. } } }
                  local: { container: { image: postgres, tag: "17", port: 5432, env: { POSTGRES_PASSWORD: "{Password}", COST: "5$ a # day", FLAG: "yes" }, args: [-c, 'search_path="$user"'] } }
                """),
            Product("run-db", "local: { executable: { command: postgres, port: 5432, env: { PGPASSWORD: '{Password}' } } }"),
            Product("far-db", "local: { embedded: part }"),
            Product("web-api", "local: { container: { image: web, port: 8080 }, health: { http: \"/it's/$ok\" } }", "http"),
            Product("far-api", "", "http"));

        ShouldHoldTogether(export);
        Golden.Verify("forms.compose.yaml", export.Compose);
        Golden.Verify("forms.products.env", export.AppEnvironment);
        Assert.Equal(["far-api", "far-db", "run-db"], export.Notes.Select(static note => note.Split(' ')[0]));
        Assert.All(export.Notes, note => Assert.Contains("# " + note + ".", export.Compose, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_servers_of_one_port_get_two_ports_on_the_machine()
    {
        ComposeExport export = Export(Product("a-db"), Product("b-db"), Product("c-db"));

        string[] ports = [.. Services(export).Values.Select(static service => (string)((List<object>)service["ports"])[0])];
        Assert.Equal(
            ["127.0.0.1:${A_DB_LOCAL_PORT:-5432}:5432", "127.0.0.1:${B_DB_LOCAL_PORT:-5433}:5432", "127.0.0.1:${C_DB_LOCAL_PORT:-5434}:5432"], ports);
    }

    [Fact]
    public void A_circle_of_dependencies_is_refused() =>
        Assert.StartsWith(
            "The products depend on each other: a-db -> b-db -> a-db",
            Assert.Throws<ArgumentException>(() => Export(Product("a-db", "dependsOn: [ { product: b-db } ]"), Product("b-db", "dependsOn: [ { product: a-db } ]"))).Message,
            StringComparison.Ordinal);

    /// <summary>What Compose itself would refuse, and what would fail only when it starts.</summary>
    private static void ShouldHoldTogether(ComposeExport export)
    {
        Dictionary<string, Dictionary<string, object>> services = Services(export);
        Assert.NotEmpty(services);
        var document = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(export.Compose);
        IEnumerable<string> volumes = document.TryGetValue("volumes", out object? all) ? ((Dictionary<object, object>)all).Keys.Cast<string>() : [];
        var published = new HashSet<string>();
        foreach ((string name, Dictionary<string, object> service) in services)
        {
            Assert.Matches("^[a-z0-9][a-z0-9-]*$", name);
            Assert.False(string.IsNullOrEmpty((string)service["image"]), name);
            foreach (object port in Items(service, "ports"))
            {
                Match match = PortMapping().Match((string)port);
                Assert.True(match.Success, $"{name}: {port}");
                Assert.InRange(int.Parse(match.Groups["target"].Value, CultureInfo.InvariantCulture), 1, 65535);
                Assert.True(published.Add(match.Groups["local"].Value), $"{name}: port {match.Groups["local"].Value} is published twice");
            }

            foreach (object volume in Items(service, "volumes"))
            {
                string[] parts = ((string)volume).Split(':');
                Assert.Contains(parts[0], volumes);
                Assert.StartsWith("/", parts[1], StringComparison.Ordinal);
            }

            if (service.TryGetValue("healthcheck", out object? health))
            {
                var check = (Dictionary<object, object>)health;
                var test = (List<object>)check["test"];
                Assert.Contains(test[0], new object[] { "CMD", "CMD-SHELL" });
                Assert.True(test.Count > 1, name);
                Assert.All(new[] { "interval", "timeout", "start_period" }, key => Assert.Matches("^[0-9]+s$", (string)check[key]));
            }

            foreach ((object other, object condition) in service.TryGetValue("depends_on", out object? after) ? (Dictionary<object, object>)after : [])
            {
                Assert.True(services.TryGetValue((string)other, out Dictionary<string, object>? dependency), $"{name} depends on {other}, which is no service");
                Assert.True(
                    (string)((Dictionary<object, object>)condition)["condition"] == (dependency.ContainsKey("healthcheck") ? "service_healthy" : "service_started"), $"{name} waits for {other}");
            }
        }

        HashSet<string> known = [.. EnvironmentLine().Matches(export.Variables).Select(static match => match.Groups[1].Value)];
        foreach (Match variable in RequiredVariable().Matches(export.Compose + export.AppEnvironment))
        {
            Assert.Contains(variable.Groups[1].Value, known);
        }
    }

    private static IEnumerable<object> Items(Dictionary<string, object> service, string name) => service.TryGetValue(name, out object? items) ? (List<object>)items : [];

    private static Dictionary<string, Dictionary<string, object>> Services(ComposeExport export) =>
        ((Dictionary<object, object>)new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(export.Compose)["services"]).ToDictionary(
            static pair => (string)pair.Key, static pair => ((Dictionary<object, object>)pair.Value).ToDictionary(static p => (string)p.Key, static p => p.Value));

    private static ComposeExport Export(params (string Path, string Text)[] manifests)
    {
        ManifestSet set = ManifestSet.Of([.. manifests.Select(static m => ManifestReader.Read(m.Path, m.Text))], BuiltInKinds.All, TestContext.Current.CancellationToken);
        return ComposeExport.Of(set.Products.Select(static product => LocalPlanner.Plan(product.Contract)));
    }

    private static (string Path, string Text) Product(string name, string extra = "", string kind = "postgresql") => (name + ".product.yaml",
        $$"""
        apiVersion: helix.dev/v1
        kind: InfrastructureProduct
        metadata: { name: {{name}} }
        spec:
          kind: {{kind}}
          version: 1.0.0
          owner: { team: test }
          lifecycle: { stage: ga }
          {{extra}}
        """);

    private static IEnumerable<(string Path, string Text)> Acme([CallerFilePath] string caller = "") =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "..", "samples", "Acme.Products"), "*.product.yaml", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static file => (file, File.ReadAllText(file)))
            .Where(static file => BuiltInKinds.All.Any(kind => file.Item2.Contains($"kind: {kind.Manifest.Name}\n", StringComparison.Ordinal)));

    [GeneratedRegex(@"^127\.0\.0\.1:\$\{[A-Z0-9_]+:-(?<local>[0-9]+)\}:(?<target>[0-9]+)$")]
    private static partial Regex PortMapping();

    [GeneratedRegex(@"(?<!\$)\$\{([A-Z0-9_]+):\?")]
    private static partial Regex RequiredVariable();

    [GeneratedRegex("^([A-Z0-9_]+)=", RegexOptions.Multiline)]
    private static partial Regex EnvironmentLine();
}
