using System.Diagnostics;
using System.Globalization;
using Helix.Benchmarks.Calls.Clients;

namespace Helix.Benchmarks.Calls.Pairs;

/// <summary>
/// An app with both sides, in a process of its own. Each line of input names a side and a number of calls, each line of output tells what
/// they cost: wall and processor time, or bytes. The line "reconnect" starts both sides on new connections.
/// </summary>
internal static class Worker
{
    public const string Reconnect = "reconnect";

    // Until the code is compiled as it stays.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);

    /// <param name="server">What is called.</param>
    /// <param name="collected">Whether the app collects traces and metrics.</param>
    /// <param name="port">The port of the server on loopback; 0 for a stub in this process.</param>
    public static async Task<int> RunAsync(Server server, bool collected, int port)
    {
        if (port == 0 && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            // On which cores client and stub run would be most of what is measured.
            using var self = Process.GetCurrentProcess();
            self.ProcessorAffinity = 1;
        }

        await using App app = await App.StartAsync(Client.Of(server, port == 0 ? null : port), collected, Side.ByHand, Side.Helix);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < s_warmUp;)
        {
            await app.CallAsync(Side.ByHand, 10);
            await app.CallAsync(Side.Helix, 10);
        }

        Console.WriteLine("ready");
        while (Console.ReadLine() is { Length: > 0 } line)
        {
            if (line == Reconnect)
            {
                app.Disconnect();
                await app.CallAsync(Side.ByHand, 20);
                await app.CallAsync(Side.Helix, 20);
                Console.WriteLine(line);
                continue;
            }

            string[] words = line.Split(' ');
            Side side = Enum.Parse<Side>(words[0]);
            int count = int.Parse(words[1], CultureInfo.InvariantCulture);
            if (words is [_, _, "bytes"])
            {
                Console.WriteLine(await AllocatedAsync(app, side, count));
                continue;
            }

            TimeSpan processor = Environment.CpuUsage.TotalTime;
            long started = Stopwatch.GetTimestamp();
            await app.CallAsync(side, count);
            TimeSpan wall = Stopwatch.GetElapsedTime(started);
            processor = Environment.CpuUsage.TotalTime - processor;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{wall.Ticks} {processor.Ticks}"));
        }

        return 0;
    }

    /// <summary>What calls allocate, with what is recorded of them afterwards.</summary>
    private static async Task<long> AllocatedAsync(App app, Side side, int calls)
    {
        TimeSpan recorded = TimeSpan.FromSeconds(2);
        await Task.Delay(recorded);
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        await app.CallAsync(side, calls);
        await Task.Delay(recorded);
        return GC.GetTotalAllocatedBytes(precise: true) - bytes;
    }
}
