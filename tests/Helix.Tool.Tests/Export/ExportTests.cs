using System.Collections.Immutable;
using Helix.Tool.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Workspace = Helix.Tool.Tests.Harness.Workspace;

namespace Helix.Tool.Tests.Export;

/// <summary>Each export by the rules of its own format, written down here from the format's specification.</summary>
public sealed class ExportTests : IDisposable
{
    private const string ObjectName = "([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]";
    private const string DnsLabel = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private const string DnsName = DnsLabel + "(\\." + DnsLabel + ")*";
    private const string LabelName = "(" + DnsName + "/)?" + ObjectName;

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    /// <summary>The entity envelope of Backstage's catalog model, and the required fields of Component and Resource.</summary>
    [Fact]
    public async Task Backstage_entities_keep_the_envelope_of_the_catalog_model()
    {
        IReadOnlyList<ExportedYaml> entities = ExportedYaml.Documents(await ExportAsync("backstage", "--namespace", "platform"));

        Assert.Equal(6, entities.Count);
        var names = new HashSet<string>();
        foreach (ExportedYaml entity in entities)
        {
            _ = entity.Only("apiVersion", "kind", "metadata", "spec").Text("apiVersion", "backstage\\.io/v1alpha1");
            string kind = entity.Text("kind", "Component|Resource");
            ExportedYaml metadata = entity.Map("metadata");
            string name = metadata.Text("name", ObjectName);
            Assert.True(names.Add(kind + name));
            Assert.Equal("platform", metadata.Text("namespace", DnsLabel));
            if (metadata.Has("labels"))
            {
                ExportedYaml labels = metadata.Map("labels");
                Assert.All(labels.Names, label => Assert.Matches($"^{LabelName}$", label));
                Assert.All(labels.Names, label => labels.Text(label, ObjectName));
            }

            ExportedYaml annotations = metadata.Map("annotations");
            Assert.All(annotations.Names, annotation => Assert.Matches($"^{LabelName}$", annotation));
            Assert.All(annotations.Names, annotation => annotations.Text(annotation));
            Assert.All(metadata.Texts("tags"), static tag => Assert.Matches("^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$", tag));
            if (metadata.Has("links"))
            {
                Assert.All(metadata.Maps("links"), static link => Assert.True(Uri.TryCreate(link.Only("url", "title", "icon", "type").Text("url"), UriKind.Absolute, out _)));
            }

            ExportedYaml spec = entity.Map("spec").Only("type", "owner", "lifecycle", "system", "dependsOn", "providesApis");
            _ = spec.Text("type", ".+");
            _ = spec.Text("owner", "group:" + ObjectName);
            Assert.Equal(kind == "Component", spec.Has("lifecycle"));
            if (spec.Has("dependsOn"))
            {
                Assert.All(spec.Texts("dependsOn"), reference => Assert.Contains(reference, entities.Select(static e => $"{e.Text("kind").ToLowerInvariant()}:{e.Map("metadata").Text("name")}")));
            }
        }

        ExportedYaml payments = entities.Single(static e => e.Map("metadata").Text("name") == "payments-api");
        Assert.Equal("Component service production", $"{payments.Text("kind")} {payments.Map("spec").Text("type")} {payments.Map("spec").Text("lifecycle")}");
        ExportedYaml odd = entities.Single(static e => e.Map("metadata").Text("name") == "odd-db");
        Assert.Equal("group:Team-O-Brien", odd.Map("spec").Text("owner"));
        Assert.Equal("yes", odd.Map("metadata").Map("labels").Text("on"));
    }

