using System.Diagnostics;

namespace Helix.Packaging.Tests;

/// <summary>
/// A compiler server (VBCSCompiler) of this run alone, that the builds of all tests share, as an IDE or a build machine has one. It is a
/// child of the tests: one that a build starts would keep the build's output open, and whoever reads it waiting.
/// </summary>
internal sealed class CompilerServer : IDisposable
{
    private readonly string _pipe = "helix-" + Guid.NewGuid().ToString("N")[..12];
    private Process? _server;

    /// <summary>What a build needs to use it: MSBuild takes properties from the environment.</summary>
    public (string Name, string Value)[] Environment => [("UseSharedCompilation", "true"), ("SharedCompilationId", _pipe)];

    public bool IsRunning => _server is { HasExited: false };

    public async Task StartAsync(string folder)
    {
        string version = (await CommandLine.RunAsync(folder, "dotnet", ["--version"], CancellationToken.None)).ShouldSucceed().Output.Trim();
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        string program = Path.Combine(root, "sdk", version, "Roslyn", "bincore", "VBCSCompiler.dll");
        Assert.True(File.Exists(program), program + " is missing");
        _server = Process.Start(new ProcessStartInfo(Path.Combine(root, "dotnet"), [program, "-pipename:" + _pipe])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // The name that compiler and server agree on: .NET's own would depend on TMPDIR. A connection without a request would end the server.
        string pipe = OperatingSystem.IsWindows() ? @"\\.\pipe\" + _pipe : "/tmp/" + _pipe;
        for (var patience = Stopwatch.StartNew(); !File.Exists(pipe); await Task.Delay(50))
        {
            Assert.True(IsRunning && patience.Elapsed < TimeSpan.FromMinutes(2), "The compiler server did not start.");
        }
    }

    public void Dispose()
    {
        if (IsRunning)
        {
            _server!.Kill();
            _server.WaitForExit();
        }

        _server?.Dispose();
    }
}
