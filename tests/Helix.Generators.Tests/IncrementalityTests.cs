using Helix.Testing;
using Microsoft.CodeAnalysis;

namespace Helix.Generators.Tests;

public sealed class IncrementalityTests
{
    [Fact]
    public void A_comment_in_a_manifest_leaves_all_output_cached()
    {
        ManifestText before = GeneratorHarness.Product("one");
        GeneratorHarness first = GeneratorHarness.Run(before, GeneratorHarness.Product("two"), GeneratorHarness.Kind("sqlite"));

        GeneratorHarness after = first.After(driver => driver.ReplaceAdditionalText(
            before, new ManifestText(before.Path, "# a comment moves every line\n" + before.GetText(), "owned")));

        Assert.Equal(1, after.NewOutputs(Steps.Manifests));
        Assert.Equal(0, after.NewOutputs(Steps.Products));
        Assert.Equal(0, after.NewOutputs(Steps.ProductsOfKind));
        Assert.Equal(0, after.Ran(Steps.ProductFiles));
    }

    [Fact]
    public void A_moved_mistake_is_reported_where_it_is_now()
    {
        ManifestText before = GeneratorHarness.Product("one", "  sloo: 1");
        GeneratorHarness first = GeneratorHarness.Run(before, GeneratorHarness.Kind("sqlite"));
        Assert.StartsWith("one.product.yaml(9,3): error HLX0002", Assert.Single(first.Diagnostics), StringComparison.Ordinal);

        GeneratorHarness after = first.After(driver => driver.ReplaceAdditionalText(
            before, new ManifestText(before.Path, "# one more line\n" + before.GetText(), "owned")));

        Assert.StartsWith("one.product.yaml(10,3): error HLX0002", Assert.Single(after.Diagnostics), StringComparison.Ordinal);
        Assert.Equal(0, after.Ran(Steps.ProductFiles));
    }

    [Fact]
    public void An_edit_of_one_of_a_thousand_manifests_emits_one_file()
    {
        ManifestText[] products = [.. Enumerable.Range(0, 1000).Select(static i => GeneratorHarness.Product($"product-{i}"))];
        GeneratorHarness first = GeneratorHarness.Start("", [.. products, GeneratorHarness.Kind("sqlite")]);
        Assert.Equal(1000, first.HintNames.Count());

        GeneratorHarness after = first.After(driver => driver.ReplaceAdditionalText(
            products[500], new ManifestText(products[500].Path, products[500].GetText().ToString().Replace("1.0.0", "1.1.0", StringComparison.Ordinal), "owned")));

        Assert.Equal(1, after.NewOutputs(Steps.ProductFiles));
        Assert.Equal(1, after.Ran(Steps.ProductFiles));
    }

    [Fact]
    public void An_edit_of_one_kind_leaves_products_of_another_cached()
    {
        ManifestText http = GeneratorHarness.Kind("http");
        GeneratorHarness first = GeneratorHarness.Run(GeneratorHarness.Product("one"), GeneratorHarness.Kind("sqlite"), http);

        GeneratorHarness after = first.After(driver => driver.ReplaceAdditionalText(
            http, new ManifestText(http.Path, http.GetText().ToString().Replace("default: 10s", "default: 11s", StringComparison.Ordinal), "referenced")));

        Assert.Equal(1, after.NewOutputs(Steps.KindTable));
        Assert.Equal(0, after.Ran(Steps.ProductFiles));
    }

    [Fact]
    public void Cancellation_stops_the_generator()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        GeneratorHarness first = GeneratorHarness.Run(GeneratorHarness.Product("one"));

        _ = Assert.Throws<OperationCanceledException>(() => first.Driver.AddAdditionalTexts([GeneratorHarness.Product("two")]).RunGenerators(first.Input, cancelled.Token));
    }
}