    /// <summary>The JSON Schema of Score v1b1.</summary>
    [Fact]
    public async Task A_score_workload_keeps_the_schema_of_v1b1()
    {
        ExportedYaml workload = Assert.Single(ExportedYaml.Documents(await ExportAsync("score", "--workload", "shop")));

        _ = workload.Only("apiVersion", "metadata", "service", "containers", "resources").Text("apiVersion", "score\\.dev/v1b1");
        Assert.Equal("shop", workload.Map("metadata").Text("name", DnsLabel));
        ExportedYaml resources = workload.Map("resources");
        Assert.Equal(["notes-api", "orders-db", "payments-api", "uses-db"], resources.Names);
        foreach (string name in resources.Names)
        {
            ExportedYaml resource = resources.Map(name).Only("type", "class", "id", "metadata", "params");
            _ = resource.Text("type", "[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]");
            ExportedYaml annotations = resource.Map("metadata").Map("annotations");
            Assert.All(annotations.Names, annotation => annotations.Text(annotation));
        }

        ExportedYaml container = workload.Map("containers").Map("main").Only("image", "command", "args", "variables", "files", "volumes", "resources", "livenessProbe", "readinessProbe");
        Assert.Equal(".", container.Text("image"));
        ExportedYaml variables = container.Map("variables");
        Assert.All(variables.Names, variable => Assert.Contains(variables.Text(variable, "\\$\\{resources\\.[a-z0-9-]+\\.[a-z_]+\\}").Split('.')[1], resources.Names));
        Assert.Equal("${resources.orders-db.name}", variables.Text("Helix__OrdersDb__Database"));
        Assert.Equal("postgres", resources.Map("orders-db").Text("type"));
        // One way to sign in, the one that the product insists on.
        Assert.Equal(["Helix__PaymentsApi__BaseAddress", "Helix__PaymentsApi__ApiKey"], variables.Names.Where(static v => v.Contains("PaymentsApi", StringComparison.Ordinal)));
    }

    /// <summary>Service Binding Specification for Kubernetes 1.1: Secrets of type servicebinding.io/…, and ServiceBinding v1.</summary>
    [Fact]
    public async Task Service_bindings_keep_the_specification_and_hold_no_value()
    {
        IReadOnlyList<ExportedYaml> documents = ExportedYaml.Documents(await ExportAsync("servicebinding", "--workload", "shop"));

        Assert.Equal(0, documents.Count % 2);
        for (int i = 0; i < documents.Count; i += 2)
        {
            ExportedYaml secret = documents[i].Only("apiVersion", "kind", "metadata", "type", "stringData");
            Assert.Equal("v1 Secret", $"{secret.Text("apiVersion")} {secret.Text("kind")}");
            string name = secret.Map("metadata").Text("name", DnsName);
            ExportedYaml data = secret.Map("stringData");
            Assert.Equal("servicebinding.io/" + data.Text("type"), secret.Text("type"));
            Assert.All(data.Names, entry => Assert.Matches("^[A-Za-z0-9_.-]{1,253}$", entry));
            Assert.All(data.Names.Except(["type", "provider"]), entry => data.Text(entry, "\\$\\{[A-Z][A-Z0-9_]*\\}"));

            ExportedYaml binding = documents[i + 1].Only("apiVersion", "kind", "metadata", "spec");
            Assert.Equal("servicebinding.io/v1 ServiceBinding", $"{binding.Text("apiVersion")} {binding.Text("kind")}");
            ExportedYaml spec = binding.Map("spec").Only("name", "type", "provider", "workload", "service", "env");
            // The directory is named by spec.name: the product's settings look for their own name.
            Assert.Equal(name, spec.Text("name", DnsLabel));
            Assert.Equal(data.Text("type"), spec.Text("type"));
            Assert.Equal("v1 Secret " + name, string.Join(' ', spec.Map("service").Only("apiVersion", "kind", "name").Text("apiVersion"), spec.Map("service").Text("kind"), spec.Map("service").Text("name")));
            Assert.Equal("apps/v1 Deployment shop", string.Join(' ', spec.Map("workload").Text("apiVersion"), spec.Map("workload").Text("kind"), spec.Map("workload").Text("name")));
        }
    }

