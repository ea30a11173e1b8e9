using System.Diagnostics;
using System.Text.Json;
using Helix.Tool.Terminal;

namespace Helix.Tool.Projects;

/// <summary>A project, asked through the .NET SDK that is on the machine, so that the answers are those of its builds.</summary>
internal sealed class MSBuildProject
{
    private readonly string _file;
    private readonly string _name;

    private MSBuildProject(string file, string name) => (_file, _name) = (file, name);

    /// <summary>The program that starts .NET.</summary>
    public static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>The folder of the project.</summary>
    public string Folder => Path.GetDirectoryName(_file)!;

    /// <summary>Finds the project of a file, or the only one of a folder.</summary>
    /// <exception cref="UnusableCallException">There is none, or more than one.</exception>
    public static MSBuildProject Find(ToolConsole console, string path)
    {
        string full = console.FullPath(path);
        if (File.Exists(full))
        {
            return new(full, path);
        }

        string[] projects = Directory.Exists(full) ? Directory.GetFiles(full, "*.*proj") : throw new UnusableCallException($"'{path}' is neither a project nor a folder.");
        return projects switch
        {
            [var only] => new(only, path),
            [] => throw new UnusableCallException($"There is no project in '{path}'."),
            _ => throw new UnusableCallException($"There are {projects.Length} projects in '{path}': {string.Join(", ", projects.Select(Path.GetFileName))}; name one."),
        };
    }

    /// <summary>Builds it.</summary>
    /// <exception cref="UnusableCallException">It does not build; the message has what the build said.</exception>
    public async Task BuildAsync(string configuration, CancellationToken cancellationToken)
    {
        (int code, string output, string error) = await RunAsync(["build", _file, "-v", "q", "--nologo", "-c", configuration], cancellationToken);
        if (code != 0)
        {
            throw new UnusableCallException($"'{_name}' does not build:\n{(output + error).Trim()}");
        }
    }

    /// <summary>Values of properties.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PropertiesAsync(string configuration, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        JsonElement answer = await AskAsync([$"-p:Configuration={configuration}", .. names.Select(static name => "-getProperty:" + name)], cancellationToken);
        return names.ToDictionary(static name => name, name => answer.GetProperty("Properties").GetProperty(name).GetString()!, StringComparer.Ordinal);
    }

    /// <summary>The manifests that the project owns, and those that its projects and packages bring.</summary>
    public async Task<IReadOnlyList<string>> ManifestsAsync(CancellationToken cancellationToken)
    {
        JsonElement answer = await AskAsync(["-getTargetResult:GetHelixManifests", "-t:GetHelixManifests"], cancellationToken);
        return
        [
            .. answer.GetProperty("TargetResults").GetProperty("GetHelixManifests").GetProperty("Items").EnumerateArray()
                .Select(static item => item.GetProperty("FullPath").GetString()!)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private async Task<JsonElement> AskAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        (int code, string output, string error) = await RunAsync(["msbuild", _file, "-nologo", .. arguments], cancellationToken);
        int start = output.IndexOf('{', StringComparison.Ordinal);
        if (code != 0 || start < 0)
        {
            throw new UnusableCallException($"'{_name}' cannot be read as a project that uses Helix; is it restored?\n{(output + error).Trim()}".TrimEnd());
        }

        using var json = JsonDocument.Parse(output[start..]);
        return json.RootElement.Clone();
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotNet, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
