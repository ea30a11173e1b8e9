namespace Helix.Packaging.Tests;

/// <summary>A folder of projects as a user has them.</summary>
internal sealed class Workspace
{
    private readonly string _root;
    private readonly PackageFeed _feed;

    /// <param name="root">The folder.</param>
    /// <param name="feed">The packages.</param>
    /// <param name="cache">The folder that packages are restored to.</param>
    /// <param name="bare">Whether the projects say everything themselves, as a new user's do.</param>
    public Workspace(string root, PackageFeed feed, string cache, bool bare)
    {
        _root = root;
        _feed = feed;
        // What the build of the tests restored need not be fetched again.
        string restored = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{cache}" /></config>
              <fallbackPackageFolders><add key="restored" value="{restored}" /></fallbackPackageFolders>
              <packageSources><add key="packed" value="{feed.Packages}" /></packageSources>
            </configuration>
            """);
        // Stops the search for files of an enclosing folder.
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        if (bare)
        {
            // A mirror may hold only the next patch of a package, and no vulnerability data.
            Write("Directory.Build.props", "<Project><PropertyGroup><NoWarn>$(NoWarn);NU1603;NU1900</NoWarn></PropertyGroup></Project>");
            return;
        }

        Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <WarningsNotAsErrors>NU1603;NU1900</WarningsNotAsErrors>
                <NoWarn>$(NoWarn);NU1603</NoWarn>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
            </Project>
            """);
        Write("Print.targets", """
            <Project>
              <Target Name="PrintWhatTheCompilerGets" BeforeTargets="CoreCompile" DependsOnTargets="GenerateMSBuildEditorConfigFile">
                <Message Importance="high" Text="HELIX analyzer %(Analyzer.Filename)%(Analyzer.Extension)" />
                <Message Importance="high" Text="HELIX manifest %(AdditionalFiles.Filename)%(AdditionalFiles.Extension) %(AdditionalFiles.HelixRole)" Condition="'%(AdditionalFiles.HelixRole)' != ''" />
              </Target>
            </Project>
            """);
    }

    public string PathOf(string file) => Path.Combine(_root, file);

    public Workspace Write(string file, string text)
    {
        string path = PathOf(file);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>A project with the items given.</summary>
    public Workspace WriteProject(string name, string items, string properties = "", string sdk = "Microsoft.NET.Sdk") =>
        Write($"{name}/{name}.csproj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>{properties}</PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);

    public Task<CommandResult> DotnetAsync(CancellationToken cancellationToken, params string[] arguments) =>
        CommandLine.RunAsync(_root, "dotnet", arguments, cancellationToken, _feed.Compiler.Environment);

    public Task<CommandResult> BuildAsync(string project, CancellationToken cancellationToken, params string[] arguments) =>
        DotnetAsync(cancellationToken, ["build", project, "--nologo", "-v:m", "-tl:off", .. arguments]);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>Changes a text in a file, which has to be there.</summary>
    public Workspace Edit(string file, string old, string text)
    {
        string content = Read(file);
        Assert.Contains(old, content, StringComparison.Ordinal);
        return Write(file, content.Replace(old, text, StringComparison.Ordinal));
    }

    /// <summary>Makes a project from a template of this repository.</summary>
    public async Task NewAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        await _feed.InstallTemplatesAsync();
        _ = (await DotnetAsync(cancellationToken, ["new", .. arguments, "--no-restore", "--debug:custom-hive", _feed.TemplateHive])).ShouldSucceed();
    }

    /// <summary>Runs a project that was built.</summary>
    public Task<CommandResult> RunAsync(
        string project, CancellationToken cancellationToken, params (string Name, string Value)[] environment) =>
        CommandLine.RunAsync(
            _root, "dotnet", [Path.Combine(_root, project, "bin", "Debug", "net10.0", project + ".dll")], cancellationToken, environment);
}
