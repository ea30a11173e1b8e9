using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>A settings file of the app.</summary>
internal static class SettingsFile
{
    /// <summary>Whether a file is <c>appsettings.json</c> or <c>appsettings.{environment}.json</c>.</summary>
    public static bool Is(string path, out string? environment)
    {
        string name = Path.GetFileName(path);
        environment = null;
        if (!name.StartsWith("appsettings.", StringComparison.OrdinalIgnoreCase) || !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string middle = name.Length <= "appsettings.json".Length ? "" : name.Substring("appsettings.".Length, name.Length - "appsettings.".Length - ".json".Length);
        environment = middle.Length == 0 ? null : middle;
        return true;
    }

    /// <summary>The file for all environments in the same folder; null where there is none.</summary>
    public static AdditionalText? BaseOf(string path, IEnumerable<AdditionalText> files)
    {
        string? folder = Path.GetDirectoryName(path);
        return files.FirstOrDefault(file => Path.GetDirectoryName(file.Path) == folder && Is(file.Path, out string? environment) && environment is null);
    }
}
