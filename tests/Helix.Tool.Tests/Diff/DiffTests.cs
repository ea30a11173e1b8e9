using System.IO.Compression;
using System.Text.Json;
using Helix.Testing;
using Helix.Tool.Tests.Harness;

namespace Helix.Tool.Tests.Diff;

public sealed class DiffTests
{
    private static readonly string s_changed = SampleManifests.Notes
        .Replace("maximum: 10000", "maximum: 5000", StringComparison.Ordinal)
        .Replace("Notes.", "All notes | *starred* <b>", StringComparison.Ordinal)
        .Replace("default: 5s", "default: 6s", StringComparison.Ordinal);

    [Fact]
    public async Task Shows_changes_with_their_class_and_the_version_that_they_need()
    {
        using Workspace workspace = Two();

        Golden.Verify("diff.txt", (await workspace.RunAsync("diff", "old", "new")).ShouldEndWith(1).Output);
        Golden.Verify("diff.md", (await workspace.RunAsync("diff", "old", "new", "--format", "markdown")).ShouldEndWith(1).Output);
        Golden.Verify("diff.json", (await workspace.RunAsync("diff", "old", "new", "--format", "json")).ShouldEndWith(1).Output);
    }

    [Fact]
    public async Task Nothing_changed_is_fine_in_every_format()
    {
        using Workspace workspace = Two();

        Assert.Equal("Nothing changed.\n", (await workspace.RunAsync("diff", "old", "old")).ShouldEndWith(0).Output);
        Assert.Contains("Nothing changed.", (await workspace.RunAsync("diff", "old", "old", "--format", "markdown")).ShouldEndWith(0).Output, StringComparison.Ordinal);
        Assert.Empty(JsonDocument.Parse((await workspace.RunAsync("diff", "old", "old", "--format", "json")).ShouldEndWith(0).Output).RootElement.GetProperty("contracts").EnumerateArray());
    }

    [Fact]
    public async Task A_kind_that_is_not_known_is_told_with_the_option_that_tells_of_it()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("old/notes-db.product.yaml", SampleManifests.Notes.Replace("kind: sqlite", "kind: books", StringComparison.Ordinal));

        CallResult result = (await workspace.RunAsync("diff", "old", "old")).ShouldEndWith(0);

        Assert.Contains("see helix lint; --kinds tells of kinds that do not come with the SDK.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compares_revisions_of_git()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("shop/products/notes-db.product.yaml", SampleManifests.Notes.Replace("The most", "Die größte Zahl der", StringComparison.Ordinal));
        await GitAsync(workspace, "init", "-q");
        await GitAsync(workspace, "add", "-A");
        await GitAsync(workspace, "-c", "user.name=t", "-c", "user.email=t@acme.example", "commit", "-qm", "First");
        await GitAsync(workspace, "tag", "v1.0.0");

        Assert.Equal("Nothing changed.\n", (await workspace.RunAsync("diff", "v1.0.0:shop/products", "shop/products")).ShouldEndWith(0).Output);
        Assert.Equal("Nothing changed.\n", (await workspace.RunAsync("diff", "HEAD:", "HEAD:shop/products/notes-db.product.yaml")).ShouldEndWith(0).Output);

        _ = workspace.Write("shop/products/notes-db.product.yaml", s_changed);
        Assert.Contains("should be 2.0.0 or later", (await workspace.RunAsync("diff", "v1.0.0:./shop", "shop")).ShouldEndWith(1).Output, StringComparison.Ordinal);
        Assert.Contains("There is no 'nowhere' at HEAD.", (await workspace.RunAsync("diff", "HEAD:nowhere", "shop")).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("neither a path nor a git revision", (await workspace.RunAsync("diff", "v9:shop", "shop")).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("neither a path nor a git revision", (await workspace.RunAsync("diff", "--", "--output=x:shop", "shop")).ShouldEndWith(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compares_with_what_a_package_has()
    {
        using Workspace workspace = Two();
        using (ZipArchive package = await ZipFile.OpenAsync(workspace.File("Acme.Notes.1.0.0.nupkg"), ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        {
            await using var writer = new StreamWriter(await package.CreateEntry("products/notes-db.product.yaml").OpenAsync(TestContext.Current.CancellationToken));
            await writer.WriteAsync(SampleManifests.Notes);
        }

        _ = (await workspace.RunAsync("diff", "Acme.Notes.1.0.0.nupkg", "old")).ShouldEndWith(0);
        _ = (await workspace.RunAsync("diff", "Acme.Notes.1.0.0.nupkg", "new/notes-db.product.yaml")).ShouldEndWith(1);
        _ = workspace.Write("no.nupkg", "not a package");
        Assert.Contains("is not a package", (await workspace.RunAsync("diff", "no.nupkg", "old")).ShouldEndWith(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_is_not_taken_for_a_removed_one()
    {
        using Workspace workspace = Two();
        _ = workspace.Write("new/notes-db.product.yaml", "metadata: [\n\"");

        Assert.Contains("cannot be compared", (await workspace.RunAsync("diff", "old", "new")).ShouldEndWith(2).Error, StringComparison.Ordinal);
    }

    private static Workspace Two()
    {
        var workspace = new Workspace();
        _ = workspace.Write("old/notes-db.product.yaml", SampleManifests.Notes);
        _ = workspace.Write("new/notes-db.product.yaml", s_changed);
        return workspace;
    }

    private static async Task GitAsync(Workspace workspace, params string[] arguments) =>
        _ = (await workspace.RunOtherAsync("git", arguments)).ShouldEndWith(0);
}
