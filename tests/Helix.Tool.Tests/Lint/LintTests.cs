using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Helix.Testing;
using Helix.Tool.Tests.Harness;

namespace Helix.Tool.Tests.Lint;

public sealed class LintTests
{
    /// <summary>Mistakes of each rule that a manifest can break without a compilation, a tab and a line that is too long to show among them.</summary>
    private const string Mistakes =
        """
        apiVersion: helix.dev/v1
        kind: InfrastructureProduct
        metadata:
          name: orders-db # its name
          descripton: "Notes." # a comment behind a mistake
        spec:
          kind: sqlte
          version: 1.0.0
          owner: { team: books }
          lifecycle: { stage: gaa, since: 2026-10-01, successor: new-db }
          config:
            keys:
              MaxLength: { type: int, defualt: 500, minimum: 9, maximum: 3, description: The most characters that a note may have which is a long text that goes on and on until nobody wants to read any further. }
        """;

    [Fact]
    public async Task Shows_each_problem_with_its_line_and_a_caret()
    {
        using Workspace workspace = WithMistakes();

        CallResult result = (await workspace.RunAsync("lint", "products")).ShouldEndWith(1);

        Golden.Verify("lint.txt", result.Output);
    }

    [Fact]
    public async Task Checks_manifests_against_each_other_and_their_own_kinds()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("products/a.product.yaml", SampleManifests.Notes);
        _ = workspace.Write("products/b.product.yaml", SampleManifests.Notes);
        _ = workspace.Write("products/c.product.yaml", SampleManifests.Named("other-db").Replace("kind: sqlite", "kind: books", StringComparison.Ordinal));
        _ = workspace.Write("kinds/books.kind.yaml", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Kinds", "sqlite.kind.yaml"), TestContext.Current.CancellationToken) is var kind
            ? kind.Replace("name: sqlite", "name: books", StringComparison.Ordinal) : "");

        CallResult without = (await workspace.RunAsync("lint", "products")).ShouldEndWith(1);
        CallResult with = (await workspace.RunAsync("lint", "products/*.product.yaml", "--kinds", "kinds")).ShouldEndWith(1);

