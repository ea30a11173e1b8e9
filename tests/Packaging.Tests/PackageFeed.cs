using System.Reflection;

[assembly: AssemblyFixture(typeof(Helix.Packaging.Tests.PackageFeed))]

namespace Helix.Packaging.Tests;

/// <summary>
/// A folder of packages, packed from this build by the real pack targets, and workspaces that restore from it with a package cache of
/// their own, so that nothing of an earlier run is ever taken for the packages of this one.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime
{
    /// <summary>The version that everything of this repository is packed as: that of a release, which users' packages may depend on.</summary>
    internal const string Version = "0.1.0";

    private Task? _templates;
    private readonly string _root = Directory.CreateTempSubdirectory("helix-packaging-").FullName;

    internal string Packages => Path.Combine(_root, "feed");

    /// <summary>One compiler server for all builds of this run, as an IDE or a build machine has.</summary>
    internal CompilerServer Compiler { get; } = new();

    /// <summary>Where <c>dotnet new</c> keeps what it installs.</summary>
    internal string TemplateHive => Path.Combine(_root, "hive");

    /// <summary>The folder of the repository.</summary>
    internal static string RepositoryRoot => Metadata("RepositoryRoot");

    /// <summary>Whether this build maps the paths of sources, as one for release does.</summary>
    internal static bool MapsPaths => Metadata("MapsPaths") == "true";

    public async ValueTask InitializeAsync()
    {
        _ = Directory.CreateDirectory(Packages);
        await Compiler.StartAsync(_root);
        // One process for all: each start of dotnet costs a second.
        string all = Path.Combine(_root, "all.proj");
        string projects = string.Join(';', Metadata("PackedProjects").Split('|'));
        await File.WriteAllTextAsync(all, $"""
            <Project>
              <Target Name="Pack">
                <MSBuild
                  Projects="{projects}"
                  Targets="Pack"
                  BuildInParallel="true"
                  Properties="NoBuild=true;Configuration={Metadata("Configuration")};PackageOutputPath={Packages}/;MinVerVersionOverride={Version}" />
              </Target>
            </Project>
            """);
        CommandResult packed = await CommandLine.RunAsync(_root, "dotnet", ["msbuild", all, "-t:Pack", "-m", "-nologo", "-v:q"], CancellationToken.None);
        _ = packed.ShouldSucceed();
        Assert.Empty(packed.Lines("warning"));
    }

    public ValueTask DisposeAsync()
    {
        Compiler.Dispose();
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal async Task<CommandResult> PackAsync(string project, CancellationToken cancellationToken, params string[] arguments) =>
        await CommandLine.RunAsync(
            Path.GetDirectoryName(project)!, "dotnet", ["pack", project, "--output", Packages, "--nologo", "-v:m", "-tl:off", .. arguments], cancellationToken, Compiler.Environment);

    /// <summary>Clones the repository beside the packages, without its history; where it is no repository, the test is skipped.</summary>
    internal async Task<string> CloneAsync(string name, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        if (!Directory.Exists(Path.Combine(RepositoryRoot, ".git")))
        {
            Assert.Skip("This is not a clone of the repository.");
        }

        string clone = Path.Combine(Packages, "..", name);
        _ = (await CommandLine.RunAsync(Packages, "git", ["clone", "--quiet", "--depth", "1", .. arguments, "file://" + RepositoryRoot, clone], cancellationToken)).ShouldSucceed();
        return clone;
    }

    /// <summary>Restores and packs several projects of a workspace in one process.</summary>
    internal async Task<CommandResult> PackAllAsync(Workspace workspace, IEnumerable<string> projects, CancellationToken cancellationToken)
    {
        _ = workspace.Write("all.proj", $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{string.Join(';', projects.Select(static project => $"{project}/{project}.csproj"))}" Targets="Restore" Properties="MSBuildRestoreSessionId=all" BuildInParallel="true" />
                <MSBuild Projects="{string.Join(';', projects.Select(static project => $"{project}/{project}.csproj"))}" Targets="Pack" Properties="Configuration=Release;PackageOutputPath={Packages}/" BuildInParallel="true" />
              </Target>
            </Project>
            """);
        return await workspace.DotnetAsync(cancellationToken, "msbuild", "all.proj", "-t:Pack", "-m", "-nologo", "-v:m", "-tl:off");
    }

    /// <summary>The packages of this repository; those that tests pack are not among them.</summary>
    internal IEnumerable<PackageFile> Own() =>
        Directory.GetFiles(Packages, $"*.{Version}.*nupkg").Order(StringComparer.Ordinal).Select(static file => new PackageFile(file));

    /// <summary>A new folder, outside any repository, whose projects restore the packed packages.</summary>
    /// <param name="name">The name of the folder.</param>
    /// <param name="bare">Whether the projects say everything themselves, as a new user's do.</param>
    internal Workspace CreateWorkspace(string name, bool bare = false) => new(Path.Combine(_root, name), this, Path.Combine(_root, "cache"), bare);

    /// <summary>Installs the packed templates, once, where no other program sees them.</summary>
    internal Task InstallTemplatesAsync()
    {
        lock (_root)
        {
            return _templates ??= InstallAsync();
        }

        async Task InstallAsync() => _ = (await CommandLine.RunAsync(
            _root, "dotnet", ["new", "install", Path.Combine(Packages, $"Helix.Templates.{Version}.nupkg"), "--debug:custom-hive", TemplateHive], CancellationToken.None)).ShouldSucceed();
    }

    private static string Metadata(string key) =>
        typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
