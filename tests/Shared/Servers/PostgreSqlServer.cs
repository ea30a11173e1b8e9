using System.Diagnostics;
using System.Globalization;

namespace Helix.Testing;

/// <summary>A real PostgreSQL on loopback, with a throw-away data folder.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    public const string Username = "shop";
    public const string FirstPassword = "pg-first-Secret-7431";

    private readonly string _folder;
    private readonly string _postgres;
    private ServerProcess? _process;

    private PostgreSqlServer(string folder, string postgres, int port)
    {
        _folder = folder;
        _postgres = postgres;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Makes a cluster with one role and starts it; where there is no PostgreSQL, the test is skipped, or fails in CI.</summary>
    public static async Task<PostgreSqlServer> StartAsync()
    {
        // Debian keeps the programs of a server out of PATH, in a folder a version.
        const string debian = "/usr/lib/postgresql";
        string[] folders = Directory.Exists(debian)
            ? [.. Directory.GetDirectories(debian).OrderDescending(StringComparer.Ordinal).Select(static version => Path.Combine(version, "bin"))]
            : [];
        if (ServerProcess.Find("postgres", folders) is not { } postgres || ServerProcess.Find("initdb", folders) is not { } initdb)
        {
            ServerProcess.Missing("PostgreSQL", "Install the package postgresql, or put postgres and initdb on PATH.");
            throw new UnreachableException();
        }

        string folder = Directory.CreateTempSubdirectory("helix-postgres-").FullName;
        string passwords = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(passwords, FirstPassword);
        if (Environment.UserName == "root")
        {
            await ServerProcess.RunAsync("chown", ["-R", "postgres", folder]);
        }

        string data = Path.Combine(folder, "data");
        (string program, string[] arguments) = AsServerUser(
            initdb, "-D", data, "-U", Username, "--pwfile", passwords, "--auth", "scram-sha-256", "--no-sync", "-E", "UTF8", "--locale", "C");
        await ServerProcess.RunAsync(program, arguments);
        var server = new PostgreSqlServer(folder, postgres, ServerProcess.FreePort());
        await server.RestartAsync();
        return server;
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, on the same port and data.</summary>
    public async Task RestartAsync()
    {
        (string program, string[] arguments) = AsServerUser(
            _postgres,
            "-D", Path.Combine(_folder, "data"),
            "-c", "listen_addresses=127.0.0.1",
            "-c", "port=" + Port.ToString(CultureInfo.InvariantCulture),
            "-c", "unix_socket_directories=",
            "-c", "fsync=off",
            "-c", "shared_buffers=16MB",
            "-c", "max_connections=40");
        _process = ServerProcess.Start(program, arguments);
        await _process.WaitAsync(() => Task.FromResult(_process.Output.Contains("database system is ready", StringComparison.Ordinal)));
    }

    public Task KillAsync() => _process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>PostgreSQL refuses to run as root: there, it runs as the user that its package made.</summary>
    private static (string Program, string[] Arguments) AsServerUser(string program, params string[] arguments) =>
        Environment.UserName == "root"
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
            : (program, arguments);
}
