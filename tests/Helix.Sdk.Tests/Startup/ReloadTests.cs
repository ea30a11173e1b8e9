using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Helix.Sdk.Tests.Startup;

/// <summary>What an edit of the configuration does to a running app.</summary>
public sealed class ReloadTests
{
    [Fact]
    public void A_live_key_is_taken_over_and_told_to_listeners_and_others_wait_for_a_restart()
    {
        (ServiceProvider provider, IConfigurationRoot configuration) = Build(("Timeout", "1s"), ("Port", "1"));
        using ServiceProvider owned = provider;
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        var told = new List<TimeSpan>();
        using IDisposable? listener = monitor.OnChange((settings, _) => told.Add(settings.Timeout));
        Assert.Equal(TimeSpan.FromSeconds(1), monitor.CurrentValue.Timeout);

        Edit(configuration, ("Timeout", "2s"), ("Port", "2"));

        Assert.Equal((TimeSpan.FromSeconds(2), 1), (monitor.CurrentValue.Timeout, monitor.CurrentValue.Port));
        Assert.Equal([TimeSpan.FromSeconds(2)], told);
    }

    [Fact]
    public void An_invalid_edit_keeps_every_value_and_the_next_valid_one_is_taken_over()
    {
        (ServiceProvider provider, IConfigurationRoot configuration) = Build(("Timeout", "1s"));
        using ServiceProvider owned = provider;
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        AnyBoxSettings first = monitor.CurrentValue;

        Edit(configuration, ("Timeout", "2h"));
        Assert.Same(first, monitor.CurrentValue);

        Edit(configuration, ("Timeout", "3s"));
        Assert.Equal(TimeSpan.FromSeconds(3), monitor.CurrentValue.Timeout);
    }

    [Fact]
    public void A_list_or_map_that_needs_a_restart_keeps_all_of_its_items_and_gets_no_new_one()
    {
        (ServiceProvider provider, IConfigurationRoot configuration) =
            Build(("Names:0", "a"), ("Names:1", "b"), ("Weights:x", "1"), ("Doors:0:Name", "front"));
        using ServiceProvider owned = provider;
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        _ = monitor.CurrentValue;

        Edit(
            configuration, ("Names:0", "x"), ("Names:1", "y"), ("Names:2", "z"), ("Weights:x", "2"), ("Weights:y", "3"),
            ("Doors:0:Name", "back"), ("Doors:1:Name", "side"), ("Timeout", "7s"));

        AnyBoxSettings now = monitor.CurrentValue;
        Assert.Equal(TimeSpan.FromSeconds(7), now.Timeout);
        Assert.Equal(["a", "b"], now.Names);
        Assert.Equal([new KeyValuePair<string, double>("x", 1)], now.Weights);
        Assert.Equal(["front"], now.Doors.Select(static door => door.Name));
    }

    [Fact]
    public void A_listener_that_fails_neither_stops_the_reload_nor_undoes_it()
    {
        (ServiceProvider provider, IConfigurationRoot configuration) = Build(("Timeout", "1s"));
        using ServiceProvider owned = provider;
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        using IDisposable? listener = monitor.OnChange(static (_, _) => throw new InvalidOperationException("no"));

        Edit(configuration, ("Timeout", "2s"));

        Assert.Equal(TimeSpan.FromSeconds(2), monitor.CurrentValue.Timeout);
    }

    private static (ServiceProvider Provider, IConfigurationRoot Configuration) Build(params (string Key, string Value)[] values)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(static pair => new KeyValuePair<string, string?>("Helix:AnyBox:" + pair.Key, pair.Value)))
            .Build();
        var services = new ServiceCollection();
        _ = services.AddAnyBox(configuration);
        return (services.BuildServiceProvider(), configuration);
    }

    private static void Edit(IConfigurationRoot configuration, params (string Key, string Value)[] values)
    {
        foreach ((string key, string value) in values)
        {
            configuration["Helix:AnyBox:" + key] = value;
        }

        configuration.Reload();
    }
}
