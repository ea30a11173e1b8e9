namespace Helix.Packaging.Tests;

/// <summary>The repository where the package feed has no Aspire, as a fresh clone of it builds there.</summary>
public sealed class WithoutAspireTests(PackageFeed feed)
{
    [Fact]
    public async Task The_app_host_compiles_against_signatures_and_the_build_says_in_one_line_what_is_left_out()
    {
        if (!Directory.Exists(Path.Combine(PackageFeed.RepositoryRoot, ".git")))
        {
            Assert.Skip("This is not a clone of the repository.");
        }

        CancellationToken token = TestContext.Current.CancellationToken;
        string clone = Path.Combine(feed.Packages, "../without-aspire");
        _ = (await CommandLine.RunAsync(feed.Packages, "git", ["clone", "--quiet", "--depth", "1", "file://" + PackageFeed.RepositoryRoot, clone], token)).ShouldSucceed();

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
