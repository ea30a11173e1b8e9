using Microsoft.Extensions.Configuration;

namespace Helix.Configuration;

/// <summary>One source of values: a provider, or a configuration that has no providers to ask.</summary>
internal sealed class ConfigurationSource
{
    /// <summary>The provider; null for a configuration that is not a root.</summary>
    public IConfigurationProvider? Provider { get; private init; }

    /// <summary>The provider's own values; null where only its methods may be asked.</summary>
    public IDictionary<string, string?>? Data { get; private init; }

    /// <summary>A configuration that is not a root: a section, or somebody's own.</summary>
    public IConfiguration? Configuration { get; private init; }

    /// <summary>Whether it shows the environment of the process as it is, so that the aliases of products are among its keys.</summary>
    public bool IsEnvironment { get; private init; }

    /// <summary>Whether it stands above service bindings and aliases: the environment and the command line.</summary>
    public bool IsOverride { get; private init; }

    /// <summary>Where a key of this source comes from, in the words of somebody who has to change it.</summary>
    public string NameOf(string key) => Provider is not null
        ? ConfigurationSourceName.Of(Provider, key)
        : Configuration is IConfigurationSection section ? $"configuration section {section.Path}" : "configuration";

    /// <summary>All sources of a configuration, the lowest first. Chained configurations are descended into.</summary>
    public static List<ConfigurationSource> Of(IConfiguration configuration, LastGoodFiles? files)
    {
        var sources = new List<ConfigurationSource>();
        Add(configuration, files, sources);
        return sources;
    }

    /// <summary>Whether the provider still has the values that were taken from it.</summary>
    public bool IsUnchanged(LastGoodFiles? files) => Provider is null || Data is null || ReferenceEquals(DataOf(Provider, files), Data);

    private static void Add(IConfiguration configuration, LastGoodFiles? files, List<ConfigurationSource> sources)
    {
        if (configuration is not IConfigurationRoot root)
        {
            sources.Add(new() { Configuration = configuration });
            return;
        }

        foreach (IConfigurationProvider provider in root.Providers)
        {
            if (provider.GetType() == typeof(ChainedConfigurationProvider))
            {
                Add(((ChainedConfigurationProvider)provider).Configuration, files, sources);
                continue;
            }

            sources.Add(new()
            {
                Provider = provider,
                Data = DataOf(provider, files),
                IsEnvironment = ProviderData.IsUnprefixedEnvironment(provider),
                IsOverride = ProviderData.IsOverride(provider),
            });
        }
    }

    private static IDictionary<string, string?>? DataOf(IConfigurationProvider provider, LastGoodFiles? files) =>
        ProviderData.Of(provider) is { } data ? files?.Choose(provider, data) ?? data : null;
}
