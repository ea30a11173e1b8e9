using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Generators.Tests;

/// <summary>
/// Runs the generator as the compiler does. Each run also asserts what must hold for every input: a second run finds all cached, an edit of
/// C# runs no step, no tracked value holds on to the compiler, and the output is the same to the byte.
/// </summary>
internal sealed class GeneratorHarness
{
    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        .. new[]
        {
            typeof(ProductInfo), typeof(Sqlite.SqliteProduct), typeof(Http.HttpProduct), typeof(Microsoft.Extensions.Hosting.IHostApplicationBuilder),
            typeof(Microsoft.Extensions.Configuration.IConfiguration), typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection),
            typeof(Microsoft.Data.Sqlite.SqliteConnection), typeof(PostgreSql.PostgreSqlProduct), typeof(Npgsql.NpgsqlConnection),
            typeof(Redis.RedisProduct), typeof(StackExchange.Redis.IDatabase), typeof(RabbitMq.RabbitMqProduct), typeof(RabbitMQ.Client.IConnection),
            typeof(Blobs.BlobsProduct), typeof(Azure.Storage.Blobs.BlobContainerClient),
        }.Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    private GeneratorHarness(CSharpCompilation input, GeneratorDriver driver, Compilation output, GeneratorDriverRunResult result)
    {
        Input = input;
        Driver = driver;
        Output = output;
        Result = result;
    }

    public CSharpCompilation Input { get; }

    public GeneratorDriver Driver { get; }

    public Compilation Output { get; }

    public GeneratorDriverRunResult Result { get; }

    public IEnumerable<string> HintNames => Result.Results[0].GeneratedSources.Select(static source => source.HintName);

    /// <summary>Diagnostics as the command line prints them.</summary>
    public IEnumerable<string> Diagnostics => Result.Diagnostics.Select(static d =>
    {
        FileLinePositionSpan at = d.Location.GetLineSpan();
        return $"{at.Path}({at.StartLinePosition.Line + 1},{at.StartLinePosition.Character + 1}): error {d.Id}: {d.GetMessage(null)}";
    });

    public static string Manifest(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Manifests", name));

    public static ManifestText Kind(string name) => new(name + ".kind.yaml", Manifest(name + ".kind.yaml"), "referenced", "Helix.Sdk." + name);

    /// <summary>A small valid product of the sqlite kind.</summary>
    public static ManifestText Product(string name, string extra = "") => new(name + ".product.yaml", ProductText(name, extra), "owned");

    public static string ProductText(string name, string extra = "") =>
        $"""
        apiVersion: helix.dev/v1
        kind: InfrastructureProduct
        metadata: {"{"} name: {name}, description: A product. {"}"}
        spec:
          kind: sqlite
          version: 1.0.0
          owner: {"{"} team: test {"}"}
          lifecycle: {"{"} stage: ga, since: 2026-01-01 {"}"}
        {extra}
        """;

    public static GeneratorHarness Run(params AdditionalText[] files) => Run("", files);

    public static GeneratorHarness Run(string code, params AdditionalText[] files) => Run(code, [], files);

    public static GeneratorHarness Run(string code, KeyValuePair<string, string>[] settings, params AdditionalText[] files)
    {
        GeneratorHarness first = Start(code, settings, files);
        first.AssertSecondRunIsCached();
        first.AssertCSharpEditRunsNothing();
        first.AssertNothingOfTheCompilerIsHeld();
        Assert.Equal(first.Texts(), Start(code, settings, [.. files.Reverse()]).Texts());
        return first;
    }

    public static GeneratorHarness Start(string code, params AdditionalText[] files) => Start(code, [], files);

    public static GeneratorHarness Start(string code, KeyValuePair<string, string>[] settings, params AdditionalText[] files)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
        var compilation = CSharpCompilation.Create(
            "Test.Products", [CSharpSyntaxTree.ParseText(code, parse)], s_references,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new HelixGenerator().AsSourceGenerator()], files, parse, new BuildOptions("Test.Products", settings),
            new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _, TestContext.Current.CancellationToken);
        return new(compilation, driver, output, driver.GetRunResult());
    }

    /// <summary>Runs again after a change of the additional files.</summary>
    public GeneratorHarness After(Func<GeneratorDriver, GeneratorDriver> change)
    {
        GeneratorDriver driver = change(Driver).RunGeneratorsAndUpdateCompilation(Input, out Compilation output, out _, TestContext.Current.CancellationToken);
        return new(Input, driver, output, driver.GetRunResult());
    }

    /// <summary>How often the step ran with a new result.</summary>
    public int NewOutputs(string step) => Outputs(step).Count(static reason => reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);

    public int Ran(string step) => Outputs(step).Count(static reason => reason != IncrementalStepRunReason.Cached);

    /// <summary>The output compiles without any warning, documentation and nullability included.</summary>
    public GeneratorHarness ShouldCompile()
    {
        Assert.Empty(Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed));
        return this;
    }

    /// <summary>Compiles, loads and hands the assembly to a test that runs it.</summary>
    public Assembly Load()
    {
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = Output.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(emitted.Diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed));
        stream.Position = 0;
        return new AssemblyLoadContext("generated", isCollectible: true).LoadFromStream(stream);
    }

    private IEnumerable<IncrementalStepRunReason> Outputs(string step) =>
        Result.Results[0].TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason)
            : [];

    private SortedDictionary<string, string> Texts() =>
        new(Result.Results[0].GeneratedSources.ToDictionary(static s => s.HintName, static s => s.SourceText.ToString()), StringComparer.Ordinal);

    private void AssertSecondRunIsCached()
    {
        GeneratorHarness again = After(static driver => driver);
        foreach ((string step, ImmutableArray<IncrementalGeneratorRunStep> runs) in again.Result.Results[0].TrackedSteps.Concat(again.Result.Results[0].TrackedOutputSteps))
        {
            Assert.All(runs.SelectMany(static run => run.Outputs), output =>
                Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step} is {output.Reason}"));
        }
    }

    private void AssertCSharpEditRunsNothing()
    {
        CSharpCompilation edited = Input.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Edited;", (CSharpParseOptions)Input.SyntaxTrees.First().Options));
        GeneratorDriver driver = Driver.RunGenerators(edited, TestContext.Current.CancellationToken);
        foreach ((string step, ImmutableArray<IncrementalGeneratorRunStep> runs) in driver.GetRunResult().Results[0].TrackedSteps)
        {
            if (step.StartsWith("Helix.", StringComparison.Ordinal))
            {
                Assert.All(runs.SelectMany(static run => run.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
            }
        }
    }

    private void AssertNothingOfTheCompilerIsHeld()
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach ((string step, ImmutableArray<IncrementalGeneratorRunStep> runs) in Result.Results[0].TrackedSteps)
        {
            // The compiler's own inputs hold its own types; the file is what the compiler hands in.
            if (step.StartsWith("Helix.", StringComparison.Ordinal) && step != Steps.Files)
            {
                foreach ((object value, _) in runs.SelectMany(static run => run.Outputs))
                {
                    Walk(value, step, seen);
                }
            }
        }
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || value is Pointer || value is Type || !seen.Add(value))
        {
            return;
        }

        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Location or SourceText or Compilation or AdditionalText, $"{path} holds a {value.GetType().Name}");
        if (value is IEnumerable items and not IDictionary)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer)
                {
                    Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
                }
            }
        }
    }
}
