using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Helix.Sdk.Tests.Startup;

/// <summary>Whatever needs a product first, the app does not start, and says everything that is wrong at once.</summary>
public sealed class OneReportTests
{
    private static readonly KeyValuePair<string, string?>[] s_mistakes =
    [
        new("Helix:ToolBox:Hots", "h"), new("Helix:ToolBox:Port", "70000"), new("Helix:AnyBox:Color", "Gren"), new("Helix:AnyBox:Password", "p4ssw0rd-value"),
        new("Helix:AnyBox:Whole", "p4ssw0rd"),
    ];

    private static readonly string[] s_keys =
        ["Helix:ToolBox:Host", "Helix:ToolBox:Port", "Helix:ToolBox:Hots", "Helix:AnyBox:Whole", "Helix:AnyBox:Color"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_names_key_reason_source_owner_and_docs_and_no_secret()
    {
        HostApplicationBuilder builder = Builder();
        builder.Configuration.AddInMemoryCollection(s_mistakes);

        ProductConfigurationException report = await StartAsync(builder);

        Assert.Equal(
            """
            Helix: 2 products cannot start.
              tool-box 2.3.0   owner tools   https://acme.example/docs/tool-box
                Helix:ToolBox:Host   is required and has no value
                Helix:ToolBox:Port   70000 is outside 1..65535                                    in-memory configuration
                Helix:ToolBox:Hots   is not a key; did you mean Host?                             in-memory configuration
              any-box 1.0.0   owner types
                Helix:AnyBox:Whole   'p4ssw0rd' is not a whole number of 32 bits                  in-memory configuration
                Helix:AnyBox:Color   'Gren' is not one of Red, Green, Blue; did you mean Green?   in-memory configuration
            """.ReplaceLineEndings("\n"),
            report.Message);
        Assert.DoesNotContain("p4ssw0rd-value", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hosted_service_that_injects_a_bad_product_gets_it()
    {
        HostApplicationBuilder builder = Builder();
        builder.Configuration.AddInMemoryCollection(s_mistakes);
        _ = builder.Services.AddHostedService<NeedsToolBox>();

        Assert.Equal(s_keys, (await StartAsync(builder)).Errors.Select(static error => error.Key));
    }

    [Fact]
    public async Task A_validator_of_the_users_own_does_not_hide_it()
    {
        HostApplicationBuilder builder = Builder();
        builder.Configuration.AddInMemoryCollection(s_mistakes);
        _ = builder.Services.AddOptions<Own>().Validate(static _ => false, "the app's own rule").ValidateOnStart();
        using IHost host = builder.Build();

        AggregateException both = await Assert.ThrowsAsync<AggregateException>(() => host.StartAsync(Token));

        ProductConfigurationException report = Assert.Single(both.InnerExceptions.OfType<ProductConfigurationException>());
        Assert.Equal(s_keys, report.Errors.Select(static error => error.Key));
        Assert.Contains(both.InnerExceptions, static e => e.Message == "the app's own rule");
    }

    [Fact]
    public async Task A_source_that_is_added_after_the_registration_is_read()
    {
        HostApplicationBuilder builder = Builder();
        builder.Configuration.AddInMemoryCollection([new("Helix:ToolBox:Host", "h"), new("Helix:ToolBox:Port", "1")]);
        builder.Configuration.AddInMemoryCollection([new("Helix:ToolBox:Port", "0")]);

        ConfigurationError error = Assert.Single((await StartAsync(builder)).Errors);

        Assert.Equal(("Helix:ToolBox:Port", "0 is outside 1..65535"), (error.Key, error.Problem));
    }

    [Fact]
    public void Options_and_products_give_the_same_report()
    {
        HostApplicationBuilder builder = Builder();
        builder.Configuration.AddInMemoryCollection(s_mistakes);
        using IHost host = builder.Build();

        Assert.Equal(s_keys, Keys(() => host.Services.GetRequiredService<IOptions<AnyBoxSettings>>().Value));
        Assert.Equal(s_keys, Keys(() => host.Services.GetRequiredService<IOptionsMonitor<ToolBoxSettings>>().CurrentValue));
        Assert.Equal(s_keys, Keys(() => host.Services.GetRequiredService<ToolBox>()));
        Assert.Equal(s_keys, Keys(() => host.Services.GetRequiredService<AnyBoxSettings>()));

        static IEnumerable<string> Keys(Func<object> need) => Assert.Throws<ProductConfigurationException>(need).Errors.Select(static e => e.Key);
    }

    [Fact]
    public async Task A_web_application_whose_configuration_is_chained_names_the_innermost_source()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", Args = ["--Helix:ToolBox:Port=x", "--Helix:ToolBox:Host=h"] });
        _ = builder.AddToolBox();
        await using WebApplication app = builder.Build();

        ProductConfigurationException report = await Assert.ThrowsAsync<ProductConfigurationException>(() => app.StartAsync(Token));

        Assert.Equal("command line --Helix:ToolBox:Port", Assert.Single(report.Errors).Source);
    }

    [Fact]
    public async Task A_rule_of_the_environment_says_which_one()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" });
        _ = builder.AddToolBox();
        builder.Configuration.AddInMemoryCollection([new("Helix:ToolBox:Host", "h"), new("Helix:ToolBox:Timeout", "11s")]);

        ProductConfigurationException report = await StartAsync(builder);

        Assert.Equal(
            ["is required in Production and has no value", "11s is outside 100ms..10s"],
            report.Errors.Select(static error => error.Problem));
    }

    [Fact]
    public async Task Configure_of_settings_is_reported_because_it_would_have_no_effect()
    {
        HostApplicationBuilder builder = Builder();
        builder.Configuration.AddInMemoryCollection([new("Helix:ToolBox:Host", "h")]);
        _ = builder.Services.Configure<ToolBoxSettings>(static _ => { });

        Assert.Contains("Configure<ToolBoxSettings>", Assert.Single((await StartAsync(builder)).Errors).Problem, StringComparison.Ordinal);
    }

    private static HostApplicationBuilder Builder()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = "Development" });
        _ = builder.AddToolBox();
        _ = builder.AddAnyBox();
        return builder;
    }

    private static async Task<ProductConfigurationException> StartAsync(HostApplicationBuilder builder)
    {
        using IHost host = builder.Build();
        return await Assert.ThrowsAsync<ProductConfigurationException>(() => host.StartAsync(Token));
    }

    private sealed class Own;

    private sealed class NeedsToolBox(ToolBox box) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.FromResult(box);
    }
}
