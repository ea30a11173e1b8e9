using CsCheck;
using Helix.Testing;
using Microsoft.CodeAnalysis;

namespace Helix.Generators.Tests;

public sealed class EmittedCodeTests
{
    [Theory]
    [InlineData("payments-api", "http")]
    [InlineData("notes-db", "sqlite")]
    [InlineData("any-box", "box")]
    [InlineData("tool-box", "box")]
    public void A_product_is_emitted_as_reviewed(string product, string kind)
    {
        ManifestText kindFile = kind == "box" ? Box() : GeneratorHarness.Kind(kind);
        GeneratorHarness run = GeneratorHarness.Run(
            kind == "box" ? BoxProduct : "",
            new ManifestText(product + ".product.yaml", GeneratorHarness.Manifest(product + ".product.yaml"), "owned"), kindFile);

        Assert.Empty(run.Diagnostics);
        _ = run.ShouldCompile();
        Golden.Verify(product + ".g.cs.txt", run.Result.Results[0].GeneratedSources.Single(s => s.HintName == product + ".g.cs").SourceText.ToString());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("http")]
    public void A_kind_is_emitted_as_reviewed(string kind)
    {
        GeneratorHarness run = GeneratorHarness.Run(new ManifestText(kind + ".kind.yaml", GeneratorHarness.Manifest(kind + ".kind.yaml"), "owned"));

        Assert.Empty(run.Diagnostics);
        Golden.Verify(kind + ".kind.g.cs.txt", Assert.Single(run.Result.Results[0].GeneratedSources).SourceText.ToString());
    }

    [Fact]
    public void Whatever_text_a_manifest_has_the_output_compiles()
    {
        string[] texts =
        [
            "\"", "\\", "*/", "/*", "]]>", "<b>", "&amp;", "{0}", "{{", "\t", "é", "\u2028", "\ud83d\ude00", "\ud800", "\u0001", "///", "#if", "\n", "//", "'", "$", "@", "%", "a b",
        ];
        Gen<string> words = Gen.Int[0, texts.Length - 1].Select(i => texts[i]).List[1, 6].Select(static parts => string.Concat(parts));
        string[] names = ["Create", "ToString", "Equals", "GetType", "class", "event", "Settings", "Product", "Registration", "OddSettings", "Finalize", "Item"];
        Gen.Select(words, words, Gen.Int[0, names.Length - 1].Select(i => names[i])).Sample(
            (description, value, key) =>
            {
                string extra =
                    $$"""
                      support: { docs: {{Json(description)}} }
                      config:
                        keys:
                          DataSource: { default: {{Json(value + "x")}} }
                          {{key}}: { type: enum, values: [class, Two], default: Two, description: {{Json(description)}} }
                          Other: { type: string, values: [{{Json(value)}}], pattern: {{Json(description)}}, description: {{Json(value)}} }
                    """;
                _ = GeneratorHarness.Start("", GeneratorHarness.Product("odd", extra), GeneratorHarness.Kind("sqlite")).ShouldCompile();
            },
            iter: 60, threads: 1);

        static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
    }

    /// <summary>The kind of the runtime's tests, with the base type that its author writes.</summary>
    internal const string BoxProduct = """
        #pragma warning disable CS1591
        namespace Helix.Sdk.Tests.Products;
        public abstract class BoxProduct(global::Helix.IProductContext<IBoxSettings> context) : global::Helix.InfrastructureProduct(context)
        {
            public IBoxSettings Box => context.Settings;
            public static void Register(global::Helix.Registration.ProductRegistration registration) { }
        }
        """;

    internal static ManifestText Box() => new("box.kind.yaml", GeneratorHarness.Manifest("box.kind.yaml"), "owned");
}
