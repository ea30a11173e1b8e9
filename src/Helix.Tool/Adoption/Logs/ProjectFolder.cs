using System.Text.RegularExpressions;

namespace Helix.Tool.Adoption.Logs;

/// <summary>
/// Where the project of a log is. A project that is built for two frameworks or configurations writes two logs, and is one project: what
/// tells such logs apart in their path is left out.
/// </summary>
internal static partial class ProjectFolder
{
    /// <summary>The folder of the project, as far as the path tells; the same for all logs of a project.</summary>
    /// <param name="logPath">The log, with slashes.</param>
    public static string Of(string logPath)
    {
        string[] segments = logPath.Replace('\\', '/').Split('/')[..^1];
        int output = Array.FindLastIndex(segments, static s => s.Equals("obj", StringComparison.OrdinalIgnoreCase) || s.Equals("bin", StringComparison.OrdinalIgnoreCase));
        if (output >= 0)
        {
            return string.Join('/', segments[..output]);
        }

        int end = segments.Length;
        while (end > 0 && Variant().IsMatch(segments[end - 1]))
        {
            end--;
        }

        return string.Join('/', segments[..end]);
    }

    /// <summary>The name of the project by its log: <c>Shop.helix.sarif</c> is Shop's.</summary>
    public static string NameOf(string logPath)
    {
        string file = logPath[(logPath.LastIndexOfAny(['/', '\\']) + 1)..];
        foreach (string ending in (string[])[".sarif.json", ".sarif", ".json", ".helix"])
        {
            if (file.Length > ending.Length && file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                file = file[..^ending.Length];
            }
        }

        return file;
    }

    /// <summary>A framework, a configuration, a runtime, or several of them: <c>net10.0</c>, <c>Release</c>, <c>linux-x64</c>, <c>release_net10.0</c>.</summary>
    [GeneratedRegex("^(?:_?(?:debug|release|net(?:standard|coreapp)?[0-9]+(?:\\.[0-9]+)?(?:-[a-z]+[0-9.]*)?|(?:win|linux|linux-musl|osx)-(?:x64|x86|arm64|arm)))+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Variant();
}
