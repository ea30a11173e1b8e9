using System.Text.Json;
using Helix.Tool.Tests.Harness;

namespace Helix.Tool.Tests.Doctor;

/// <summary>The Quickstart sample, as it is built beside these tests, is asked for its configuration.</summary>
public sealed class DoctorTests
{
    private const string Secret = "p4ssw0rd-value";

    private static string App => Path.Combine(AppContext.BaseDirectory, "Quickstart.dll");

    [Fact]
    public async Task Shows_each_key_with_its_source_and_hides_secrets()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("app.env", $"# of the machine\nexport Helix__NotesDb__CommandTimeout='7s'\nHelix__NotesApi__ApiKey={Secret}\nHelix__NotesApi__BaseAddress=http://127.0.0.1:1\n");

        CallResult result = (await workspace.RunAsync("doctor", "--project", App, "-e", "Production", "--env-file", "app.env")).ShouldEndWith(0);

        Assert.Contains("Production", result.Output, StringComparison.Ordinal);
        Assert.Contains("notes-db 1.0.0   owner developer-experience", result.Output, StringComparison.Ordinal);
        Assert.Contains("environment variable Helix__NotesDb__CommandTimeout", result.Output, StringComparison.Ordinal);
        Assert.Contains("Helix:NotesApi:ApiKey = ***", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("no problem", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_wrong_unknown_and_missing_in_which_environment()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("app.env", "Helix__NotesDb__CommandTimout=5s\nHelix__NotesDb__MaxNoteLength=many\n");
        _ = workspace.Write("mounted.json", "{}");

        CallResult text = (await workspace.RunAsync("doctor", "--project", App, "-e", "Staging", "-e", "Production", "--settings", "mounted.json", "--env-file", "app.env")).ShouldEndWith(1);
        CallResult json = (await workspace.RunAsync("doctor", "--project", App, "-e", "Staging", "--settings", "mounted.json", "--env-file", "app.env", "--format", "json")).ShouldEndWith(1);

        Assert.Contains("'many' is not a whole number of 32 bits", text.Output, StringComparison.Ordinal);
        Assert.Contains("did you mean CommandTimeout?", text.Output, StringComparison.Ordinal);
        Assert.Contains("missing Helix:NotesApi:BaseAddress in Staging, Production", text.Output, StringComparison.Ordinal);
        JsonElement environment = JsonDocument.Parse(json.Output).RootElement.GetProperty("environments")[0];
        Assert.Equal("Staging", environment.GetProperty("environment").GetString());
        Assert.Contains(environment.GetProperty("products")[0].GetProperty("errors").EnumerateArray(), static error => error.GetProperty("key").GetString() == "Helix:NotesDb:MaxNoteLength");
    }

    [Fact]
    public async Task Probes_by_the_health_checks_of_the_products()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("app.env", $"Helix__NotesDb__DataSource={workspace.File("notes.db")}\nHelix__NotesApi__BaseAddress=http://127.0.0.1:1\n");

        CallResult result = (await workspace.RunAsync("doctor", "--project", App, "-e", "Production", "--env-file", "app.env", "--probe", "--format", "json")).ShouldEndWith(1);

        JsonElement.ArrayEnumerator products = JsonDocument.Parse(result.Output).RootElement.GetProperty("environments")[0].GetProperty("products").EnumerateArray();
        Assert.Equal(
            [("notes-db", "Healthy"), ("notes-api", "Unhealthy")],
            products.Select(static product => (product.GetProperty("name").GetString()!, product.GetProperty("health").GetProperty("status").GetString()!)));
    }

    [Fact]
    public async Task Tells_the_type_and_not_the_message_of_what_a_check_throws()
    {
        using var workspace = new Workspace();
        // The framework refuses this header with a message of its own.
        _ = workspace.Write("app.env", $"Helix__NotesDb__DataSource={workspace.File("notes.db")}\nHelix__NotesApi__BaseAddress=http://127.0.0.1:1\nHelix__NotesApi__ApiKey={Secret}\nHelix__NotesApi__ApiKeyHeader=Content-Type\n");

        CallResult result = (await workspace.RunAsync("doctor", "--project", App, "-e", "Production", "--env-file", "app.env", "--probe")).ShouldEndWith(1);

        Assert.Contains("The check failed with InvalidOperationException.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Misused", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_cannot_be_asked()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("bad.env", "A=1\npassword " + Secret + "\n");
        string library = Path.Combine(AppContext.BaseDirectory, "Helix.Manifests.dll");
        string hostless = Path.Combine(AppContext.BaseDirectory, "Helix.Tool.dll");

        Assert.Contains("is no app", (await workspace.RunAsync("doctor", "--project", library)).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("before it built a host", (await workspace.RunAsync("doctor", "--project", hostless, "-e", "Production")).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("There is no file 'no.json'", (await workspace.RunAsync("doctor", "--project", App, "--settings", "no.json")).ShouldEndWith(2).Error, StringComparison.Ordinal);
        CallResult bad = (await workspace.RunAsync("doctor", "--project", App, "--env-file", "bad.env")).ShouldEndWith(2);
        Assert.Contains("bad.env(2) is no variable", bad.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, bad.Error, StringComparison.Ordinal);
    }
}
