using Helix.Tool.Tests.Harness;
using NJsonSchema;

namespace Helix.Tool.Tests.Schema;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("product")]
    [InlineData("kind")]
    public async Task Prints_or_writes_the_schema_of_manifests(string manifest)
    {
        using var workspace = new Workspace();

        string printed = (await workspace.RunAsync("schema", manifest)).ShouldEndWith(0).Output;
        _ = (await workspace.RunAsync("schema", manifest, "-o", "schemas/s.json")).ShouldEndWith(0);

        Assert.Equal(printed, workspace.Read("schemas/s.json"));
        Assert.NotEmpty((await JsonSchema.FromJsonAsync(printed, TestContext.Current.CancellationToken)).Properties);
    }

    [Fact]
    public async Task One_schema_has_the_settings_of_all_products_of_a_project()
    {
        using var workspace = new Workspace();
        string project = Path.Combine(Repository.Root, "samples", "Quickstart");

        CallResult result = (await workspace.RunAsync("schema", "settings", "--project", project)).ShouldEndWith(0);

        JsonSchema schema = await JsonSchema.FromJsonAsync(result.Output, TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate("""{ "Logging": {}, "Helix": { "NotesDb": { "MaxNoteLength": 5, "CommandTimeout": "5s" }, "NotesApi": { "Timeout": "1s" } } }"""));
        Assert.NotEmpty(schema.Validate("""{ "Helix": { "NotesDb": { "MaxNoteLength": 0 } } }"""));
        Assert.NotEmpty(schema.Validate("""{ "Helix": { "NotesApi": { "Timeout": 1 } } }"""));
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_project()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("a/a.csproj", "<Project/>");
        _ = workspace.Write("a/b.csproj", "<Project/>");

        Assert.Contains("There is no project in '.'", (await workspace.RunAsync("schema", "settings")).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("There are 2 projects in 'a'", (await workspace.RunAsync("schema", "settings", "-p", "a")).ShouldEndWith(2).Error, StringComparison.Ordinal);
    }
}