    /// <summary>CompositeResourceDefinition of apiextensions.crossplane.io/v1, and structural schemas of Kubernetes.</summary>
    [Fact]
    public async Task Crossplane_definitions_and_claims_fit_each_other()
    {
        IReadOnlyList<ExportedYaml> documents = ExportedYaml.Documents(await ExportAsync("crossplane", "--group", "acme.example"));

        for (int i = 0; i < documents.Count; i += 2)
        {
            ExportedYaml definition = documents[i].Only("apiVersion", "kind", "metadata", "spec");
            Assert.Equal("apiextensions.crossplane.io/v1 CompositeResourceDefinition", $"{definition.Text("apiVersion")} {definition.Text("kind")}");
            ExportedYaml spec = definition.Map("spec").Only("group", "names", "claimNames", "connectionSecretKeys", "versions");
            string plural = spec.Map("names").Text("plural", "[a-z][a-z0-9]{0,62}");
            Assert.Equal($"{plural}.{spec.Text("group", DnsName)}", definition.Map("metadata").Text("name"));
            _ = spec.Map("names").Text("kind", "[A-Z][A-Za-z0-9]{0,62}");
            Assert.NotEqual(plural, spec.Map("claimNames").Text("plural"));
            ExportedYaml version = Assert.Single(spec.Maps("versions")).Only("name", "served", "referenceable", "schema");
            Assert.True(version.Bool("served") && version.Bool("referenceable"));
            ExportedYaml schema = version.Map("schema").Map("openAPIV3Schema");
            Assert.Equal("object", schema.Text("type"));
            ExportedYaml parameters = schema.Map("properties").Map("spec").Map("properties").Map("parameters");
            Assert.Equal("object", parameters.Text("type"));

            ExportedYaml claim = documents[i + 1].Only("apiVersion", "kind", "metadata", "spec");
            Assert.Equal($"acme.example/{version.Text("name", "v[1-9][0-9]*((alpha|beta)[1-9][0-9]*)?")}", claim.Text("apiVersion"));
            Assert.Equal(spec.Map("claimNames").Text("kind"), claim.Text("kind"));
            _ = claim.Map("spec").Map("writeConnectionSecretToRef").Text("name", DnsName);
            if (claim.Map("spec").Has("parameters"))
            {
                Assert.Contains(claim.Map("spec").Map("parameters").Text("plan"), parameters.Map("properties").Map("plan").Texts("enum"));
            }
        }

        ExportedYaml orders = documents.First(static d => d.Map("metadata").Text("name").Contains("ordersdb", StringComparison.Ordinal));
        Assert.Equal("v2", orders.Map("spec").Maps("versions")[0].Text("name"));
        Assert.Contains("password", orders.Map("spec").Texts("connectionSecretKeys"));
    }

