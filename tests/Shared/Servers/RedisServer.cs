using System.Diagnostics;
using System.Globalization;

namespace Helix.Testing;

/// <summary>A real Redis on loopback, with a throw-away data folder. Each write is on disk before it is acknowledged.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    public const string FirstPassword = "redis-first-Secret-6120";

    private readonly string _folder;
    private readonly string _program;
    private readonly string[] _arguments;
    private ServerProcess? _process;

    private RedisServer(string folder, string program, int port, string[] arguments)
    {
        _folder = folder;
        _program = program;
        _arguments = arguments;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts it; where there is no Redis, the test is skipped, or fails in CI.</summary>
    /// <param name="arguments">Further arguments of redis-server.</param>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        if (ServerProcess.Find("redis-server", "/usr/sbin", "/usr/local/bin") is not { } program)
        {
            ServerProcess.Missing("Redis", "Install the package redis-server, or put redis-server on PATH.");
            throw new UnreachableException();
        }

        var server = new RedisServer(Directory.CreateTempSubdirectory("helix-redis-").FullName, program, ServerProcess.FreePort(), arguments);
        await server.RestartAsync();
        return server;
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, on the same port and data.</summary>
    /// <param name="password">What it asks for from now on.</param>
    public async Task RestartAsync(string password = FirstPassword)
    {
        _process = ServerProcess.Start(
            _program,
            [
                "--bind", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--dir", _folder, "--save", "",
                "--appendonly", "yes", "--appendfsync", "always", "--daemonize", "no", "--requirepass", password, .. _arguments,
            ]);
        await _process.WaitAsync(() => Task.FromResult(_process.Output.Contains("Ready to accept connections", StringComparison.Ordinal)));
    }

    public Task KillAsync() => _process!.KillAsync();

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
