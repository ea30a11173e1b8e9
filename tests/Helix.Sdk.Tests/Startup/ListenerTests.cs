using Helix.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Helix.Sdk.Tests.Startup;

/// <summary>What listeners are told when reloads, other listeners and the end of the app come in between.</summary>
public sealed class ListenerTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_app_ends_while_a_listener_asks_for_the_settings_of_a_product()
    {
        IConfigurationRoot configuration = Boxes.Memory(("Helix:AnyBox:Timeout", "1s"));
        ServiceProvider provider = Boxes.AnyBox(configuration);
        HelixCatalog catalog = provider.GetRequiredService<HelixCatalog>();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        _ = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>().OnChange((_, _) =>
        {
            called.SetResult();
            _ = goOn.Wait(s_long);
            _ = catalog.GetSettings(catalog.Products[0]);
        });
        configuration["Helix:AnyBox:Timeout"] = "2s";

        Task reload = Task.Factory.StartNew(configuration.Reload, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await called.Task.WaitAsync(s_long, Token);
        Task end = Task.Factory.StartNew(provider.Dispose, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAny(end, Task.Delay(300, Token));
        goOn.Set();

        await Task.WhenAll(reload, end).WaitAsync(s_long, Token);
    }

    [Fact]
    public void A_listener_that_fails_does_not_keep_the_change_from_the_others_of_its_product()
    {
        IConfigurationRoot configuration = Boxes.Memory(("Helix:AnyBox:Timeout", "1s"));
        using ServiceProvider provider = Boxes.AnyBox(configuration);
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        var told = new List<TimeSpan>();
        using IDisposable? failing = monitor.OnChange(static (_, _) => throw new InvalidOperationException("no"));
        using IDisposable? listener = monitor.OnChange((settings, _) => told.Add(settings.Timeout));

        configuration["Helix:AnyBox:Timeout"] = "2s";
        configuration.Reload();

        Assert.Equal([TimeSpan.FromSeconds(2)], told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_kind_and_the_app_both_listen_whoever_comes_first(bool appFirst)
    {
        IConfigurationRoot configuration = Boxes.Memory(("Helix:AnyBox:Timeout", "1s"));
        using ServiceProvider provider = Boxes.AnyBox(configuration);
        AnyBox box = provider.GetRequiredService<AnyBox>();
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        var told = new List<string>();
        using (appFirst ? App() : Kind())
        using (appFirst ? Kind() : App())
        {
            configuration["Helix:AnyBox:Timeout"] = "2s";
            configuration.Reload();
        }

        configuration["Helix:AnyBox:Timeout"] = "3s";
        configuration.Reload();

        Assert.Equal(["app 00:00:02", "kind 00:00:02"], told.Order(StringComparer.Ordinal));

        IDisposable App() => monitor.OnChange((settings, _) => told.Add($"app {settings.Timeout}"))!;

        IDisposable Kind() => box.OnBoxChange(settings => told.Add($"kind {settings.Timeout}"));
    }

    [Fact]
    public async Task A_product_is_bound_while_the_configuration_is_reloaded_again_and_again()
    {
        for (int i = 0; i < 20; i++)
        {
            IConfigurationRoot configuration = Boxes.Memory(("Helix:AnyBox:Timeout", "1s"));
            await using ServiceProvider provider = Boxes.AnyBox(configuration);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            Task reloads = Task.Factory.StartNew(
                () =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        configuration.Reload();
                    }
                },
                Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            Task bound = Task.Factory.StartNew(provider.GetRequiredService<AnyBox>, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

            await bound.WaitAsync(s_long, Token);
            await stop.CancelAsync();
            await reloads.WaitAsync(s_long, Token);
        }
    }

    [Fact]
    public async Task What_a_listener_is_told_last_is_what_holds()
    {
        IConfigurationRoot one = Boxes.Memory(("Helix:AnyBox:Timeout", "1s")), two = Boxes.Memory(("Helix:ToolBox:Host", "h"));
        using ServiceProvider provider = new ServiceCollection().AddAnyBox(one).AddToolBox(two).BuildServiceProvider();
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        using IDisposable? slow = monitor.OnChange((_, _) =>
        {
            if (called.TrySetResult())
            {
                _ = goOn.Wait(s_long);
            }
        });
        var told = new List<TimeSpan>();
        using IDisposable? listener = monitor.OnChange((settings, _) => told.Add(settings.Timeout));

        one["Helix:AnyBox:Timeout"] = "2s";
        Task first = Task.Factory.StartNew(one.Reload, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await called.Task.WaitAsync(s_long, Token);
        one["Helix:AnyBox:Timeout"] = "3s";
        // A reload of the other configuration reads this one too.
        Task second = Task.Factory.StartNew(two.Reload, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await second.WaitAsync(s_long, Token);
        goOn.Set();
        await first.WaitAsync(s_long, Token);

        Assert.Equal(TimeSpan.FromSeconds(3), monitor.CurrentValue.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(3), told[^1]);
    }
}
