using BenchmarkDotNet.Attributes;
using Helix.Benchmarks.Calls.Clients;

namespace Helix.Benchmarks.Calls;

/// <summary>A call through a product, beside the native client configured by hand, to a stub in the same process.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private const int Calls = 100;

    private App _app = null!;

    [ParamsAllValues]
    public Server Server { get; set; }

    /// <summary>Whether the app collects traces and metrics.</summary>
    [Params(true, false)]
    public bool Collected { get; set; }

    [GlobalSetup(Target = nameof(ByHand))]
    public async Task SetUpByHand() => _app = await App.StartAsync(Client.Of(Server, port: null), Collected, Side.ByHand);

    [GlobalSetup(Target = nameof(Product))]
    public async Task SetUpProduct() => _app = await App.StartAsync(Client.Of(Server, port: null), Collected, Side.Helix);

    [GlobalCleanup]
    public async Task CleanUp() => await _app.DisposeAsync();

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public Task ByHand() => _app.CallAsync(Side.ByHand, Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task Product() => _app.CallAsync(Side.Helix, Calls);
}
