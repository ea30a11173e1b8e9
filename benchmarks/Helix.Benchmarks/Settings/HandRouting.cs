using Helix.Configuration;
using Microsoft.Extensions.Configuration;

namespace Helix.Benchmarks.Settings;

/// <summary>
/// What a skilled hand would write with the same access to what providers hold: one dictionary of all values below the root of products,
/// the later source over the earlier. No aliases, no names of sources, no unknown keys, nothing kept for a restart.
/// </summary>
internal static class HandRouting
{
    public static Dictionary<string, string> Of(IConfiguration configuration)
    {
        var values = new Dictionary<string, string>(1024, StringComparer.OrdinalIgnoreCase);
        Add((IConfigurationRoot)configuration, values);
        return values;
    }

    private static void Add(IConfigurationRoot root, Dictionary<string, string> values)
    {
        foreach (IConfigurationProvider provider in root.Providers)
        {
            if (provider is ChainedConfigurationProvider chained)
            {
                Add((IConfigurationRoot)chained.Configuration, values);
                continue;
            }

            foreach ((string key, string? value) in ProviderData.Of(provider) ?? ((FleetConfiguration.VaultProvider)provider).Values)
            {
                if (value is not null && key.StartsWith("Helix:", StringComparison.OrdinalIgnoreCase))
                {
                    values[key] = value;
                }
            }
        }
    }
}
