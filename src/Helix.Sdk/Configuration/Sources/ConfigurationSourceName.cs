using System.Collections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Helix.Configuration;

/// <summary>Says where a value comes from, in the words of somebody who has to change it.</summary>
internal static class ConfigurationSourceName
{
    public static string Of(IConfigurationProvider provider, string key) => provider switch
    {
        FileConfigurationProvider { Source.Path: { } path } => System.IO.Path.GetFileName(path) is "secrets.json" ? "user secrets" : path,
        EnvironmentVariablesConfigurationProvider => $"environment variable {Variable(ProviderData.PrefixOf(provider), key)}",
        CommandLineConfigurationProvider => $"command line --{key}",
        MemoryConfigurationProvider when provider.GetType() == typeof(MemoryConfigurationProvider) => "in-memory configuration",
        _ => provider.ToString() is { Length: > 0 } text && text != provider.GetType().FullName ? text : provider.GetType().Name,
    };

    /// <summary>
    /// The variable as it is spelled. Its key is all that the provider keeps, and <c>Helix__Db__Port</c> and <c>HELIX:db:port</c> have
    /// one key.
    /// </summary>
    private static string Variable(string prefix, string key)
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            string name = (string)variable.Key;
            if (string.Equals(name.Replace("__", ":", StringComparison.Ordinal), prefix.Replace("__", ":", StringComparison.Ordinal) + key, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return prefix + key.Replace(":", "__", StringComparison.Ordinal);
    }
}
