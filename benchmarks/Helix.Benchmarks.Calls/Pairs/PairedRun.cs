using System.Globalization;
using Helix.Benchmarks.Calls.Clients;

namespace Helix.Benchmarks.Calls.Pairs;

/// <summary>
/// Both sides by turns, A B B A, so that whatever else the machine does meets both: in rounds, each with a fresh process, as the same code is
/// not equally fast in any two; and on new connections after some pairs, as PostgreSQL has a process for each, which is not either. What is
/// compared are the medians of two connections that took turns.
/// </summary>
internal static class PairedRun
{
    /// <summary>Calls one after the other of a side's turn.</summary>
    private const int Block = 10;

    /// <summary>Pairs on one connection of each side.</summary>
    private const int Connected = 10;

    private const int AllocatingCalls = 10_000;

    // It is the same in all.
    private const int AllocatingRounds = 2;

    public static async Task<int> RunAsync(Server[] servers, bool stubs, bool collected, int rounds, int pairs)
    {
        Print("", "pairs", "by hand", "Helix", "more", "95% interval", "processor time by hand", "more", "95% interval", "allocated by hand", "more");
        foreach (Server server in servers)
        {
            await using RealServer? real = stubs ? null : await RealServer.StartAsync(server);
            List<List<(Cost ByHand, Cost Helix)[]>> measured = [];
            List<(double ByHand, double Helix)> allocated = [];
            for (int round = 0; round < rounds; round++)
            {
                using WorkerProcess worker = await WorkerProcess.StartAsync(server, collected, real?.Port ?? 0);
                measured.Add(await RoundAsync(worker, pairs));
                if (round < AllocatingRounds)
                {
                    allocated.Add((await worker.AllocatedAsync(Side.ByHand, AllocatingCalls), await worker.AllocatedAsync(Side.Helix, AllocatingCalls)));
                }
            }

            Interval wall = Compared(measured, static cost => cost.Wall, static (byHand, helix) => (helix / byHand) - 1);
            Interval processor = Compared(measured, static cost => cost.Processor, static (byHand, helix) => helix - byHand);
            Print(
                server.ToString(),
                Text($"{rounds * pairs}"),
                Text($"{Median(measured, static pair => pair.ByHand.Wall):F1} µs"),
                Text($"{Median(measured, static pair => pair.Helix.Wall):F1} µs"),
                Text($"{wall.Value:+0.0%;-0.0%}"),
                Text($"{wall.Low:+0.0%;-0.0%} … {wall.High:+0.0%;-0.0%}"),
                Text($"{Median(measured, static pair => pair.ByHand.Processor):F1} µs"),
                Text($"{processor.Value:+0.00;-0.00} µs"),
                Text($"{processor.Low:+0.00;-0.00} … {processor.High:+0.00;-0.00} µs"),
                Text($"{Interval.Median([.. allocated.Select(static of => of.ByHand)]):F0} B"),
                Text($"{Interval.Median([.. allocated.Select(static of => of.Helix - of.ByHand)]):+0;-0;0} B"));
        }

        return 0;
    }

    private static async Task<List<(Cost ByHand, Cost Helix)[]>> RoundAsync(WorkerProcess worker, int pairs)
    {
        List<(Cost ByHand, Cost Helix)[]> connections = [];
        for (int left = pairs; left > 0; left -= Connected)
        {
            if (left < pairs)
            {
                await worker.ReconnectAsync();
            }

            connections.Add(await PairsAsync(worker, int.Min(left, Connected)));
        }

        return connections;
    }

    private static async Task<(Cost ByHand, Cost Helix)[]> PairsAsync(WorkerProcess worker, int pairs)
    {
        (Cost ByHand, Cost Helix)[] costs = new (Cost, Cost)[pairs];
        for (int i = 0; i < pairs; i++)
        {
            if (i % 2 == 0)
            {
                costs[i].ByHand = await worker.MeasureAsync(Side.ByHand, Block);
                costs[i].Helix = await worker.MeasureAsync(Side.Helix, Block);
            }
            else
            {
                costs[i].Helix = await worker.MeasureAsync(Side.Helix, Block);
                costs[i].ByHand = await worker.MeasureAsync(Side.ByHand, Block);
            }
        }

        return costs;
    }

    private static Interval Compared(List<List<(Cost ByHand, Cost Helix)[]>> rounds, Func<Cost, double> part, Func<double, double, double> compare) =>
        Interval.OfMedian([.. rounds.Select(round => round.Select(pairs => compare(
            Interval.Median([.. pairs.Select(pair => part(pair.ByHand))]),
            Interval.Median([.. pairs.Select(pair => part(pair.Helix))]))).ToArray())]);

    private static double Median(List<List<(Cost ByHand, Cost Helix)[]>> rounds, Func<(Cost ByHand, Cost Helix), double> part) =>
        Interval.Median([.. rounds.SelectMany(static round => round).SelectMany(static pairs => pairs).Select(part)]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Print(params string[] columns) => Console.WriteLine($"| {string.Join(" | ", columns)} |");
}
