using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Helix.Generators;
using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Helix.Analyzers.Tests;

/// <summary>A platform team's products, made by the real generator and compiled, and what an app that uses them references.</summary>
internal static class Acme
{
    public const string Assembly = "Acme.Products";

    private static readonly Lazy<MetadataReference> s_products = new(Compile);

    /// <summary>The framework, the packages and Helix, without the products.</summary>
    public static ImmutableArray<MetadataReference> Platform { get; } =
    [
        .. Net100.References.All,
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(static file => Path.GetFileName(file) is var name
                && (name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Data.Sqlite", StringComparison.Ordinal)
                    || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
                    || name.StartsWith("Helix.Sdk", StringComparison.Ordinal) || name.StartsWith("OpenTelemetry", StringComparison.Ordinal)))
            .Select(static file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>What an app that uses the products references.</summary>
    public static ImmutableArray<MetadataReference> References => [.. Platform, s_products.Value];

    /// <summary>The manifests of the kinds, as their packages bring them.</summary>
    public static ImmutableArray<ManifestText> Kinds { get; } = [.. Read("Kinds", "referenced", KindOwner)];

    /// <summary>The manifests of the products, as their project brings them.</summary>
    public static ImmutableArray<ManifestText> Products { get; } = [.. Read("Products", "referenced", static _ => Assembly)];

    /// <summary>The options that every C# of the tests is parsed with.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static IEnumerable<ManifestText> Read(string folder, string role, Func<string, string> owner) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder))
            .Order(StringComparer.Ordinal)
            .Select(file => new ManifestText(file, File.ReadAllText(file), role, owner(Path.GetFileName(file))));

    private static string KindOwner(string file) => "Helix.Sdk." + (file.Split('.')[0] switch
    {
        "postgresql" => "PostgreSql",
        "rabbitmq" => "RabbitMq",
        var name => char.ToUpperInvariant(name[0]) + name[1..],
    });

    private static MetadataReference Compile()
    {
        var compilation = CSharpCompilation.Create(
            Assembly, references: Platform, options: new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new HelixGenerator().AsSourceGenerator()],
            [.. Kinds, .. Read("Products", "owned", static _ => "")],
            ParseOptions,
            new BuildOptions(Assembly));
        _ = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> problems);
        Xunit.Assert.Empty(problems.Where(static problem => problem.Severity == DiagnosticSeverity.Error));
        using var image = new MemoryStream();
        Xunit.Assert.Empty(generated.Emit(image).Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
