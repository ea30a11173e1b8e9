using System.Net;
using System.Net.Sockets;

namespace Helix.Benchmarks.Calls.Stubs;

/// <summary>A server of this process on loopback, with a thread a connection and nothing that allocates once a client is connected.</summary>
internal static class LoopbackStub
{
    /// <param name="serve">Serves one connection to its end, on a thread of its own.</param>
    /// <returns>The port.</returns>
    public static int Start(Action<Socket> serve)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Run(() =>
        {
            while (true)
            {
                Socket client = listener.AcceptSocket();
                client.NoDelay = true;
                Run(() =>
                {
                    using (client)
                    {
                        serve(client);
                    }
                });
            }
        });
        return ((IPEndPoint)listener.LocalEndpoint).Port;

        static void Run(Action action) => new Thread(() =>
        {
            try
            {
                action();
            }
            catch (SocketException)
            {
                // The client went away.
            }
        }) { IsBackground = true }.Start();
    }
}
