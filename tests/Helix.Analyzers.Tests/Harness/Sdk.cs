using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Helix.Analyzers.Tests;

/// <summary>The .NET SDK that runs the tests: its compiler and its build.</summary>
internal static class Sdk
{
    private static readonly string s_runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string s_dotnetRoot = Path.GetFullPath(Path.Combine(s_runtime, "..", "..", ".."));

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The reference assemblies, as far as the runtime's own serve as such.</summary>
    public static IEnumerable<string> RuntimeAssemblies =>
        Directory.EnumerateFiles(s_runtime, "*.dll").Where(static file => Path.GetFileName(file) is var name
            && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Win32", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll")
            && !name.Contains("Native", StringComparison.Ordinal));

    /// <summary>Runs the C# compiler of the SDK.</summary>
    public static Task<(int Code, string Output)> CompileAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string compiler = Directory.EnumerateDirectories(Path.Combine(s_dotnetRoot, "sdk"))
            .Select(static sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
            .Where(File.Exists)
            .OrderByDescending(static path => path, StringComparer.Ordinal)
            .First();
        string response = Path.Combine(folder, "csc.rsp");
        File.WriteAllLines(response, arguments);
        return RunAsync(folder, [compiler, "/noconfig", "/nostdlib", "@" + response], cancellationToken);
    }

    /// <summary>Runs <c>dotnet</c>.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path.Combine(s_dotnetRoot, "dotnet"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test runner sets for itself is nothing for a build that it starts; CI decides about dates and logs.
        foreach (string name in start.Environment.Keys.Where(static key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || key is "CI" or "TF_BUILD" or "GITHUB_ACTIONS" or "TEAMCITY_VERSION" or "JENKINS_URL" or "CODEBUILD_BUILD_ID" or "DOTNET_HOST_PATH").ToArray())
        {
            _ = start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private static string FindRepository([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