    [Fact]
    public async Task The_real_analyzer_finds_what_the_exported_symbols_ban()
    {
        string symbols = await ExportAsync("bannedsymbols");
        var compilation = CSharpCompilation.Create(
            "App",
            [
                CSharpSyntaxTree.ParseText("""
                    using Npgsql;
                    class C
                    {
                        object Raw() => new NpgsqlConnection("Host=x");
                        object Import(NpgsqlConnection connection) => connection.BeginTextImport("copy");
                        object Source() => NpgsqlDataSource.Create("Host=x");
                        object Fine(NpgsqlDataSource source) => source.CreateCommand();
                    }
                    """, cancellationToken: TestContext.Current.CancellationToken),
            ],
            [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(Npgsql.NpgsqlConnection).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary));

        ImmutableArray<Diagnostic> found = await compilation
            .WithAnalyzers(BannedApiAnalyzers(), new AnalyzerOptions([new SymbolsFile(symbols)]))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(found, static d => d.Id is "RS0031" or "AD0001");
        Assert.Equal([3, 4, 5], found.Where(static d => d.Id == "RS0030").Select(static d => d.Location.GetLineSpan().StartLinePosition.Line).Order());
        Assert.Contains(found, static d => d.GetMessage(null).Contains("inject OrdersDb or UsesDb and use OpenConnectionAsync", StringComparison.Ordinal));
        Assert.Contains(found, static d => d.GetMessage(null).Contains("lost a night of orders in 2025 (orders-db, owner data-platform; allowed in *.Migrations)", StringComparison.Ordinal));
        Assert.Contains("// BannedApiAnalyzers finds no indexer; Helix does: P:Microsoft.Extensions.Configuration.IConfiguration.Item(System.String)\n", symbols, StringComparison.Ordinal);
        Assert.DoesNotContain("P:A.B.Quiet", symbols, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_is_written_as_three_files()
    {
        _ = (await _work.RunAsync(["export", "compose", .. Sources(), "-o", "local"])).ShouldEndWith(0);

        Assert.Equal([".env.example", "compose.yaml", "products.env"], Directory.EnumerateFiles(_work.File("local")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("image: postgres:17", _work.Read("local/compose.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_written_for_the_products_that_are_asked_for()
    {
        _ = (await _work.RunAsync(["export", "backstage", .. Sources(), "--product", "orders-db", "-o", "catalog-info.yaml"])).ShouldEndWith(0);

        Assert.Equal("orders-db", Assert.Single(ExportedYaml.Documents(_work.Read("catalog-info.yaml"))).Map("metadata").Text("name"));
        CallResult result = (await _work.RunAsync(["export", "score", .. Sources(), "--product", "order-db"])).ShouldEndWith(2);
        Assert.Equal("helix: 'order-db' is no product of the manifests; did you mean 'orders-db'?\n", result.Error);
        _ = (await _work.RunAsync(["export", "crossplane", .. Sources(), "--group", "Acme"])).ShouldEndWith(2);
    }

    private async Task<string> ExportAsync(string format, params string[] options) =>
        (await _work.RunAsync(["export", format, .. Sources(), .. options])).ShouldEndWith(0).Output;

    /// <summary>The samples, and products whose texts are hard to write.</summary>
    private string[] Sources()
    {
        _ = _work.Write("odd/odd-db.product.yaml", """
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: odd-db, displayName: "null", description: "key: value # - \"quoted\"\nand 'more'", labels: { "on": "yes", version: "1.10" } }
            spec:
              kind: sqlite
              version: 1.10.0
              owner: { team: "Team O'Brien" }
              lifecycle: { stage: ga, since: 2026-01-01 }
              goldenPath:
                banned:
                  - { id: indexer, assembly: Microsoft.Extensions.Configuration.Abstractions, symbols: ["P:Microsoft.Extensions.Configuration.IConfiguration.Item(System.String)"] }
                  - { id: quiet, assembly: A, symbols: ["P:A.B.Quiet"], severity: none }
            """);
        _ = _work.Write("odd/uses-db.product.yaml", """
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: uses-db }
            spec:
              kind: postgresql
              version: 0.1.0
              owner: { team: t }
              lifecycle: { stage: experimental }
              plans: { "12": { default: true, limits: { size: 1 } } }
              dependsOn: [ { product: payments-api }, { product: orders-db } ]
            """);
        return [.. Samples.Products, "odd"];
    }

    private static ImmutableArray<DiagnosticAnalyzer> BannedApiAnalyzers()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "BannedApi");
        return new AnalyzerFileReference(Path.Combine(folder, "Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.dll"), new Loader(folder)).GetAnalyzers(LanguageNames.CSharp);
    }

    private sealed class Loader(string folder) : IAnalyzerAssemblyLoader
    {
        private readonly System.Runtime.Loader.AssemblyLoadContext _context = Context(folder);

        public void AddDependencyLocation(string fullPath)
        {
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => _context.LoadFromAssemblyPath(fullPath);

        private static System.Runtime.Loader.AssemblyLoadContext Context(string folder)
        {
            var context = new System.Runtime.Loader.AssemblyLoadContext("banned");
            context.Resolving += (current, name) => File.Exists(Path.Combine(folder, name.Name + ".dll")) ? current.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll")) : null;
            return context;
        }
    }

    private sealed class SymbolsFile(string text) : AdditionalText
    {
        public override string Path => "BannedSymbols.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
