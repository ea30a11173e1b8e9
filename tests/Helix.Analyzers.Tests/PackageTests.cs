using System.Collections.Immutable;
using Helix.Testing;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers.Tests;

/// <summary>HLX2003 to HLX2005 across assemblies and packages, where one file of C# does not tell.</summary>
public sealed class PackageTests
{
    [Theory]
    [InlineData("Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite")]
    [InlineData("microsoft.data.sqlite", "microsoft.data.sqlite")]
    [InlineData("Microsoft.Data.Sqlite.Core", "Microsoft.Data.Sqlite.Core")]
    [InlineData("Serilog|Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite")]
    [InlineData("Microsoft.Data.Sqlite|Serilog", "Microsoft.Data.Sqlite")]
    [InlineData("|Microsoft.Data.Sqlite|", "Microsoft.Data.Sqlite")]
    [InlineData("Microsoft.Data.Sqlite|Microsoft.Data.Sqlite.Core", "Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite.Core")]
    [InlineData("A|Microsoft.Data.Sqlite|B|C", "Microsoft.Data.Sqlite")]
    public async Task A_package_that_a_product_brings_is_reported_at_the_project(string packages, params string[] reported)
    {
        Diagnostic[] diagnostics = [.. (await AnalyzeAsync(packages)).Where(static d => d.Id == "HLX2005")];

        Assert.Equal(reported, diagnostics.Select(static d => d.Properties["helix.package"]));
        Assert.All(diagnostics, static d => Assert.Equal("/app/App.csproj", d.Location.GetLineSpan().Path));
        Assert.StartsWith($"The package {reported[0]} comes with GoneDb, in the version that GoneDb is tested with", diagnostics[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("|")]
    [InlineData("Serilog")]
    [InlineData("Microsoft.Data.Sqlite.Extras")]
    [InlineData("Data.Sqlite")]
    [InlineData("Microsoft.Data.SqlClient")]
    [InlineData("Helix.Sdk.Sqlite")]
    [InlineData("Acme.Notes")]
    public async Task Other_packages_are_not(string packages) =>
        Assert.DoesNotContain(await AnalyzeAsync(packages), static d => d.Id == "HLX2005");

    [Fact]
    public async Task Neither_tests_nor_projects_without_a_product_of_the_kind_are_asked()
    {
        Assert.DoesNotContain(await AnalyzeAsync("Microsoft.Data.Sqlite", test: "true"), static d => d.Id == "HLX2005");
        Assert.DoesNotContain(
            await AnalyzeAsync("Microsoft.Data.Sqlite", files: [.. Acme.Kinds, .. Acme.Products.Where(static p => !p.Path.Contains("-db", StringComparison.Ordinal))]),
            static d => d.Id == "HLX2005");
    }

    [Theory]
    [InlineData("b.Services.AddTeamDefaults();", false)] // it knows the product, and may have registered it
    [InlineData("b.Services.AddLogging();", true)] // it does not
    [InlineData("b.Services.AddOther();", false)] // it knows one that knows the product
    public async Task An_injected_product_may_be_registered_by_an_assembly_that_knows_it(string call, bool reported)
    {
        Compilation app = App($"var b = Host.CreateApplicationBuilder(args); {call} class C(NotesDb db) {"{"} object M() => db; {"}"}");

        Assert.Equal(reported, (await Rules.AnalyzeAsync(app, new Dictionary<string, string>())).Any(static d => d.Id == "HLX2003"));
    }

    [Fact]
    public async Task A_registered_product_may_be_used_by_an_assembly_that_knows_it() =>
        Assert.DoesNotContain(
            await Rules.AnalyzeAsync(App("var b = Host.CreateApplicationBuilder(args); b.AddNotesDb();"), new Dictionary<string, string>()),
            static d => d.Id == "HLX2004");

    private static Compilation App(string source)
    {
        Compilation team = Rules.Compile("public static class Team { public static void AddTeamDefaults(this IServiceCollection services) => GC.KeepAlive(typeof(NotesDb)); }", assembly: "Team");
        MetadataReference teamReference = Reference(team);
        Compilation other = Rules.Compile("public static class Other { public static void AddOther(this IServiceCollection services) => services.AddTeamDefaults(); }", assembly: "Other")
            .AddReferences(teamReference);
        return Rules.Compile(source, OutputKind.ConsoleApplication).AddReferences(teamReference, Reference(other));

        static MetadataReference Reference(Compilation compilation)
        {
            using var image = new MemoryStream();
            Assert.Empty(compilation.Emit(image).Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error));
            return MetadataReference.CreateFromImage(image.ToArray());
        }
    }

    private static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string packages, string test = "false", IEnumerable<ManifestText>? files = null) =>
        Rules.AnalyzeAsync(
            Rules.Compile("class C;"),
            new Dictionary<string, string>
            {
                ["build_property.HelixDirectPackages"] = packages,
                ["build_property.MSBuildProjectFullPath"] = "/app/App.csproj",
                ["build_property.IsTestProject"] = test,
            },
            files);
}
