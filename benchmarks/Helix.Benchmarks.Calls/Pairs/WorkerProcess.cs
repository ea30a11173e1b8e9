using System.Diagnostics;
using System.Globalization;
using Helix.Benchmarks.Calls.Clients;

namespace Helix.Benchmarks.Calls.Pairs;

/// <summary>A worker that runs, as its parent sees it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static async Task<WorkerProcess> StartAsync(Server server, bool collected, int port)
    {
        string[] arguments = ["worker", server.ToString(), collected.ToString(), port.ToString(CultureInfo.InvariantCulture)];
        var worker = new WorkerProcess(Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        return await worker.ReadAsync() == "ready" ? worker : throw new InvalidOperationException("The worker did not start.");
    }

    public async Task<Cost> MeasureAsync(Side side, int calls)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{side} {calls}"));
        await _process.StandardInput.FlushAsync();
        string[] parts = (await ReadAsync()).Split(' ');
        return new(Microseconds(parts[0]), Microseconds(parts[1]));

        double Microseconds(string ticks) => TimeSpan.FromTicks(long.Parse(ticks, CultureInfo.InvariantCulture)).TotalMicroseconds / calls;
    }

    /// <summary>Starts both sides on new connections, where each has a process of the server of its own.</summary>
    public async Task ReconnectAsync()
    {
        await _process.StandardInput.WriteLineAsync(Worker.Reconnect);
        await _process.StandardInput.FlushAsync();
        _ = await ReadAsync();
    }

    /// <summary>Bytes that one call allocates, as the mean of so many.</summary>
    public async Task<double> AllocatedAsync(Side side, int calls)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{side} {calls} bytes"));
        await _process.StandardInput.FlushAsync();
        return double.Parse(await ReadAsync(), CultureInfo.InvariantCulture) / calls;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<string> ReadAsync() => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The worker ended.");
}

/// <summary>What one call cost, as the mean of a block of calls, in microseconds.</summary>
/// <param name="Wall">Time until the answer.</param>
/// <param name="Processor">Processor time of the calling process.</param>
internal readonly record struct Cost(double Wall, double Processor);
