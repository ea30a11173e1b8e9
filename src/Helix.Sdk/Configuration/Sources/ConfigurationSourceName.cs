using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Helix.Configuration;

/// <summary>Says where a value comes from, in the words of somebody who has to change it.</summary>
internal static class ConfigurationSourceName
{
    public static string Of(IConfigurationProvider provider, string key) => provider switch
    {
        FileConfigurationProvider { Source.Path: { } path } => System.IO.Path.GetFileName(path) is "secrets.json" ? "user secrets" : path,
        EnvironmentVariablesConfigurationProvider => $"environment variable {Prefix(provider)}{key.Replace(":", "__", StringComparison.Ordinal)}",
        CommandLineConfigurationProvider => $"command line --{key}",
        Microsoft.Extensions.Configuration.Memory.MemoryConfigurationProvider => "in-memory configuration",
        _ => provider.ToString() is { Length: > 0 } text && text != provider.GetType().FullName ? text : provider.GetType().Name,
    };

    /// <summary>The prefix that the provider strips, which only its text shows: <c>… Prefix: 'DOTNET_'</c>.</summary>
    private static string Prefix(IConfigurationProvider provider)
    {
        string text = provider.ToString() ?? "";
        int start = text.IndexOf('\'', StringComparison.Ordinal);
        int end = text.LastIndexOf('\'');
        return start >= 0 && end > start ? text[(start + 1)..end] : "";
    }
}
