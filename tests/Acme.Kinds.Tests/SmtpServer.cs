using System.Diagnostics;
using System.Globalization;
using Helix.Testing;

namespace Acme.Kinds.Tests;

/// <summary>A real SMTP server on loopback, aiosmtpd, with a throw-away folder for what it takes over.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly string _python;
    private readonly string _folder = Directory.CreateTempSubdirectory("helix-smtp-").FullName;
    private ServerProcess? _process;

    private SmtpServer(string python) => _python = python;

    public int Port { get; } = ServerProcess.FreePort();

    /// <summary>The messages that it took over, in no order.</summary>
    public IReadOnlyList<string> Messages => [.. Directory.GetFiles(_folder, "*.eml").Select(File.ReadAllText)];

    /// <summary>Starts it; where it is missing, the test is skipped, or fails in CI.</summary>
    /// <param name="password">What clients sign in with; null where nobody does.</param>
    public static async Task<SmtpServer> StartAsync(string? password = null)
    {
        if (ServerProcess.Find("aiosmtpd") is not { } program || (await File.ReadAllLinesAsync(program))[0] is not ['#', '!', .. var python])
        {
            ServerProcess.Missing("The SMTP server aiosmtpd", "Install the package python3-aiosmtpd.");
            throw new UnreachableException();
        }

        var server = new SmtpServer(python.Trim().Split(' ')[0]);
        if (password is not null)
        {
            server.SetPassword(password);
        }

        await server.RestartAsync();
        return server;
    }

    public void SetPassword(string password) => File.WriteAllText(Path.Combine(_folder, "password"), password);

    public async Task RestartAsync()
    {
        _process = ServerProcess.Start(_python, [Path.Combine(AppContext.BaseDirectory, "smtp_server.py"), _folder, Port.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitAsync(() => Task.FromResult(_process.Output.Contains("ready", StringComparison.Ordinal)));
    }

    public Task KillAsync() => _process!.KillAsync();

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
