using System.Collections.Immutable;
using Helix.CodeFixes;
using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Helix.Analyzers.Tests;

/// <summary>HLX6001 to HLX6003 in an app host, on Aspire's signatures. "HLX6001", "HLX6002" and "HLX6003" are about several files at once.</summary>
public sealed class CompositionTests
{
    /// <summary>What Aspire and the generator bring, as far as an app host of these tests uses it.</summary>
    private const string Around = """
        namespace Aspire.Hosting.ApplicationModel
        {
            public interface IResource;
            public interface IProductResource : IResource;
            public interface IResourceBuilder<out T> { T Resource { get; } }
        }
        namespace Aspire.Hosting
        {
            using Aspire.Hosting.ApplicationModel;
            public interface IProjectMetadata;
            public interface IDistributedApplicationBuilder;
            public sealed class DistributedApplication { public static IDistributedApplicationBuilder CreateBuilder(string[] args) => null!; }
            public sealed class ProjectResource : IResource;
            public static class Extensions
            {
                public static IResourceBuilder<ProjectResource> AddProject<T>(this IDistributedApplicationBuilder builder, string name) where T : IProjectMetadata => null!;
                public static IResourceBuilder<IResource> AddConnectionString(this IDistributedApplicationBuilder builder, string name) => null!;
                public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> source, string? connectionName = null) => null!;
                public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> source) => null!;
                public static IResourceBuilder<T> WithPlan<T>(this IResourceBuilder<T> builder, string plan) => null!;
            }
            internal static class NotesDbAppHost { internal static IResourceBuilder<IProductResource> AddNotesDb(this IDistributedApplicationBuilder builder, string name = "notes-db") => null!; }
            internal static class WeatherApiAppHost { internal static IResourceBuilder<IProductResource> AddWeatherApi(this IDistributedApplicationBuilder builder, string name = "weather-api") => null!; }
        }
        namespace Projects
        {
            public class Shop : Aspire.Hosting.IProjectMetadata { public string ProjectPath => "/code/Shop/Shop.csproj"; }
            public class Other : Aspire.Hosting.IProjectMetadata { public string ProjectPath => "/code/Other/Other.csproj"; }
        }
        """;

    private const string Start = "using Aspire.Hosting;\nvar builder = DistributedApplication.CreateBuilder(args);\n";

