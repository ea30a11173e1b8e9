using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Helix.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Helix.Sdk.Tests.Startup;

/// <summary>Edits of real files under a running app.</summary>
public sealed class FileReloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_malformed_file_keeps_its_last_good_values_also_when_another_file_is_reloaded()
    {
        using var folder = new TemporaryFolder();
        string one = folder.Write("one.json", """{ "Helix": { "AnyBox": { "Timeout": "7s" } } }""");
        string two = folder.Write("two.json", """{ "Helix": { "AnyBox": { "Room": "1MiB" } } }""");
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddJsonFile(one, optional: false, reloadOnChange: true)
            .AddJsonFile(two, optional: false, reloadOnChange: true)
            .Build();
        using var disposable = (IDisposable)configuration;
        var log = new LogLines();
        using ServiceProvider provider = Boxes.AnyBox(configuration, log);
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        Assert.Equal(TimeSpan.FromSeconds(7), monitor.CurrentValue.Timeout);

        _ = folder.Write("one.json", "{ \"Helix\": { \"AnyBox\": {\n \"Timeout\": \"zx-secret-86");
        string warning = await log.WarningAsync(static text => text.Contains("one.json", StringComparison.Ordinal), Token);

        Assert.Equal("Helix: products keep the settings they have: one.json is malformed in line 2.", warning);
        Assert.Equal(TimeSpan.FromSeconds(7), monitor.CurrentValue.Timeout);

        var told = new TaskCompletionSource<AnyBoxSettings>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (monitor.OnChange((settings, _) => told.TrySetResult(settings)))
        {
            _ = folder.Write("two.json", """{ "Helix": { "AnyBox": { "Timeout": null, "Room": "2MiB" } } }""");
            _ = await log.WarningAsync(static text => text.Contains("Room has changed; a restart takes it over", StringComparison.Ordinal), Token);
            Assert.Equal(1 << 20, monitor.CurrentValue.Room);
        }

        _ = folder.Write("two.json", "{}");
        var repaired = new TaskCompletionSource<AnyBoxSettings>(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable? listener = monitor.OnChange((settings, _) =>
        {
            if (settings.Timeout == TimeSpan.FromSeconds(8))
            {
                repaired.TrySetResult(settings);
            }
        });
        _ = folder.Write("one.json", """{ "Helix": { "AnyBox": { "Timeout": "8s" } } }""");
        Assert.Equal(TimeSpan.FromSeconds(8), (await repaired.Task.WaitAsync(TimeSpan.FromSeconds(30), Token)).Timeout);
    }

    [Fact]
    public async Task A_thousand_reloads_a_third_of_them_invalid_show_four_readers_only_whole_and_valid_settings()
    {
        IConfigurationRoot configuration = Boxes.Memory(("Helix:AnyBox:Timeout", "100ms"), ("Helix:AnyBox:Password", "zx-secret-100"));
        using ServiceProvider provider = Boxes.AnyBox(configuration);
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        _ = monitor.CurrentValue;
        using var rejected = new RejectedReloads();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var reading = new CountdownEvent(4);
        Task<int>[] readers =
        [
            .. Enumerable.Range(0, 4).Select(reader => Task.Factory.StartNew(() =>
            {
                _ = reading.Signal();
                var seen = new HashSet<TimeSpan>();
                while (!stop.IsCancellationRequested)
                {
                    AnyBoxSettings settings = monitor.CurrentValue;
                    string expected = $"zx-secret-{settings.Timeout.TotalMilliseconds}";
                    if (settings.Password!.Reveal() != expected || settings.Timeout < TimeSpan.FromMilliseconds(100) || settings.Timeout > TimeSpan.FromMinutes(1))
                    {
                        throw new InvalidOperationException($"torn or invalid: {settings.Timeout}");
                    }

                    _ = seen.Add(settings.Timeout);
                }

                return seen.Count;
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];

        reading.Wait(Token);
        var old = new List<WeakReference>();
        int valid = 0;
        for (int i = 1; i <= 1000; i++)
        {
            bool bad = i % 3 == 0;
            configuration["Helix:AnyBox:Timeout"] = bad ? "2h" : $"{100 + i}ms";
            configuration["Helix:AnyBox:Password"] = $"zx-secret-{100 + i}";
            configuration.Reload();
            valid += bad ? 0 : 1;
            if (!bad)
            {
                Assert.Equal(100 + i, Remember(monitor, old));
            }
        }

        await stop.CancelAsync();
        int[] seen = await Task.WhenAll(readers);

        Assert.Equal((667, 333), (valid, rejected.Count));
        Assert.All(seen, static count => Assert.InRange(count, 1, 668));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(old.Count(static settings => settings.IsAlive), 0, 2);
    }

    /// <summary>In a method of its own, so that no local of the test keeps settings alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Remember(IOptionsMonitor<AnyBoxSettings> monitor, List<WeakReference> old)
    {
        AnyBoxSettings settings = monitor.CurrentValue;
        old.Add(new(settings));
        return settings.Timeout.TotalMilliseconds;
    }

    [Fact]
    public async Task A_reload_while_products_are_bound_is_read_afterwards()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().Add(new ReloadsWhenRead()).Build();
        using ServiceProvider provider = Boxes.AnyBox(configuration);
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();

        _ = monitor.CurrentValue;
        for (int i = 0; i < 600 && monitor.CurrentValue.Timeout != TimeSpan.FromSeconds(2); i++)
        {
            await Task.Delay(50, Token);
        }

        Assert.Equal(TimeSpan.FromSeconds(2), monitor.CurrentValue.Timeout);
    }

    private sealed class RejectedReloads : IDisposable
    {
        private readonly MeterListener _listener = new();
        private int _count;

        public RejectedReloads()
        {
            int thread = Environment.CurrentManagedThreadId;
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "helix.config.reload.rejected")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };

            // Other tests reload on threads of their own.
            _listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => _count += Environment.CurrentManagedThreadId == thread ? (int)measurement : 0);
            _listener.Start();
        }

        public int Count => _count;

        public void Dispose() => _listener.Dispose();
    }

    /// <summary>A source whose value changes, and says so from another thread, while it is asked.</summary>
    private sealed class ReloadsWhenRead : ConfigurationProvider, IConfigurationSource
    {
        private int _asked;

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            value = key == "Helix:AnyBox:Timeout" ? Volatile.Read(ref _asked) == 0 ? "1s" : "2s" : null;
            if (value == "1s")
            {
                Volatile.Write(ref _asked, 1);
                var reload = new Thread(OnReload);
                reload.Start();

                // Enough for the other thread to arrive, and too little to be the test's time.
                Thread.Sleep(100);
            }

            return value is not null;
        }

        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
            parentPath == "Helix:AnyBox" ? ["Timeout"] : [];
    }
}
