using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace Helix.Configuration;

/// <summary>What is known of the framework's own providers.</summary>
internal static class ProviderData
{
    /// <summary>
    /// The provider's own dictionary; null where its type is not exactly one of the framework's: any other, also one that derives from
    /// these, may answer otherwise than by its data.
    /// </summary>
    public static IDictionary<string, string?>? Of(IConfigurationProvider provider)
    {
        Type type = provider.GetType();
        bool known = type == typeof(JsonConfigurationProvider) || type == typeof(EnvironmentVariablesConfigurationProvider)
            || type == typeof(MemoryConfigurationProvider) || type == typeof(CommandLineConfigurationProvider)
            || IsKnownByName(provider);
        return known ? GetData((ConfigurationProvider)provider) : null;
    }

    /// <summary>Whether it is one of those that few apps have, or of a package that Helix does not reference.</summary>
    private static bool IsKnownByName(IConfigurationProvider provider) => provider is ConfigurationProvider && provider.GetType().FullName
        is "Microsoft.Extensions.Configuration.Json.JsonStreamConfigurationProvider"
        or "Microsoft.Extensions.Configuration.Ini.IniConfigurationProvider"
        or "Microsoft.Extensions.Configuration.Ini.IniStreamConfigurationProvider"
        or "Microsoft.Extensions.Configuration.Xml.XmlConfigurationProvider"
        or "Microsoft.Extensions.Configuration.Xml.XmlStreamConfigurationProvider"
        or "Microsoft.Extensions.Configuration.KeyPerFile.KeyPerFileConfigurationProvider";

    /// <summary>Whether it shows the environment of the process as it is, so that the aliases of products are among its keys.</summary>
    public static bool IsUnprefixedEnvironment(IConfigurationProvider provider) =>
        provider is EnvironmentVariablesConfigurationProvider && PrefixOf(provider).Length == 0;

    /// <summary>The prefix that a provider of environment variables strips, which only its text shows: <c>… Prefix: 'DOTNET_'</c>.</summary>
    public static string PrefixOf(IConfigurationProvider provider)
    {
        string text = provider.ToString() ?? "";
        int start = text.IndexOf('\'', StringComparison.Ordinal);
        int end = text.LastIndexOf('\'');
        return start >= 0 && end > start ? text[(start + 1)..end] : "";
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Data")]
    private static extern IDictionary<string, string?> GetData(ConfigurationProvider provider);
}
