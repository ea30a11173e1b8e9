namespace Helix.Packaging.Tests;

/// <summary>The repository where the package feed has no Aspire, as a fresh clone of it builds there.</summary>
public sealed class WithoutAspireTests(PackageFeed feed)
{
    [Fact]
    public async Task The_app_host_compiles_against_signatures_and_the_build_says_in_one_line_what_is_left_out()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string clone = await feed.CloneAsync("without-aspire", token);

        CommandResult build = (await CommandLine.RunAsync(
            clone, "dotnet", ["build", "samples/Storefront.AppHost", "-p:HelixAspire=false", "--nologo", "-v:m", "-tl:off"], token, feed.Compiler.Environment)).ShouldSucceed();

        Assert.Matches(
            "^Helix: without Aspire.Hosting [0-9.]+ from the package feed, Helix.Aspire.Hosting compiles against its signatures and is not packed, and its tests are skipped.$",
            Assert.Single(build.Output.Split('\n'), static line => line.Contains("Helix: ", StringComparison.Ordinal) && line.Contains("Aspire", StringComparison.Ordinal)).Trim());
        Assert.Empty(build.Lines("warning"));
        Assert.True(File.Exists(Path.Combine(clone, "samples/Storefront.AppHost/bin/Debug/net10.0/Storefront.AppHost.dll")));
        CommandResult isPackable = await CommandLine.RunAsync(
            clone, "dotnet", ["msbuild", "src/Helix.Aspire.Hosting", "-p:HelixAspire=false", "-getProperty:IsPackable", "-nologo"], token);
        Assert.Equal("false", isPackable.ShouldSucceed().Output.Trim());
    }
}
