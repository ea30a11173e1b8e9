using System.Net;
using System.Net.Sockets;

namespace Helix.Testing;

/// <summary>
/// A TCP proxy on loopback before a real server, to make it slow or unreachable at will. While it stalls, connections are accepted and stay
/// open, and no byte goes either way: so looks a server that hangs, or a network that loses packets.
/// </summary>
internal sealed class StallingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private readonly int _target;
    private readonly Task _accepting;
    private TaskCompletionSource _gate = Open();
    private int _accepted;

    private StallingProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port to connect to in place of the server's.</summary>
    public int Port { get; }

    /// <summary>How many connections were accepted since the start.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Waits before each block of bytes is passed on, in each direction; zero for no wait.</summary>
    public TimeSpan Delay { get; set; }

    /// <param name="target">The server's port on loopback.</param>
    public static StallingProxy Before(int target) => new(target);

    /// <summary>Passes on nothing more, until <see cref="Resume"/>.</summary>
    public void Stall() => _ = Interlocked.Exchange(ref _gate, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Passes on what waits, and what comes.</summary>
    public void Resume() => Interlocked.Exchange(ref _gate, Open()).TrySetResult();

    /// <summary>Closes every connection, as a network that breaks; new ones are accepted.</summary>
    public void Break()
    {
        lock (_lock)
        {
            foreach (Socket socket in _open)
            {
                socket.Dispose();
            }

            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Break();
        await _accepting;
        _end.Dispose();
    }

    private static TaskCompletionSource Open()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }

    private async Task AcceptAsync()
    {
        List<Task> passing = [];
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_end.Token);
                _ = Interlocked.Increment(ref _accepted);
                passing.Add(PassAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(Socket client)
    {
        using Socket near = client;
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (_lock)
        {
            _ = _open.Add(near);
            _ = _open.Add(far);
        }

        try
        {
            await Gate();
            await far.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            _ = await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Either side went away: so does the other.
        }
        finally
        {
            lock (_lock)
            {
                _ = _open.Remove(near);
                _ = _open.Remove(far);
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            byte[] block = new byte[64 * 1024];
            for (int read; (read = await from.ReceiveAsync(block.AsMemory(), _end.Token)) > 0;)
            {
                await Gate();
                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay, _end.Token);
                }

                await to.SendAllAsync(block.AsMemory(0, read), _end.Token);
            }

            // The end of a stream is held back like its bytes.
            await Gate();
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // As above.
        }
    }

    private Task Gate() => Volatile.Read(ref _gate).Task.WaitAsync(_end.Token);
}

/// <summary>Sends the whole block.</summary>
file static class Sending
{
    public static async Task SendAllAsync(this Socket socket, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        while (!block.IsEmpty)
        {
            block = block[await socket.SendAsync(block, cancellationToken)..];
        }
    }
}
