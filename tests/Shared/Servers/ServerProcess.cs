using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Helix.Testing;

/// <summary>A real server that a test starts on loopback, with a free port and a throw-away folder, and stops at the end.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Everything that the server printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public int Id => _process.Id;

    /// <summary>A program on PATH or in one of some folders; null where there is none.</summary>
    public static string? Find(string program, params IEnumerable<string> folders) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(folders)
            .Where(static folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>
    /// Ends the test as skipped, with what is missing and how to get it. Where <c>CI</c> is set a missing server is a failure: there, a test
    /// that does not run is a hole that nobody sees.
    /// </summary>
    public static void Missing(string server, string how)
    {
        string reason = $"{server} is not on this machine. {how}";
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
    }

    /// <summary>A port that nobody listens on at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static ServerProcess Start(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach ((string name, string value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(new Process { StartInfo = start });
        server._process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        _ = server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        server._process.StandardInput.Close();
        return server;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        await using ServerProcess process = Start(program, arguments, environment);
        await process._process.WaitForExitAsync();
        if (process._process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process._process.ExitCode}:\n{process.Output}");
        }
    }

    /// <summary>Waits until the server answers.</summary>
    /// <param name="answers">Asks it; an exception counts as no answer.</param>
    /// <param name="patience">How long to wait; null for 60 seconds.</param>
    public async Task WaitAsync(Func<Task<bool>> answers, TimeSpan? patience = null)
    {
        Exception? last = null;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < (patience ?? TimeSpan.FromSeconds(60)); await Task.Delay(50))
        {
            try
            {
                if (await answers())
                {
                    return;
                }
            }
            catch (Exception e)
            {
                last = e;
            }

            if (_process.HasExited)
            {
                break;
            }
        }

        throw new InvalidOperationException($"The server did not come up: {last?.Message}\n{Output}");
    }

    /// <summary>Ends the server at once, as a crash does.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the server to end, and waits until it has.</summary>
    public Task StopAsync()
    {
        Signal("-TERM");
        return _process.WaitForExitAsync();
    }

    /// <summary>Stops it from doing anything, connections stay open: a server that hangs.</summary>
    public void Freeze() => Signal("-STOP");

    public void Thaw() => Signal("-CONT");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _ = _output.AppendLine(line);
        }
    }
}