    [Theory]
    [InlineData("[|builder.AddProject<Projects.Shop>(\"shop\")|];")]
    [InlineData("var notes = builder.AddNotesDb();\n[|builder.AddProject<Projects.Shop>(\"shop\")|].WaitFor(notes);\nbuilder.AddProject<Projects.Other>(\"o\").WithReference(notes);")]
    [InlineData("var shop = [|builder.AddProject<Projects.Shop>(\"shop\")|];\nshop.WithReference(builder.AddWeatherApi());")]
    [InlineData("var notes = builder.AddNotesDb();\nvar shop = [|builder.AddProject<Projects.Shop>(\"shop\")|];\nvar other = builder.AddProject<Projects.Other>(\"other\").WithReference(notes).WithReference(shop);")]
    [InlineData("var notes = builder.AddNotesDb().WithPlan(\"x\");\nbuilder.AddProject<Projects.Shop>(\"shop\").WithReference(notes);")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb());")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddConnectionString(\"notes-db\"));")]
    [InlineData("var shop = builder.AddProject<Projects.Shop>(\"shop\");\nif (args.Length > 0) { shop.WithReference(builder.AddNotesDb()); }")]
    [InlineData("builder.AddProject<Projects.Other>(\"other\");")]
    [InlineData("var notes = builder.AddNotesDb();\nvar weather = builder.AddWeatherApi();\nvar shop = builder.AddProject<Projects.Shop>(\"shop\");\nshop.WithReference(weather).WithReference(notes);")]
    [InlineData("Elsewhere(builder.AddProject<Projects.Shop>(\"shop\"));\nstatic void Elsewhere(object shop) { _ = shop; }")]
    [InlineData("if (args.Length > 0)\n{\n    [|builder.AddProject<Projects.Shop>(\"shop\")|];\n}")]
    [InlineData("var notes = builder.AddNotesDb();\nvar shop = [|builder.AddProject<Projects.Shop>(\"shop\")|];\nshop.WaitFor(notes).WaitFor(notes);")]
    [InlineData("Build(builder);\nstatic void Build(IDistributedApplicationBuilder b) { [|b.AddProject<Projects.Shop>(\"shop\")|]; }")]
    [InlineData("[|builder.AddProject<Projects.Shop>(\"one\")|];\nbuilder.AddProject<Projects.Shop>(\"two\").WithReference(builder.AddNotesDb());")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(Made());\nstatic Aspire.Hosting.ApplicationModel.IResourceBuilder<Aspire.Hosting.ApplicationModel.IResource> Made() => null!;")]
    public Task A_project_must_reference_what_it_uses(string code) => VerifyAsync("HLX6001", code);

    [Theory]
    [InlineData("[|builder.AddNotesDb()|];")]
    [InlineData("var notes = [|builder.AddNotesDb()|];\nbuilder.AddProject<Projects.Other>(\"other\").WaitFor(notes);")]
    [InlineData("var notes = [|builder.AddNotesDb()|].WithPlan(\"x\");")]
    [InlineData("var notes = [|builder.AddNotesDb()|];\nvar other = builder.AddProject<Projects.Other>(\"other\");")]
    [InlineData("var first = [|builder.AddNotesDb()|];\nvar second = builder.AddWeatherApi();\nbuilder.AddProject<Projects.Other>(\"other\").WithReference(second);")]
    [InlineData("if (args.Length > 0)\n{\n    [|builder.AddNotesDb()|];\n}")]
    [InlineData("[|builder.AddNotesDb(\"notes\")|];")]
    [InlineData("Build(builder);\nstatic void Build(IDistributedApplicationBuilder b) { [|b.AddNotesDb()|]; }")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb());")]
    [InlineData("var notes = builder.AddNotesDb();\nvar weather = builder.AddWeatherApi();\nbuilder.AddProject<Projects.Other>(\"other\").WithReference(notes).WithReference(weather);")]
    [InlineData("var notes = builder.AddNotesDb().WithPlan(\"x\");\nvar other = builder.AddProject<Projects.Other>(\"other\");\nother.WithReference(notes, \"notes-db\");")]
    [InlineData("var notes = Made();\nstatic Aspire.Hosting.ApplicationModel.IResourceBuilder<Aspire.Hosting.ApplicationModel.IResource> Made() => null!;")]
    [InlineData("builder.AddProject<Projects.Other>(\"other\");")]
    [InlineData("var notes = builder.AddNotesDb();\nbuilder.AddProject<Projects.Other>(\"other\").WithReference(notes);")]
    [InlineData("var notes = builder.AddNotesDb();\nElsewhere(notes);\nstatic void Elsewhere(object shop) { _ = shop; }")]
    [InlineData("builder.AddConnectionString(\"notes-db\");")]
    public Task A_product_is_composed_for_somebody(string code) => VerifyAsync("HLX6002", code);

    [Theory]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb(), [|\"notes\"|]);")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddConnectionString([|\"notesdb\"|]));")]
    [InlineData("var notes = builder.AddNotesDb();\nbuilder.AddProject<Projects.Shop>(\"shop\").WithReference(notes, [|\"Notes\"|]);")]
    [InlineData("var shop = builder.AddProject<Projects.Shop>(\"shop\");\nshop.WithReference(builder.AddNotesDb(), [|\"db\"|]);")]
    [InlineData("const string Name = \"database\";\nbuilder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb(), [|Name|]);")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb(), connectionName: [|\"notes_db\"|]);")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddConnectionString([|\"notes-dbs\"|]));")]
    [InlineData("if (args.Length > 0)\n{\n    builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb(), [|\"n\"|]);\n}")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb());")]
    [InlineData("var notes = builder.AddNotesDb();\nbuilder.AddProject<Projects.Shop>(\"shop\").WithReference(notes, null);")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb(), args[0]);")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddConnectionString(\"notes-db\"));")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\");")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb(), \"notes-db\");")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddConnectionString(\"something-else\"));")]
    [InlineData("builder.AddProject<Projects.Other>(\"other\").WithReference(builder.AddConnectionString(\"notesdb\"));")]
    public Task A_reference_has_a_name_that_is_read(string code) => VerifyAsync("HLX6003", code);

    [Fact]
    public async Task Nothing_is_said_outside_of_an_app_host() =>
        Assert.Empty(await ReportAsync(Compile(Start + "builder.AddProject<Projects.Shop>(\"shop\");\nbuilder.AddNotesDb();"), composes: "false"));

    [Theory]
    [InlineData(
        "var notes = builder.AddNotesDb();\nbuilder.AddProject<Projects.Shop>(\"shop\").WaitFor(notes); // shop\n",
        "var notes = builder.AddNotesDb();\nbuilder.AddProject<Projects.Shop>(\"shop\").WithReference(notes).WaitFor(notes); // shop\n")]
    [InlineData("builder.AddProject<Projects.Shop>(\"shop\");\n", "builder.AddProject<Projects.Shop>(\"shop\").WithReference(builder.AddNotesDb());\n")]
    public async Task The_fix_adds_the_reference_and_nothing_is_left_to_say(string before, string after)
    {
        using var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "AppHost", "AppHost", LanguageNames.CSharp, compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication),
            parseOptions: Acme.ParseOptions, metadataReferences: Acme.References));
        project = project.AddDocument("Around.cs", Around).Project;
        Document document = project.AddDocument("Program.cs", Start + before);
        Diagnostic diagnostic = Assert.Single(await ReportAsync((await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!), static d => d.Id == "HLX6001");
        Assert.Equal(
            "Shop uses notes-db and does not reference it: add .WithReference(" + (before.StartsWith("var", StringComparison.Ordinal) ? "notes" : "builder.AddNotesDb()")
            + ") (notes-db 1.2.0, owner notes-team, feedback https://acme.example/feedback/notes-db)",
            diagnostic.GetMessage(null));

        CodeAction? action = null;
        await new ReferenceFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (found, _) => action = found, TestContext.Current.CancellationToken));
        ImmutableArray<CodeActionOperation> operations = await action!.GetOperationsAsync(TestContext.Current.CancellationToken);
        Document changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;

        Assert.Equal(Start + after, (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        Assert.DoesNotContain(await ReportAsync((await changed.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!), static d => d.Id == "HLX6001");
    }

    private static async Task VerifyAsync(string rule, string code)
    {
        string source = Start + code.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        string[] expected = code.Contains("[|", StringComparison.Ordinal) ? [code[(code.IndexOf("[|", StringComparison.Ordinal) + 2)..code.IndexOf("|]", StringComparison.Ordinal)]] : [];
        Diagnostic[] all = await ReportAsync(Compile(source));

        Assert.DoesNotContain(all, static d => d.Id == "AD0001");
        Assert.Equal(expected, all.Where(d => d.Id == rule).Select(d => source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)));
    }

    private static CSharpCompilation Compile(string source)
    {
        CSharpCompilation compilation = Rules.Compile(source, OutputKind.ConsoleApplication, "AppHost", "Program.cs")
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(Around, Acme.ParseOptions, "Around.cs", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    private static async Task<Diagnostic[]> ReportAsync(Compilation compilation, string composes = "true") =>
    [
        .. await Rules.AnalyzeAsync(
            compilation,
            new Dictionary<string, string> { ["build_property.HelixComposes"] = composes, ["build_property.HelixToday"] = "2026-11-24" },
            [.. Acme.Kinds, .. Acme.Products.Where(static manifest => Path.GetFileName(manifest.Path) is "notes-db.product.yaml" or "weather-api.product.yaml"),
                new ManifestText("/code/obj/Shop.helix.uses.txt", "/code/Shop/Shop.csproj\nAcme.Notes.NotesDb\n"),
                new ManifestText("/code/obj/Other.helix.uses.txt", "/code/Other/Other.csproj\n")],
            [new CompositionAnalyzer()]),
    ];
}
