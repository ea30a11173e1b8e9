using System.Diagnostics;
using System.Globalization;

namespace Helix.Testing;

/// <summary>The blob service of the Azurite emulator on loopback, with a throw-away folder and an account of its own.</summary>
internal sealed class AzuriteServer : IAsyncDisposable
{
    public const string Account = "acmetests";

    /// <summary>Keys of accounts are base64.</summary>
    public const string FirstKey = "YmxvYnMtZmlyc3QtU2VjcmV0LTkwMTg=";

    private readonly string _folder;
    private readonly string _program;
    private ServerProcess? _process;

    private AzuriteServer(string folder, string program, int port)
    {
        _folder = folder;
        _program = program;
        Port = port;
    }

    public int Port { get; }

    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/{Account}");

    /// <summary>Starts it; where there is no Azurite, the test is skipped, or fails in CI.</summary>
    public static async Task<AzuriteServer> StartAsync()
    {
        if (ServerProcess.Find("azurite-blob") is not { } program)
        {
            ServerProcess.Missing("Azurite", "Install it with npm install -g azurite, or put azurite-blob on PATH.");
            throw new UnreachableException();
        }

        var server = new AzuriteServer(Directory.CreateTempSubdirectory("helix-azurite-").FullName, program, ServerProcess.FreePort());
        await server.RestartAsync();
        return server;
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, on the same port and data.</summary>
    /// <param name="key">The key of the account from now on.</param>
    public async Task RestartAsync(string key = FirstKey)
    {
        _process = ServerProcess.Start(
            _program,
            [
                "--blobHost", "127.0.0.1", "--blobPort", Port.ToString(CultureInfo.InvariantCulture), "--location", _folder,
                "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            ],
            [new("AZURITE_ACCOUNTS", $"{Account}:{key}")]);
        await _process.WaitAsync(() => Task.FromResult(_process.Output.Contains("successfully listens", StringComparison.Ordinal)));
    }

    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Ends it as its operators do: it saves its index first, which it does not do before it acknowledges.</summary>
    public Task StopAsync() => _process!.StopAsync();

    /// <summary>It keeps its connections, and answers nothing.</summary>
    public void Freeze() => _process!.Freeze();

    public void Thaw() => _process!.Thaw();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
