using Helix.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Helix.Sdk.Tests.Configuration;

/// <summary>Who wins where several sources give a key, from the lowest to the highest.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class PrecedenceTests
{
    [Fact]
    public void Each_source_wins_over_the_ones_below_it()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("appsettings.json", """{ "Helix": { "ToolBox": { "Host": "file", "Port": 1 } } }""");
        string later = folder.Write("appsettings.Production.json", """{ "ConnectionStrings": { "tool-box": "Host=string;Port=2" } }""");
        _ = folder.Write("bindings/tool-box/host", "binding\n");
        (string Layer, string Host, int Port, string Source)[] steps =
        [
            ("file", "file", 1, "appsettings.json"),
            ("string", "string", 2, "ConnectionStrings:tool-box in appsettings.Production.json"),
            ("string-variable", "string-variable", 80, "environment variable ConnectionStrings__tool-box"),
            ("properties", "properties", 80, "environment variable TOOL_BOX_HOST"),
            ("binding", "binding", 80, "service binding tool-box/host"),
            ("variable", "variable", 80, "environment variable Helix__ToolBox__Host"),
            ("command-line", "command-line", 80, "command line --Helix:ToolBox:Host"),
        ];

        for (int last = 0; last < steps.Length; last++)
        {
            HashSet<string> on = [.. steps[..(last + 1)].Select(static step => step.Layer)];
            using IDisposable variables = ProcessEnvironment.Set(
                ("ConnectionStrings__tool-box", on.Contains("string-variable") ? "Host=string-variable" : null),
                ("TOOL_BOX_HOST", on.Contains("properties") ? "properties" : null),
                ("SERVICE_BINDING_ROOT", on.Contains("binding") ? Path.Combine(folder.Path, "bindings") : null),
                ("Helix__ToolBox__Host", on.Contains("variable") ? "variable" : null));
            IConfigurationBuilder builder = new ConfigurationBuilder().AddJsonFile(file);
            if (on.Contains("string"))
            {
                _ = builder.AddJsonFile(later);
            }

            IConfigurationRoot configuration = builder
                .AddEnvironmentVariables()
                .AddCommandLine(on.Contains("command-line") ? ["--Helix:ToolBox:Host=command-line"] : [])
                .Build();
            using ServiceProvider provider = Boxes.ToolBox(configuration);

            ToolBoxSettings settings = provider.GetRequiredService<ToolBoxSettings>();
            Assert.Equal((steps[last].Layer, steps[last].Host, steps[last].Port), (steps[last].Layer, settings.Host, settings.Port));
            Assert.Equal(steps[last].Source, provider.Sources()["Host"]);
        }
    }

    [Fact]
    public void In_one_file_the_products_own_section_wins_over_its_connection_string()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write(
            "appsettings.json", """{ "ConnectionStrings": { "tool-box": "Host=string;Port=2" }, "Helix": { "ToolBox": { "Host": "section" } } }""");
        using ServiceProvider provider = Boxes.ToolBox(new ConfigurationBuilder().AddJsonFile(file).Build());

        ToolBoxSettings settings = provider.GetRequiredService<ToolBoxSettings>();

        // The port is the default: half a connection of one server and half of another is none.
        Assert.Equal(("section", 80), (settings.Host, settings.Port));
    }

    [Fact]
    public void A_key_outside_the_connection_comes_from_the_file_whatever_supplies_the_connection()
    {
        using IDisposable variables = ProcessEnvironment.Set(("TOOL_BOX_HOST", "properties"));
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Helix:ToolBox:Host", "h"), new("Helix:ToolBox:Timeout", "7s")])
            .AddEnvironmentVariables()
            .Build();
        using ServiceProvider provider = Boxes.ToolBox(configuration);

        ToolBoxSettings settings = provider.GetRequiredService<ToolBoxSettings>();

        Assert.Equal(("properties", TimeSpan.FromSeconds(7)), (settings.Host, settings.Timeout));
    }

    [Fact]
    public void An_override_of_half_a_connection_is_taken_and_reported()
    {
        using IDisposable variables = ProcessEnvironment.Set(("TOOL_BOX_HOST", "properties"), ("TOOL_BOX_PORT", "81"), ("Helix__ToolBox__Port", "82"));
        var log = new LogLines();
        using ServiceProvider provider = Boxes.ToolBox(new ConfigurationBuilder().AddEnvironmentVariables().Build(), log);

        ToolBoxSettings settings = provider.GetRequiredService<ToolBoxSettings>();

        Assert.Equal(("properties", 82), (settings.Host, settings.Port));
        Assert.Equal(
            ["Helix:ToolBox:Port of environment variable Helix__ToolBox__Port overrides a part of the connection that comes from environment variables TOOL_BOX_…"],
            log.Warnings);
    }

    [Fact]
    public void A_prefixed_provider_does_not_supply_aliases_and_an_odd_spelling_is_shown_as_it_is()
    {
        using IDisposable variables = ProcessEnvironment.Set(("ACME_TOOL_BOX_HOST", "wrong"), ("ACME_helix__toolbox__HOST", "h"), ("ACME_HELIX__TOOLBOX__PORT", "x"));
        using ServiceProvider provider = Boxes.ToolBox(new ConfigurationBuilder().AddEnvironmentVariables("ACME_").Build());

        ProductConfigurationException report = Assert.Throws<ProductConfigurationException>(() => provider.GetRequiredService<ToolBox>());

        Assert.Equal("environment variable ACME_HELIX__TOOLBOX__PORT", Assert.Single(report.Errors).Source);
        Assert.Equal("environment variable ACME_helix__toolbox__HOST", provider.Sources()["Host"]);
    }

    [Fact]
    public void An_instance_has_aliases_of_its_own_name()
    {
        using IDisposable variables = ProcessEnvironment.Set(("SPARE_HOST", "spare-host"), ("TOOL_BOX_HOST", "main-host"));
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:third", "Host=third-host;Port=3"), new("ConnectionStrings:tool-box", "Host=no")])
            .AddEnvironmentVariables()
            .Build();
        using ServiceProvider provider = Boxes.ToolBox(configuration, null, "spare", "third");

        Assert.Equal("main-host", provider.GetRequiredService<ToolBoxSettings>().Host);
        Assert.Equal("spare-host", provider.GetRequiredKeyedService<ToolBoxSettings>("spare").Host);
        Assert.Equal(("third-host", 3), (provider.GetRequiredKeyedService<ToolBoxSettings>("third").Host, provider.GetRequiredKeyedService<ToolBoxSettings>("third").Port));
    }

    [Fact]
    public void A_connection_string_is_never_shown_and_its_unknown_keywords_are_named()
    {
        IConfigurationRoot configuration = Boxes.Memory(("ConnectionStrings:tool-box", "Host=h;Passwort=zx-secret-81;Port=70000"));
        using ServiceProvider provider = Boxes.ToolBox(configuration);

        ProductConfigurationException report = Assert.Throws<ProductConfigurationException>(() => provider.GetRequiredService<ToolBox>());

        Assert.Equal(
            [
                "Helix:ToolBox the connection string has a keyword 'passwort' that the product does not take (ConnectionStrings:tool-box in in-memory configuration)",
                "Helix:ToolBox:Port 70000 is outside 1..65535 (ConnectionStrings:tool-box in in-memory configuration)",
            ],
            report.Errors.Select(static error => error.ToString()));
        Assert.DoesNotContain("zx-secret-81", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_can_stand_for_the_root_and_so_can_the_root_for_itself()
    {
        IConfigurationRoot configuration = Boxes.Memory(("Tenants:A:Helix:ToolBox:Host", "a"), ("Helix:ToolBox:Host", "root"), ("Tenants:A:Helix:ToolBox:Prt", "1"));
        using ServiceProvider wrong = Boxes.ToolBox(configuration.GetSection("Tenants:A"));
        using ServiceProvider whole = Boxes.ToolBox(configuration.GetSection("Helix"));
        using ServiceProvider own = Boxes.ToolBox(configuration.GetSection("Helix:ToolBox"));

        ConfigurationError error = Assert.Single(Assert.Throws<ProductConfigurationException>(() => wrong.GetRequiredService<ToolBox>()).Errors);

        Assert.Equal("Helix:ToolBox:Prt is not a key; did you mean Port? (configuration section Tenants:A)", error.ToString());
        Assert.Equal(("root", "root"), (whole.GetRequiredService<ToolBoxSettings>().Host, own.GetRequiredService<ToolBoxSettings>().Host));
    }
}
