using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Helix.Generators.Tests;

/// <summary>What the generator adds in an app host. It compiles against the signatures of Aspire, so these tests need no package of it.</summary>
public sealed class AppHostTests
{
    private const string Uses = "/code/Storefront/Storefront.csproj\nAcme.Orders.OrdersDb\nAcme.Other.Thing\n";

    private static readonly KeyValuePair<string, string>[] s_appHost = [new("build_property.HelixComposes", "true")];

    private static ManifestText Orders => new("orders-db.product.yaml", GeneratorHarness.Manifest("orders-db.product.yaml"), "referenced", "Acme.Orders", "Acme.Orders");

    [Fact]
    public void An_app_host_gets_a_method_for_each_product_and_what_its_services_use()
    {
        GeneratorHarness run = GeneratorHarness.Run("", s_appHost, Orders, GeneratorHarness.Kind("postgresql"), new ManifestText("/code/obj/Storefront.helix.uses.txt", Uses));

        Assert.Empty(run.Diagnostics);
        Assert.Equal(["HelixComposition.g.cs", "orders-db.apphost.g.cs"], run.HintNames.Order(StringComparer.Ordinal));
        Golden.Verify("orders-db.apphost.g.cs.txt", Text(run, "orders-db.apphost.g.cs"));
        Assert.Contains("new(\"/code/Storefront/Storefront.csproj\", \"orders-db\", \"AddOrdersDb\"),", Text(run, "HelixComposition.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_added_in_another_project() =>
        Assert.Empty(GeneratorHarness.Run("", Orders, GeneratorHarness.Kind("postgresql"), new ManifestText("/code/obj/Storefront.helix.uses.txt", Uses)).HintNames);

    [Fact]
    public void A_service_that_uses_one_more_product_emits_one_file()
    {
        var uses = new ManifestText("/code/obj/Storefront.helix.uses.txt", Uses);
        GeneratorHarness first = GeneratorHarness.Run("", s_appHost, Orders, GeneratorHarness.Kind("postgresql"), GeneratorHarness.Product("one"), GeneratorHarness.Kind("sqlite"), uses);

        GeneratorHarness after = first.After(driver => driver.ReplaceAdditionalText(uses, new ManifestText(uses.Path, Uses + "Test.Products.One\n")));

        Assert.Equal(1, after.NewOutputs(Steps.UsesFile));
        Assert.Equal(0, after.NewOutputs(Steps.AppHostFiles));
        Assert.Equal(0, after.Ran(Steps.ProductFiles));
    }

    [Fact]
    public void A_comment_in_a_manifest_leaves_the_app_hosts_code_cached()
    {
        ManifestText before = Orders;
        GeneratorHarness first = GeneratorHarness.Run("", s_appHost, before, GeneratorHarness.Kind("postgresql"));

        GeneratorHarness after = first.After(driver => driver.ReplaceAdditionalText(
            before, new ManifestText(before.Path, "# a comment moves every line\n" + before.GetText(), "referenced", "Acme.Orders", "Acme.Orders")));

        Assert.Equal(0, after.NewOutputs(Steps.ComposedProducts));
        Assert.Equal(0, after.Ran(Steps.AppHostFiles));
    }

    /// <summary>The code of each form compiles against the adapter, and is composed as a developer writes it.</summary>
    [Fact]
    public void The_code_of_each_form_compiles()
    {
        const string Program = """
            using Aspire.Hosting;

            var builder = DistributedApplication.CreateBuilder(args);
            var orders = builder.AddOrdersDb().WithPlan(OrdersDbPlans.Dedicated);
            var one = builder.AddOne("other-name").RunAsExternal();
            builder.AddProject("storefront", "Storefront.csproj").WithReference(orders).WithReference(one).WaitFor(orders);
            """;
        GeneratorHarness run = GeneratorHarness.Start(
            "", s_appHost, Orders, GeneratorHarness.Kind("postgresql"), GeneratorHarness.Kind("sqlite"), GeneratorHarness.Kind("http"),
            new ManifestText("one.product.yaml", GeneratorHarness.ProductText("one"), "referenced", "Acme.One", "Acme.One"),
            new ManifestText("run-db.product.yaml", GeneratorHarness.ProductText("run-db", "  local: { executable: { command: run, args: ['a\"b\\'] } }"), "referenced", "Acme.One", "Acme.One"),
            new ManifestText("payments-api.product.yaml", GeneratorHarness.Manifest("payments-api.product.yaml"), "referenced", "Acme.Payments", "Acme.Payments"));

        CSharpCompilation appHost = CSharpCompilation.Create(
            "Storefront.AppHost",
            [.. run.Result.GeneratedTrees, CSharpSyntaxTree.ParseText(Program, (CSharpParseOptions)run.Input.SyntaxTrees.First().Options, cancellationToken: TestContext.Current.CancellationToken)],
            [.. run.Input.References, MetadataReference.CreateFromFile(typeof(Aspire.Hosting.ProductResourceBuilderExtensions).Assembly.Location),
                .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(static file => Path.GetFileName(file) is "Helix.Manifests.dll" or "Aspire.Hosting.dll").Select(static file => MetadataReference.CreateFromFile(file))],
            // As every build has it: Aspire is compiled against an earlier framework.
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]));
        Assert.Empty(appHost.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning));
    }

    private static string Text(GeneratorHarness run, string hint) => run.Result.Results[0].GeneratedSources.Single(s => s.HintName == hint).SourceText.ToString();
}
