using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Helix.Configuration;

/// <summary>One source of values: a provider, or a configuration that has no providers to ask.</summary>
/// <remarks>It has fields, as have others on the way of a start: an accessor is one more method to compile before the app runs.</remarks>
internal sealed class ConfigurationSource
{
    /// <summary>The provider; null for a configuration that is not a root.</summary>
    public readonly IConfigurationProvider? Provider;

    /// <summary>The provider's own values; null where only its methods may be asked.</summary>
    public readonly IDictionary<string, string?>? Data;

    /// <summary>A configuration that is not a root: a section, or somebody's own.</summary>
    public readonly IConfiguration? Configuration;

    private ConfigurationSource(IConfigurationProvider? provider, IDictionary<string, string?>? data, IConfiguration? configuration) =>
        (Provider, Data, Configuration) = (provider, data, configuration);

    /// <summary>Whether it stands above service bindings and aliases: the environment and the command line.</summary>
    public bool IsOverride => Provider is EnvironmentVariablesConfigurationProvider or CommandLineConfigurationProvider;

    /// <summary>Where a key of this source comes from, in the words of somebody who has to change it.</summary>
    public string NameOf(string key) => Provider is not null
        ? ConfigurationSourceName.Of(Provider, key)
        : Configuration is IConfigurationSection section ? $"configuration section {section.Path}" : "configuration";

    /// <summary>Adds all sources of a configuration, the lowest first. Chained configurations are descended into.</summary>
    public static void Add(IConfiguration configuration, LastGoodFiles? files, List<ConfigurationSource> sources)
    {
        if (configuration is not IConfigurationRoot root)
        {
            sources.Add(new(null, null, configuration));
            return;
        }

        foreach (IConfigurationProvider provider in root.Providers)
        {
            if (provider.GetType() == typeof(ChainedConfigurationProvider))
            {
                Add(((ChainedConfigurationProvider)provider).Configuration, files, sources);
                continue;
            }

            IDictionary<string, string?>? data = ProviderData.Of(provider);
            sources.Add(new(provider, data is not null && files is not null ? files.Choose(provider, data) : data, null));
        }
    }
}
