using Helix.Tool.Terminal;
using Helix.Tool.Tests.Harness;

namespace Helix.Tool.Tests;

/// <summary>What holds for every command.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task A_process_checks_a_manifest_and_says_so_by_its_exit_code()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("products/notes-db.product.yaml", "apiVersion: helix.dev/v1\nkind: InfrastructureProduct\nmetadata: { nmae: notes-db }\n");

        CallResult result = (await workspace.RunProcessAsync("lint", "products")).ShouldEndWith(1);

        Assert.Contains("products/notes-db.product.yaml(3,13): error HLX0002", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("lint", "nowhere")]
    [InlineData("lint", "**/*.product.yaml")]
    [InlineData("lnt", "products")]
    [InlineData("lint", ".", "--nonsense")]
    public async Task An_unusable_call_ends_with_2_and_a_sentence(params string[] call)
    {
        using var workspace = new Workspace();

        CallResult result = (await workspace.RunAsync(call)).ShouldEndWith(2);

        Assert.StartsWith("helix: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_signal_ends_a_process_at_work_with_130_and_leaves_nothing_half_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var workspace = new Workspace();
        for (int i = 0; i < 1_500; i++)
        {
            _ = workspace.Write($"products/p{i}.product.yaml", SampleManifests.Named($"p{i}-db"));
        }

        string tool = Path.Combine(AppContext.BaseDirectory, "Helix.Tool.dll");
        _ = (await workspace.RunOtherAsync("sh", "-c", $"dotnet '{tool}' catalog products -o site/all & until [ -d site ]; do sleep 0.01; done; kill -TERM $!; wait $!")).ShouldEndWith(130);

        Assert.Empty(Directory.EnumerateFileSystemEntries(workspace.File("site")));
    }

    [Fact]
    public void The_day_is_that_of_builds_wherever_the_clock_is()
    {
        var console = new ToolConsole(TextWriter.Null, TextWriter.Null, ".") { Time = new FarEast() };

        Assert.Equal(new DateOnly(2026, 12, 31), console.Today);
    }

    [Fact]
    public async Task Help_shows_examples_and_exit_codes()
    {
        using var workspace = new Workspace();

        CallResult result = (await workspace.RunAsync("lint", "--help")).ShouldEndWith(0);

        Assert.Contains("  helix lint <PATH>... [options]\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("helix lint products", result.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 fine, 1 findings, 2 unusable call.", result.Output, StringComparison.Ordinal);
    }

    /// <summary>New Year's morning on Kiritimati, while it is still the old year in UTC.</summary>
    private sealed class FarEast : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(14), "far", "far");

        public override DateTimeOffset GetUtcNow() => new(2026, 12, 31, 20, 0, 0, TimeSpan.Zero);
    }
}
