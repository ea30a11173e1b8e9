using Helix.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Helix.Sdk.Tests.Configuration;

/// <summary>What people lose hours with in .NET's configuration binder. Each test guards against one of these.</summary>
public sealed class BinderComplaintTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Required_keys_are_checked()
    {
        using ServiceProvider provider = Boxes.ToolBox(Boxes.Memory());

        Assert.Equal(
            "Helix:ToolBox:Host is required and has no value",
            Assert.Single(Assert.Throws<ProductConfigurationException>(() => provider.GetRequiredService<ToolBoxSettings>()).Errors).ToString());
    }

    [Fact]
    public void Unknown_keys_are_not_swallowed_and_other_sections_are_nobodys_business()
    {
        using ServiceProvider provider = Boxes.AnyBox(Boxes.Memory(("Helix:AnyBox:Hst", "h"), ("Helix:Other:Hst", "h"), ("AnyBox:Hst", "h"), ("PATH", "/bin")));

        Assert.Equal(
            ["Helix:AnyBox:Hst"], Assert.Throws<ProductConfigurationException>(() => provider.GetRequiredService<AnyBoxSettings>()).Errors.Select(static e => e.Key));
    }

    [Fact]
    public void Null_is_not_given_empty_text_is_a_text_and_an_empty_array_is_an_empty_list()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write(
            "appsettings.json", """{ "Helix": { "AnyBox": { "Port": null, "Names": [], "Pool": {}, "Weights": {}, "Doors": null, "Text": "ab" } } }""");
        using ServiceProvider provider = Boxes.AnyBox(new ConfigurationBuilder().AddJsonFile(file).Build());

        AnyBoxSettings settings = provider.GetRequiredService<AnyBoxSettings>();

        Assert.Equal((80, "ab", 10), (settings.Port, settings.Text, settings.Pool.Size));
        Assert.Empty(settings.Names);
        Assert.Empty(settings.Weights);
        Assert.Empty(settings.Doors);

        using ServiceProvider empty = Boxes.AnyBox(Boxes.Memory(("Helix:AnyBox:Host", "")));
        Assert.Equal(
            "Helix:AnyBox:Host has 0 characters; expected at least 1 (in-memory configuration)",
            Assert.Single(Assert.Throws<ProductConfigurationException>(() => empty.GetRequiredService<AnyBoxSettings>()).Errors).ToString());
    }

    [Fact]
    public void A_list_is_not_appended_to_its_default()
    {
        using ServiceProvider provider = Boxes.AnyBox(Boxes.Memory(("Helix:AnyBox:Names:0", "x")));

        Assert.Equal(["x"], provider.GetRequiredService<AnyBoxSettings>().Names);
    }

    [Fact]
    public void Lists_of_two_files_are_not_merged_by_index()
    {
        using var folder = new TemporaryFolder();
        string one = folder.Write(
            "one.json", """{ "Helix": { "AnyBox": { "Names": ["a", "b", "c"], "Doors": [{ "Name": "front", "Open": true }, { "Name": "back" }], "Weights": { "x": 1, "y": 2 } } } }""");
        string two = folder.Write("two.json", """{ "Helix": { "AnyBox": { "Names": ["z"], "Doors": [{ "Name": "side" }], "Weights": { "y": 3 } } } }""");
        string three = folder.Write("three.json", """{ "Helix": { "AnyBox": { "Names": [] } } }""");
        using ServiceProvider provider = Boxes.AnyBox(new ConfigurationBuilder().AddJsonFile(one).AddJsonFile(two).Build());
        using ServiceProvider cleared = Boxes.AnyBox(new ConfigurationBuilder().AddJsonFile(one).AddJsonFile(two).AddJsonFile(three).Build());

        AnyBoxSettings settings = provider.GetRequiredService<AnyBoxSettings>();

        Assert.Equal(["z"], settings.Names);
        Assert.Equal([("side", false)], settings.Doors.Select(static door => (door.Name, door.Open)));
        Assert.Equal((1d, 3d), (settings.Weights["x"], settings.Weights["y"]));
        Assert.Empty(cleared.GetRequiredService<AnyBoxSettings>().Names);
    }

    [Fact]
    public void Errors_name_the_key_path_and_the_file()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("appsettings.json", """{ "Helix": { "AnyBox": { "Doors": [{ "Name": "front" }, { "Name": "back", "Open": "maybe" }] } } }""");
        using ServiceProvider provider = Boxes.AnyBox(new ConfigurationBuilder().AddJsonFile(file).Build());

        Assert.Equal(
            "Helix:AnyBox:Doors:1:Open 'maybe' is not true or false (appsettings.json)",
            Assert.Single(Assert.Throws<ProductConfigurationException>(() => provider.GetRequiredService<AnyBoxSettings>()).Errors).ToString());
    }

    [Fact]
    public void Secret_values_are_in_no_message()
    {
        using ServiceProvider provider = Boxes.AnyBox(Boxes.Memory(
            ("Helix:AnyBox:Password", "zx-secret-85"), ("Helix:AnyBox:Port", "Host=h;Password=zx-secret-85"), ("Helix:AnyBox:Link", "ftp://u:zx-secret-85@h")));

        ProductConfigurationException report = Assert.Throws<ProductConfigurationException>(() => provider.GetRequiredService<AnyBoxSettings>());

        Assert.Equal(["Helix:AnyBox:Port", "Helix:AnyBox:Link"], report.Errors.Select(static error => error.Key));
        Assert.DoesNotContain("zx-secret-85", report + string.Join('\n', report.Failures) + string.Join('\n', report.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_validated_before_the_app_starts_without_being_asked_for()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        _ = builder.AddToolBox();
        using IHost host = builder.Build();

        _ = await Assert.ThrowsAsync<ProductConfigurationException>(() => host.StartAsync(Token));
    }

    [Fact]
    public void Required_members_are_never_left_unset()
    {
        using ServiceProvider provider = Boxes.ToolBox(Boxes.Memory(("Helix:ToolBox:Host", "h")));

        Assert.Equal("h", provider.GetRequiredService<ToolBoxSettings>().Host);
        Assert.All(typeof(ToolBoxSettings).GetProperties(), static property => Assert.False(property.CanWrite, property.Name));
    }

    [Fact]
    public void An_invalid_reload_does_not_reach_the_app()
    {
        IConfigurationRoot configuration = Boxes.Memory(("Helix:AnyBox:Timeout", "1s"));
        var log = new LogLines();
        using ServiceProvider provider = Boxes.AnyBox(configuration, log);
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        AnyBoxSettings first = monitor.CurrentValue;

        configuration["Helix:AnyBox:Timeout"] = "1h";
        configuration.Reload();

        Assert.Same(first, monitor.CurrentValue);
        Assert.Equal(
            """
            Helix: 1 product keep the settings they have: the new configuration is not valid.
              any-box 1.0.0   owner types
                Helix:AnyBox:Timeout   1h is outside 100ms..1m   in-memory configuration
            """.ReplaceLineEndings("\n"),
            Assert.Single(log.Warnings));
    }

    [Fact]
    public void A_forbidden_list_is_reported_when_only_its_items_are_given()
    {
        ProductConfigurationException report = Assert.Throws<ProductConfigurationException>(
            () => ProductConfigurationExceptionOf("Production", ("Names:0", "x")));

        Assert.Equal("Helix:AnyBox:Names must not be set in Production", Assert.Single(report.Errors).ToString());
    }

    private static void ProductConfigurationExceptionOf(string environment, params (string Key, string Value)[] values)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(values.Select(static pair => new KeyValuePair<string, string?>("Helix:AnyBox:" + pair.Key, pair.Value)));
        _ = builder.AddAnyBox();
        using IHost host = builder.Build();
        _ = host.Services.GetRequiredService<AnyBoxSettings>();
    }
}
