using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Helix.Sdk.Tests.Startup;

public sealed class RegistrationTests
{
    [Fact]
    public async Task A_product_is_one_instance_and_the_container_disposes_it()
    {
        var services = new ServiceCollection();
        _ = services.AddToolBox(Configuration(("Host", "h")));
        ServiceProvider provider = services.BuildServiceProvider();

        ToolBox box = provider.GetRequiredService<ToolBox>();
        Assert.Same(box, provider.GetRequiredService<ToolBox>());
        Assert.Equal(("h", 80), (box.Box.Host, box.Settings.Port));
        Assert.Equal("tool-box 2.3.0", box.ToString());
        await provider.DisposeAsync();

        Assert.True(box.IsDisposed);
    }

    [Fact]
    public void Adding_a_product_twice_as_a_library_and_its_app_do_is_one_registration()
    {
        var services = new ServiceCollection();
        IConfiguration configuration = Configuration(("Host", "h"));
        _ = services.AddToolBox(configuration).AddToolBox(configuration).AddKeyedToolBox(configuration, "spare").AddKeyedToolBox(configuration, "spare");

        Assert.Single(services, static service => service.ServiceType == typeof(ToolBox) && !service.IsKeyedService);
        Assert.Single(services, static service => service.ServiceType == typeof(ToolBox) && service.IsKeyedService);
    }

    [Fact]
    public void A_keyed_instance_has_a_section_of_its_own_and_inherits_nothing()
    {
        using ServiceProvider provider = Build(("Host", "main"), ("Port", "81"), ("Instances:spare:Host", "other"));

        ToolBox spare = provider.GetRequiredKeyedService<ToolBox>("spare");
        Assert.Equal(("other", 80, "spare", "tool-box:spare"), (spare.Settings.Host, spare.Settings.Port, spare.Instance, spare.Name));
        Assert.Equal(81, provider.GetRequiredService<ToolBox>().Settings.Port);
        Assert.Equal("other", provider.GetRequiredService<IOptionsMonitor<ToolBoxSettings>>().Get("spare").Host);
    }

    [Fact]
    public void Mistakes_of_an_instance_are_named_with_its_section()
    {
        using ServiceProvider provider = Build(("Host", "main"), ("Instances:spare:Port", "x"), ("Instances:other:Host", "h"));

        ProductConfigurationException report = Assert.Throws<ProductConfigurationException>(() => provider.GetRequiredService<ToolBox>());

        Assert.Equal(
            [
                "Helix:ToolBox:Instances:other:Host is of an instance 'other' that is not registered (in-memory configuration)",
                "Helix:ToolBox:Instances:spare:Host is required and has no value",
                "Helix:ToolBox:Instances:spare:Port 'x' is not a whole number of 32 bits (in-memory configuration)",
            ],
            report.Errors.Select(static error => error.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Catalog_and_health_checks_list_products_and_instances_in_the_order_of_registration()
    {
        using ServiceProvider provider = Build(("Host", "main"), ("Instances:spare:Host", "other"));

        Assert.Equal(["tool-box", "tool-box:spare"], provider.GetRequiredService<HelixCatalog>().Products.Select(static p => p.Name));
        HealthReport health = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["tool-box", "tool-box:spare"], health.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(health.Entries.Values, static entry => Assert.Equal(["helix", "box"], entry.Tags));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a:b")]
    public void An_instance_needs_a_name_that_can_be_part_of_a_section(string name) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddKeyedToolBox(Configuration(), name));

    [Fact]
    public void Settings_for_a_test_are_made_from_pairs_and_checked()
    {
        var settings = ToolBoxSettings.Create(new("Host", "h"), new("Helix:ToolBox:Timeout", "1m"));
        Assert.Equal(("h", TimeSpan.FromMinutes(1)), (settings.Host, settings.Timeout));

        ProductConfigurationException report = Assert.Throws<ProductConfigurationException>(
            () => ToolBoxSettings.Create(new KeyValuePair<string, string?>("Hots", "h")));
        Assert.Equal(2, report.Errors.Count);

        using var box = new ToolBox(ProductContext.Create(ToolBox.Product, settings));
        Assert.Equal("h", box.Box.Host);
    }

    [Fact]
    public void Two_containers_of_one_collection_share_no_settings()
    {
        IConfigurationRoot configuration = Configuration(("Host", "h"));
        IServiceCollection services = new ServiceCollection().AddToolBox(configuration);
        using ServiceProvider first = services.BuildServiceProvider();
        ToolBox box = first.GetRequiredService<ToolBox>();

        configuration["Helix:ToolBox:Port"] = "9";
        using ServiceProvider second = services.BuildServiceProvider();

        Assert.Equal(9, second.GetRequiredService<ToolBox>().Settings.Port);
        Assert.Equal(80, box.Settings.Port);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] pairs)
    {
        IConfiguration configuration = Configuration(pairs);
        return new ServiceCollection().AddLogging().AddToolBox(configuration).AddKeyedToolBox(configuration, "spare").BuildServiceProvider();
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] pairs) =>
        new ConfigurationBuilder().AddInMemoryCollection(pairs.Select(static p => new KeyValuePair<string, string?>("Helix:ToolBox:" + p.Key, p.Value))).Build();
}
