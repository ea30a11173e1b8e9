using System.Diagnostics;
using Helix.Tool.Terminal;
using Spectre.Console;

namespace Helix.Tool.Tests.Harness;

/// <summary>What a call printed and how it ended.</summary>
internal sealed record CallResult(int ExitCode, string Output, string Error)
{
    public CallResult ShouldEndWith(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, expected {exitCode}\n{Output}\n{Error}");
        return this;
    }
}

/// <summary>A folder that calls of the tool work in, gone when the test ends.</summary>
internal sealed class Workspace : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("helix-tool-tests-").FullName;

    /// <summary>The environment variables that the tool sees.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Where the tool asks; null for a call without a person.</summary>
    public IAnsiConsole? Asking { get; set; }

    public string Write(string name, string content)
    {
        string path = File(name);
        _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public string Read(string name) => System.IO.File.ReadAllText(File(name));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Runs the tool in this process, as from a pipe.</summary>
    public async Task<CallResult> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var console = new ToolConsole(output, error, Path, Variables.GetValueOrDefault, asking: Asking);
        int code = await HelixCommandLine.RunAsync(arguments, console, TestContext.Current.CancellationToken);
        return new(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Runs the built tool as a process of its own.</summary>
    public Task<CallResult> RunProcessAsync(params string[] arguments) =>
        RunOtherAsync("dotnet", [System.IO.Path.Combine(AppContext.BaseDirectory, "Helix.Tool.dll"), .. arguments]);

    /// <summary>Runs another program in the folder, such as git.</summary>
    public async Task<CallResult> RunOtherAsync(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
