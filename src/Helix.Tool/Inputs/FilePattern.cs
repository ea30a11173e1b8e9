using Helix.Tool.Terminal;
using Microsoft.Extensions.FileSystemGlobbing;

namespace Helix.Tool.Inputs;

/// <summary>Globs such as <c>logs/**/*.sarif</c>, for shells that do not expand them.</summary>
internal static class FilePattern
{
    /// <summary>Whether a path has a wildcard.</summary>
    public static bool Is(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The full paths of the files that a pattern matches; none where its folder is not there.</summary>
    public static IEnumerable<string> Files(ToolConsole console, string pattern)
    {
        // The part before the first wildcard is a folder, so that an absolute pattern, or one that goes up, works too.
        string[] segments = pattern.Replace('\\', '/').Split('/');
        int fixedSegments = Array.FindIndex(segments, Is);
        string root = console.FullPath(fixedSegments == 0 ? "." : string.Join('/', segments[..fixedSegments]) + "/");
        var matcher = new Matcher(StringComparison.Ordinal);
        _ = matcher.AddInclude(string.Join('/', segments[fixedSegments..]));
        return Directory.Exists(root)
            ? matcher.Execute(new FolderWithoutLinks(new(root))).Files.Select(match => Path.GetFullPath(match.Path, root))
            : [];
    }
}