        Assert.Contains("HLX0005", without.Output, StringComparison.Ordinal);
        Assert.Contains("c.product.yaml(8,9): error HLX0008", without.Output, StringComparison.Ordinal);
        Assert.Contains("3 manifests, 1 problem.", with.Output, StringComparison.Ordinal);
        Assert.Contains("'notes-db' of b.product.yaml and 'notes-db' of a.product.yaml both have the name 'notes-db'; one of them has to change; ask books", with.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_takes_the_kind_of_the_package_and_keeps_the_mark_and_another_version_of_the_format()
    {
        using var workspace = new Workspace();
        string text = SampleManifests.Notes.Replace("kind: sqlite", "kind: sqlitedb\n  kindPackage: Helix.Sdk.Sqlite", StringComparison.Ordinal);
        await File.WriteAllTextAsync(workspace.Write("a.product.yaml", ""), text, Encoding.UTF8, TestContext.Current.CancellationToken);
        _ = workspace.Write("b.product.yaml", SampleManifests.Named("other-db").Replace("helix.dev/v1", "helix.dev/v2", StringComparison.Ordinal));

        CallResult result = (await workspace.RunAsync("lint", ".", "--fix")).ShouldEndWith(1);

        Assert.Contains("b.product.yaml(2,13): error HLX0004: apiVersion 'helix.dev/v2' is not known; expected one of helix.dev/v1\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("apiVersion: helix.dev/v2", workspace.Read("b.product.yaml"), StringComparison.Ordinal);
        Assert.Equal(
            Encoding.UTF8.GetBytes("\uFEFF" + text.Replace("sqlitedb", "sqlite", StringComparison.Ordinal)),
            await File.ReadAllBytesAsync(workspace.File("a.product.yaml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_files_of_one_name_are_told_apart_by_their_folders()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("products/a/x.product.yaml", SampleManifests.Notes);
        _ = workspace.Write("products/b/x.product.yaml", SampleManifests.Notes);

        CallResult result = (await workspace.RunAsync("lint", "products")).ShouldEndWith(1);

        Assert.Contains("'notes-db' of b/x.product.yaml and 'notes-db' of a/x.product.yaml both", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_successor_of_another_project_or_package_is_known_where_it_is_referenced()
    {
        using var workspace = new Workspace();
        const string stage = "{ stage: ga, since: 2026-10-01 }";
        _ = workspace.Write("products/notes-db.product.yaml", SampleManifests.Notes.Replace(
            stage, "{ stage: deprecated, since: 2026-10-01, deprecated: 2026-11-01, retires: 2027-11-01, successor: ledger-db }", StringComparison.Ordinal));
        string ledger = SampleManifests.Named("ledger-db");
        _ = workspace.Write("ledger/ledger-db.product.yaml", ledger);
        await using (ZipArchive package = await ZipFile.OpenAsync(workspace.File("Acme.Ledger.1.0.0.nupkg"), ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        {
            await using var writer = new StreamWriter(await package.CreateEntry("helix/ledger-db.product.yaml").OpenAsync(TestContext.Current.CancellationToken));
            await writer.WriteAsync(ledger);
        }

        CallResult without = (await workspace.RunAsync("lint", "products")).ShouldEndWith(1);
        CallResult folder = (await workspace.RunAsync("lint", "products", "--references", "ledger")).ShouldEndWith(0);
        _ = (await workspace.RunAsync("lint", "products", "--references", "Acme.Ledger.1.0.0.nupkg")).ShouldEndWith(0);
        // A folder that has the checked ones too names none of them twice.
        _ = (await workspace.RunAsync("lint", "products", "--references", ".")).ShouldEndWith(0);
        _ = (await workspace.RunAsync("catalog", "products", "-o", "site", "--references", "ledger")).ShouldEndWith(0);
        _ = (await workspace.RunAsync("export", "backstage", "products", "--references", "ledger")).ShouldEndWith(0);
        CallResult diff = (await workspace.RunAsync("diff", "products", "products")).ShouldEndWith(0);
        CallResult missing = (await workspace.RunAsync("lint", "products", "--references", "nowhere")).ShouldEndWith(2);

        Assert.Contains("error HLX0007: The successor 'ledger-db' is no product that this project knows", without.Output, StringComparison.Ordinal);
        Assert.Contains("1 manifest, no problem.", folder.Output, StringComparison.Ordinal);
        Assert.Empty(diff.Error);
        Assert.Contains("nowhere", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrects_what_is_sure_and_keeps_comments_and_layout()
    {
        using Workspace workspace = WithMistakes();

        CallResult result = (await workspace.RunAsync("lint", "products", "--fix")).ShouldEndWith(1);

        Assert.Equal("corrected products/orders-db.product.yaml\n", result.Error);
        Assert.Equal(
            Mistakes.Replace("descripton", "description", StringComparison.Ordinal)
                .Replace("sqlte", "sqlite", StringComparison.Ordinal)
                .Replace("gaa", "ga", StringComparison.Ordinal)
                .Replace("defualt", "default", StringComparison.Ordinal),
            workspace.Read("products/orders-db.product.yaml"));

        // What is left needs a person.
        Assert.Contains("HLX0007", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("HLX0002", result.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(workspace.File("products"), ".*"));
    }

    [Fact]
    public async Task Writes_json_for_programs()
    {
        using Workspace workspace = WithMistakes();

        CallResult result = (await workspace.RunAsync("lint", "products", "--format", "json")).ShouldEndWith(1);

        JsonElement first = JsonDocument.Parse(result.Output).RootElement.GetProperty("problems")[0];
        Assert.Equal("HLX0002", first.GetProperty("rule").GetString());
        Assert.Equal("products/orders-db.product.yaml", first.GetProperty("path").GetString());
        Assert.Equal((5, 3), (first.GetProperty("line").GetInt32(), first.GetProperty("column").GetInt32()));
        Assert.Equal("description", first.GetProperty("suggestion").GetString());
    }

    [Fact]
    public async Task Writes_sarif_with_rules_and_places()
    {
        using Workspace workspace = WithMistakes();

        CallResult result = (await workspace.RunAsync("lint", "products", "--format", "sarif")).ShouldEndWith(1);

        JsonNode log = JsonNode.Parse(result.Output)!;
        Assert.Equal("2.1.0", (string?)log["version"]);
        JsonNode run = log["runs"]![0]!;
        string[] rules = [.. run["tool"]!["driver"]!["rules"]!.AsArray().Select(static rule => (string)rule!["id"]!)];
        foreach (JsonNode? one in run["results"]!.AsArray())
        {
            Assert.Equal((string?)one!["ruleId"], rules[(int)one["ruleIndex"]!]);
            Assert.Equal("products/orders-db.product.yaml", (string?)one["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
            Assert.True((int)one["locations"]![0]!["physicalLocation"]!["region"]!["startColumn"]! > 0);
        }

        Assert.StartsWith("file:///", (string?)run["originalUriBaseIds"]!["ROOT"]!["uri"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_annotations_for_GitHub()
    {
        using Workspace workspace = WithMistakes();

        CallResult result = (await workspace.RunAsync("lint", "products", "--format", "github")).ShouldEndWith(1);

        Assert.StartsWith(
            "::error file=products/orders-db.product.yaml,line=5,endLine=5,col=3,endColumn=12,title=HLX0002::'descripton' is not a property of metadata; did you mean 'description'?\n",
            result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_file_that_is_no_manifest()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("products/broken.product.yaml", "metadata: [\n\"\0");
        _ = workspace.Write("products/empty.product.yaml", "");

        CallResult result = (await workspace.RunAsync("lint", "products")).ShouldEndWith(1);

        Assert.Contains("broken.product.yaml", result.Output, StringComparison.Ordinal);
        Assert.Contains("empty.product.yaml(1,1): error HLX0003: The file is empty", result.Output, StringComparison.Ordinal);
    }

    private static Workspace WithMistakes()
    {
        var workspace = new Workspace();
        _ = workspace.Write("products/orders-db.product.yaml", Mistakes);
        return workspace;
    }
}
