using System.Text;

namespace Helix.Analyzers.Tests;

/// <summary>A copy of <c>samples/Storefront/OffPath</c>: built, formatted, and built again.</summary>
public sealed class OffPathProject : IAsyncLifetime
{
    private static readonly string s_configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    private readonly string _folder = Directory.CreateTempSubdirectory("helix-off-path-").FullName;

    /// <summary>The folder of the sample.</summary>
    public static string Source { get; } = Path.Combine(Sdk.Repository, "samples", "Storefront", "OffPath");

    /// <summary>What the first build prints.</summary>
    public string Before { get; private set; } = "";

    /// <summary>The log of the first build, SARIF.</summary>
    public string Log { get; private set; } = "";

    /// <summary>What <c>dotnet format analyzers</c> prints.</summary>
    public string Format { get; private set; } = "";

    /// <summary>The lines that it has changed, file by file.</summary>
    public string Changes { get; private set; } = "";

    /// <summary>What the second build prints.</summary>
    public string After { get; private set; } = "";

    private string Project => Path.Combine(_folder, "OffPath");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, file), $"""<Project><Import Project="{Path.Combine(Sdk.Repository, file)}" /></Project>""");
        }

        _ = Directory.CreateDirectory(Project);
        foreach (string file in Directory.EnumerateFiles(Source))
        {
            File.Copy(file, Path.Combine(Project, Path.GetFileName(file)));
        }

        Before = await BuildAsync();
        Log = await File.ReadAllTextAsync(Path.Combine(Project, "obj", s_configuration, "net10.0", "OffPath.helix.sarif"));
        (int code, Format) = await Sdk.RunAsync(Project, ["format", "analyzers", "OffPath.csproj", "--no-restore", "--diagnostics", .. OffPathTests.Mended], TestContext.Current.CancellationToken);
        Assert.True(code == 0, Format);
        Changes = Compare();
        After = await BuildAsync("--no-restore");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The products are there: the tests reference them. A build beside others must not build them again.</summary>
    private async Task<string> BuildAsync(params string[] arguments)
    {
        (int code, string output) = await Sdk.RunAsync(
            Project, ["build", "OffPath.csproj", "-nologo", "-v:q", "-c", s_configuration, "-p:BuildProjectReferences=false", .. arguments], TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
        return output;
    }

    private string Compare()
    {
        var text = new StringBuilder();
        foreach (string file in Directory.EnumerateFiles(Source).Order(StringComparer.Ordinal))
        {
            string[] before = File.ReadAllLines(file), after = File.ReadAllLines(Path.Combine(Project, Path.GetFileName(file)));
            string[] changes =
            [
                .. before.Except(after, StringComparer.Ordinal).Select(static line => "- " + line.Trim()),
                .. after.Except(before, StringComparer.Ordinal).Select(static line => "+ " + line.Trim()),
            ];
            if (changes.Length > 0)
            {
                _ = text.Append(Path.GetFileName(file)).Append('\n').AppendJoin('\n', changes).Append('\n');
            }
        }

        return text.ToString();
    }
}
