using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;

namespace Helix.Configuration;

/// <summary>The entries of a provider, read in one go where its type is known, else by the provider's own methods.</summary>
internal static class ProviderData
{
    // Exact types: a derived one may answer otherwise than by its data.
    private static readonly HashSet<string> s_inBox = new(StringComparer.Ordinal)
    {
        "Microsoft.Extensions.Configuration.Memory.MemoryConfigurationProvider",
        "Microsoft.Extensions.Configuration.CommandLine.CommandLineConfigurationProvider",
        "Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider",
        "Microsoft.Extensions.Configuration.Json.JsonConfigurationProvider",
        "Microsoft.Extensions.Configuration.Json.JsonStreamConfigurationProvider",
        "Microsoft.Extensions.Configuration.Ini.IniConfigurationProvider",
        "Microsoft.Extensions.Configuration.Xml.XmlConfigurationProvider",
        "Microsoft.Extensions.Configuration.KeyPerFile.KeyPerFileConfigurationProvider",
    };

    /// <summary>The provider's own dictionary; null where its type is not one of the framework's.</summary>
    public static IDictionary<string, string?>? Of(IConfigurationProvider provider) =>
        provider is ConfigurationProvider known && s_inBox.Contains(known.GetType().FullName!) ? GetData(known) : null;

    /// <summary>Walks the entries below the roots by the provider's own methods: for providers of foreign types.</summary>
    public static void Walk(IConfigurationProvider provider, string parent, Action<string, string?> entry)
    {
        if (provider.TryGet(parent, out string? value))
        {
            entry(parent, value);
        }

        foreach (string child in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            Walk(provider, parent + ":" + child, entry);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Data")]
    private static extern IDictionary<string, string?> GetData(ConfigurationProvider provider);
}
