using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quickstart.Tests;

/// <summary>The built sample, started as a user starts it, in a folder of its own.</summary>
internal sealed class QuickstartProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private QuickstartProcess(Process process, Uri address)
    {
        _process = process;
        Client = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        process.OutputDataReceived += (_, e) => Append(e.Data);
        process.ErrorDataReceived += (_, e) => Append(e.Data);
    }

    public HttpClient Client { get; }

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

    public static QuickstartProcess Start(string dataFolder, params (string Name, string Value)[] environment)
    {
        int port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        string app = Path.Combine(AppContext.BaseDirectory, "Quickstart.dll");
        var start = new ProcessStartInfo("dotnet", [app, "--urls", address.OriginalString])
        {
            WorkingDirectory = dataFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Helix__NotesDb__DataSource"] = Path.Combine(dataFolder, "notes.db");
        start.Environment["Helix__NotesApi__BaseAddress"] = address.OriginalString;
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new QuickstartProcess(new() { StartInfo = start }, address);
        _ = process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    public async Task WaitUntilServingAsync(CancellationToken cancellationToken)
    {
        while (!_process.HasExited)
        {
            try
            {
                _ = await Client.GetAsync(new Uri("/notes", UriKind.Relative), cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, cancellationToken);
            }
        }

        Assert.Fail("The app ended before it served:\n" + Output);
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _ = _output.Append(line).Append('\n');
            }
        }
    }
}
