using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Helix.Sdk.Tests.Support;

/// <summary>Containers with the products of this project.</summary>
internal static class Boxes
{
    public static ServiceProvider ToolBox(IConfiguration configuration, LogLines? log = null, params string[] instances)
    {
        IServiceCollection services = new ServiceCollection().AddToolBox(configuration);
        foreach (string instance in instances)
        {
            _ = services.AddKeyedToolBox(configuration, instance);
        }

        return Build(services, log);
    }

    public static ServiceProvider AnyBox(IConfiguration configuration, LogLines? log = null) =>
        Build(new ServiceCollection().AddAnyBox(configuration), log);

    public static IConfigurationRoot Memory(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(static pair => new KeyValuePair<string, string?>(pair.Key, pair.Value))).Build();

    /// <summary>Which source each key has, without keys that nobody gives.</summary>
    public static Dictionary<string, string> Sources(this ServiceProvider provider, int product = 0)
    {
        HelixCatalog catalog = provider.GetRequiredService<HelixCatalog>();
        return catalog.GetSettings(catalog.Products[product])
            .Where(static setting => setting.Source is not null)
            .ToDictionary(static setting => setting.Key[(setting.Key.LastIndexOf(':') + 1)..], static setting => setting.Source!);
    }

    private static ServiceProvider Build(IServiceCollection services, LogLines? log)
    {
        if (log is not null)
        {
            _ = services.AddLogging(logging => logging.AddProvider(log));
        }

        return services.BuildServiceProvider();
    }
}
