using System.Reflection;

[assembly: AssemblyFixture(typeof(Helix.Packaging.Tests.PackageFeed))]

namespace Helix.Packaging.Tests;

/// <summary>
/// A folder of packages, packed from this build by the real <c>dotnet pack</c>, and workspaces that restore from it with a package cache of
/// their own, so that nothing of an earlier run is ever taken for the packages of this one.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("helix-packaging-").FullName;

    internal string Packages => Path.Combine(_root, "feed");

    internal static string Configuration => Metadata("Configuration");

    public async ValueTask InitializeAsync()
    {
        _ = Directory.CreateDirectory(Packages);
        foreach (string project in Metadata("PackedProjects").Split('|'))
        {
            await PackAsync(project, CancellationToken.None, "--no-build", "--configuration", Configuration);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal async Task PackAsync(string project, CancellationToken cancellationToken, params string[] arguments)
    {
        CommandResult result = await CommandLine.RunAsync(
            Path.GetDirectoryName(project)!, "dotnet", ["pack", project, "--output", Packages, "--nologo", "-v:q", .. arguments], cancellationToken);
        _ = result.ShouldSucceed();
    }

    /// <summary>A new folder, outside any repository, whose projects restore the packed packages.</summary>
    internal Workspace CreateWorkspace(string name) => new(Path.Combine(_root, name), this, Path.Combine(_root, "cache"));

    private static string Metadata(string key) =>
        typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
