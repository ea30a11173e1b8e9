using Helix.Testing;

namespace Helix.Generators.Tests;

/// <summary>One bad manifest takes neither its own types nor those of others.</summary>
public sealed class BrokenManifestTests
{
    private const string User = "class User(Test.Products.NotesDb db) { private readonly Test.Products.NotesDb _db = db; public object Db => _db; }";

    [Theory]
    [InlineData("  versoin: 1.0.0", "HLX0002")]
    [InlineData("  config: { keys: { Mode: { default: Reed } } }", "HLX0004")]
    [InlineData("  config: { keys: { Mode: { values: [ReadOnly] } } }", "HLX0004")]
    [InlineData("  config: { keys: { CommandTimeout: { maximum: 2s } } }", "HLX0004")]
    [InlineData("  config: { keys: { CommandTimeout: { default: 1m, maximum: 2s } } }", "HLX0004")]
    [InlineData("  config: { keys: [1, 2] }", "HLX0003")]
    [InlineData("  config: { keys: { New: { type: integer } } }", "HLX0004")]
    [InlineData("  lifecycle: { stage: ga, since: 2026-01-01 }", "HLX0001")]
    [InlineData("  slo: { availability: [", "HLX0001")]
    [InlineData("\tslo: 1", "HLX0001")]
    [InlineData("  dependsOn: [ { product: no-such } ]", "HLX0007")]
    public void The_type_is_still_there_and_so_are_the_other_products(string mistake, string rule)
    {
        GeneratorHarness run = GeneratorHarness.Run(
            User, GeneratorHarness.Product("notes-db", mistake), GeneratorHarness.Product("good"), GeneratorHarness.Kind("sqlite"));

        Assert.Contains(run.Diagnostics, line => line.StartsWith("notes-db.product.yaml(", StringComparison.Ordinal) && line.Contains(rule, StringComparison.Ordinal));
        Assert.Equal(["good.g.cs", "notes-db.g.cs"], run.HintNames.Order(StringComparer.Ordinal));
        _ = run.ShouldCompile();
    }

    [Theory]
    [InlineData("product", "Product")]
    [InlineData("settings", "Settings")]
    public void A_product_with_the_name_of_a_member_of_its_own_type_is_told_so_and_nothing_else(string name, string type)
    {
        GeneratorHarness run = GeneratorHarness.Run("", GeneratorHarness.Product(name), GeneratorHarness.Kind("sqlite"));

        Assert.Equal(
            $"{name}.product.yaml(3,19): error HLX0004: '{name}' makes the type {type}, and every product has a member {type}, which its type cannot be named like; give it a name that says what of, such as orders-{name}",
            Assert.Single(run.Diagnostics));
        _ = run.ShouldCompile();
    }

    [Theory]
    [InlineData("é", "ü")]
    [InlineData("a/b", "c")]
    [InlineData("x.kind", "y")]
    public void Names_that_no_file_may_have_take_no_other_product_with_them(string one, string other)
    {
        GeneratorHarness run = GeneratorHarness.Run(
            User, GeneratorHarness.Product(one), GeneratorHarness.Product(other), GeneratorHarness.Product("notes-db"), GeneratorHarness.Kind("sqlite"));

        Assert.Contains(run.Diagnostics, static line => line.Contains("HLX0003", StringComparison.Ordinal) || line.Contains("HLX0004", StringComparison.Ordinal));
        Assert.Null(run.Result.Results[0].Exception);
        Assert.Contains("notes-db.g.cs", run.HintNames);
        _ = run.ShouldCompile();
    }

    [Fact]
    public void A_file_that_is_no_manifest_at_all_still_names_a_type_by_its_file()
    {
        GeneratorHarness run = GeneratorHarness.Run(User, new ManifestText("notes-db.product.yaml", ": : ][ \0", "owned"), GeneratorHarness.Kind("sqlite"));

        Assert.NotEmpty(run.Diagnostics);
        _ = run.ShouldCompile();
    }

    [Fact]
    public void An_unknown_kind_says_which_package_brings_it()
    {
        GeneratorHarness run = GeneratorHarness.Run(User, GeneratorHarness.Product("notes-db"));

        Assert.Equal(
            "notes-db.product.yaml(5,9): error HLX0008: The kind 'sqlite' is not known to this project; reference the package Helix.Sdk.Sqlite, which brings it",
            Assert.Single(run.Diagnostics));
        _ = run.ShouldCompile();
    }

    [Fact]
    public void Of_two_products_of_one_name_the_first_by_path_is_generated()
    {
        GeneratorHarness run = GeneratorHarness.Run(
            new ManifestText("a/one.product.yaml", GeneratorHarness.ProductText("same"), "owned"),
            new ManifestText("b/two.product.yaml", GeneratorHarness.ProductText("same"), "owned"),
            GeneratorHarness.Kind("sqlite"));

        Assert.Equal(
            "b/two.product.yaml(3,19): error HLX0005: 'same' of two.product.yaml and 'same' of one.product.yaml both have the name 'same'; "
                + "one of them has to change; ask test",
            Assert.Single(run.Diagnostics));
        Assert.Equal(["same.g.cs"], run.HintNames);
        _ = run.ShouldCompile();
    }

    [Fact]
    public void The_same_product_by_two_references_is_one_and_another_of_its_name_collides()
    {
        string text = GeneratorHarness.ProductText("same");
        Assert.Empty(GeneratorHarness.Run(
            new ManifestText("x/same.product.yaml", text, "referenced", "A"), new ManifestText("y/same.product.yaml", text, "referenced", "A")).Diagnostics);

        string line = Assert.Single(GeneratorHarness.Run(
            new ManifestText("x/same.product.yaml", text, "referenced", "A"),
            new ManifestText("y/same.product.yaml", text.Replace("1.0.0", "2.0.0", StringComparison.Ordinal), "referenced", "B")).Diagnostics);
        Assert.Contains("'same' of B and 'same' of A both have the name 'same'", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_referenced_manifest_is_not_generated_and_not_judged()
    {
        GeneratorHarness run = GeneratorHarness.Run(
            new ManifestText("same.product.yaml", GeneratorHarness.ProductText("same", "  newProperty: 1"), "referenced", "A"), GeneratorHarness.Kind("sqlite"));

        Assert.Empty(run.HintNames);
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void Every_rule_of_manifests_has_a_descriptor_of_the_same_title_or_is_an_analyzers()
    {
        string[] expected = [.. Helix.Manifests.ManifestRules.All.Where(static rule => rule.Id != "HLX0006").Select(static rule => $"{rule.Id} {rule.Title} {rule.HelpLink}")];

        Assert.Equal(expected, ManifestDiagnostics.All.Select(static d => $"{d.Id} {d.Title} {d.HelpLinkUri}"));
    }
}
