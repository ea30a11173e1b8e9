using System.Diagnostics;
using System.Globalization;

namespace Helix.Testing;

/// <summary>
/// A real RabbitMQ on loopback: a node of its own name, with a throw-away folder for data, cookie and configuration, and a port mapper of its
/// own, so that it meets no other node of the machine.
/// </summary>
internal sealed class RabbitMqServer : IAsyncDisposable
{
    public const string Username = "events";
    public const string FirstPassword = "mq-first-Secret-6120";

    private readonly string _folder;
    private readonly string _programs;
    private readonly ServerProcess _portMapper;
    private readonly Dictionary<string, string> _environment;
    private ServerProcess? _process;

    private RabbitMqServer(string folder, string programs, string epmd, (string Certificate, string Key)? tls)
    {
        _folder = folder;
        _programs = programs;
        int mapper = ServerProcess.FreePort();
        _environment = new()
        {
            ["HOME"] = folder,
            ["LANG"] = "C.UTF-8",
            ["RABBITMQ_NODENAME"] = Path.GetFileName(folder) + "@localhost",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
            // The machine's own settings are not ours.
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "none"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            ["RABBITMQ_DIST_PORT"] = Text(ServerProcess.FreePort()),
            ["RABBITMQ_CTL_DIST_PORT_MIN"] = Text(ServerProcess.FreePort()),
            ["ERL_EPMD_PORT"] = Text(mapper),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        };
        Port = ServerProcess.FreePort();
        string[] settings =
        [
            $"listeners.tcp.default = 127.0.0.1:{Port}",
            $"default_user = {Username}",
            $"default_pass = {FirstPassword}",
            "disk_free_limit.absolute = 1MB",
            "log.console.level = warning",
        ];
        if (tls is { } files)
        {
            TlsPort = ServerProcess.FreePort();
            settings =
            [
                .. settings,
                $"listeners.ssl.default = 127.0.0.1:{TlsPort}",
                $"ssl_options.cacertfile = {files.Certificate}",
                $"ssl_options.certfile = {files.Certificate}",
                $"ssl_options.keyfile = {files.Key}",
                "ssl_options.verify = verify_none",
            ];
        }

        File.WriteAllLines(Path.Combine(folder, "rabbitmq.conf"), settings);
        File.WriteAllText(Path.Combine(folder, "plugins"), "[].\n");
        // The server would start it as a daemon that outlives the test.
        _portMapper = ServerProcess.Start(epmd, ["-port", Text(mapper), "-address", "127.0.0.1"]);
    }

    public int Port { get; }

    /// <summary>The port with TLS; 0 where the server has none.</summary>
    public int TlsPort { get; }

    /// <summary>Starts a server; where there is no RabbitMQ, the test is skipped, or fails in CI.</summary>
    /// <param name="tls">PEM files of the server's certificate and key, for a port with TLS; null for none.</param>
    public static async Task<RabbitMqServer> StartAsync((string Certificate, string Key)? tls = null)
    {
        // Debian's programs on PATH change to a user of their own; the ones that they call do not.
        if (ServerProcess.Find("rabbitmq-server", "/usr/lib/rabbitmq/bin", "/usr/local/sbin", "/opt/rabbitmq/sbin") is not { } server
            || ServerProcess.Find("epmd", "/usr/lib/erlang/bin") is not { } epmd)
        {
            ServerProcess.Missing("RabbitMQ", "Install the package rabbitmq-server, or put rabbitmq-server, rabbitmqctl and epmd on PATH.");
            throw new UnreachableException();
        }

        const string debian = "/usr/lib/rabbitmq/bin";
        string programs = Directory.Exists(debian) ? debian : Path.GetDirectoryName(server)!;
        var result = new RabbitMqServer(Directory.CreateTempSubdirectory("helix-rabbitmq-").FullName, programs, epmd, tls);
        await result.RestartAsync();
        return result;
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, on the same ports and data.</summary>
    public async Task RestartAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _process = ServerProcess.Start(Path.Combine(_programs, "rabbitmq-server"), [], _environment);
        await _process.WaitAsync(
            () => Task.FromResult(_process.Output.Contains("completed with", StringComparison.Ordinal)), TimeSpan.FromMinutes(10));
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Runs a command of the server's operators, such as <c>change_password</c>.</summary>
    public Task ControlAsync(params IEnumerable<string> arguments) =>
        ServerProcess.RunAsync(Path.Combine(_programs, "rabbitmqctl"), arguments, _environment);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        await _portMapper.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
