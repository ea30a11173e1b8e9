using Helix.Testing;

namespace Helix.Manifests.Tests.Local;

public sealed class LocalPlanTests
{
    /// <summary>What ships, and a product of each form that no sample has.</summary>
    public static TheoryData<string> Products =>
        [.. Files.Manifests.Concat(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Local", "Products")))
            .Where(static file => file.EndsWith(".product.yaml", StringComparison.Ordinal) && IsOfKnownKind(file))
            .Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Products))]
    public void The_plan_of_a_product_is_as_reviewed(string file) =>
        Golden.Verify(file.Replace(".product.yaml", ".plan.txt", StringComparison.Ordinal), PlanText.Of(Plan(file)));

    [Fact]
    public void Products_start_after_those_that_they_depend_on()
    {
        LocalProduct[] products =
        [
            new("a", LocalResourceForm.Container) { StartsAfter = EquatableArray.Create("c", "elsewhere") },
            new("b", LocalResourceForm.Container),
            new("c", LocalResourceForm.Container) { StartsAfter = EquatableArray.Create("b") },
        ];

        Assert.Equal(["b", "c", "a"], LocalEnvironment.InStartOrder(products).Select(static product => product.Name));
    }

    [Fact]
    public void A_circle_of_dependencies_is_refused_and_named()
    {
        LocalProduct[] products =
        [
            new("a", LocalResourceForm.Container) { StartsAfter = EquatableArray.Create("b") },
            new("b", LocalResourceForm.Container) { StartsAfter = EquatableArray.Create("a") },
        ];

        ArgumentException e = Assert.Throws<ArgumentException>(() => LocalEnvironment.InStartOrder(products));
        Assert.StartsWith("The products depend on each other: a -> b -> a; one 'dependsOn' has to go", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_the_product_does_not_have_is_refused_with_a_suggestion()
    {
        LocalProduct product = Plan("sized-db.product.yaml");

        Assert.Equal("50", product.Limit("connections"));
        Assert.Equal("400", product.WithPlan("dedicated").Limit("connections"));
        ArgumentException e = Assert.Throws<ArgumentException>(() => product.WithPlan("dedicted"));
        Assert.StartsWith("'dedicted' is no plan of sized-db; did you mean 'dedicated'? (owner test)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_placeholder_that_stands_for_nothing_is_reported_at_its_place()
    {
        const string Text =
            """
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: shop-db }
            spec:
              kind: postgresql
              version: 1.0.0
              owner: { team: test }
              lifecycle: { stage: ga }
              local:
                values: { Databas: shop }
                container: { image: postgres, port: 5432, env: { POSTGRES_PASSWORD: "{Pasword}", JSON: '{"a": 1}' }, args: ["{limit.none}"] }
                health: { http: "/{endpoint.hots}" }
            """;

        Assert.Equal(
            [
                "(10,15) HLX0004 'Databas' is no key of shop-db; did you mean 'Database'?",
                "(11,73) HLX0004 '{Pasword}' stands for nothing: it is no key of shop-db, nor one of endpoint.host, endpoint.port, product.name; did you mean 'Password'?",
                "(11,113) HLX0004 '{limit.none}' stands for nothing: it is no key of shop-db, nor one of endpoint.host, endpoint.port, product.name",
                "(12,21) HLX0004 '{endpoint.hots}' stands for nothing: it is no key of shop-db, nor one of endpoint.host, endpoint.port, product.name; did you mean 'endpoint.host'?",
            ],
            Files.Problems("shop-db.product.yaml", Text).Select(static p => $"({p.Span.StartLine + 1},{p.Span.StartColumn + 1}) {p.RuleId} {p.Message}"));
    }

    [Fact]
    public void A_secret_in_a_uri_is_percent_encoded()
    {
        LocalValue uri = new(EquatableArray.Create<LocalPart>(
            new(LocalPartKind.Literal, "amqp://app:"), new(LocalPartKind.Parameter, "password", IsUriEncoded: true), new(LocalPartKind.Literal, "@host")));

        Assert.Equal("amqp://app:a%2Fb%40c@host", uri.Render(static _ => "a/b@c"));
        Assert.DoesNotContain("a/b@c", uri.ToString(), StringComparison.Ordinal);
    }

    private static LocalProduct Plan(string file)
    {
        string own = Path.Combine(AppContext.BaseDirectory, "Local", "Products", file);
        string path = File.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, "Manifests", file);
        ProductManifest manifest = ManifestReader.Read(file, File.ReadAllText(path)).Product!;
        Resolved<ProductContract> product = ContractResolver.Resolve(manifest, Files.Kind(manifest.Kind));
        Assert.Empty(product.Problems);
        return LocalPlanner.Plan(product.Contract, "Test");
    }

    private static bool IsOfKnownKind(string file) => Files.Kind(ManifestReader.Read(file, File.ReadAllText(file)).Product?.Kind) is not null;
}
