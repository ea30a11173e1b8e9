using Helix.Tool.Inputs;
using Helix.Tool.Terminal;

namespace Helix.Tool.Adoption.Logs;

/// <summary>Finds the logs that a caller means: files, folders with all <c>*.sarif</c> below them, and globs. Unlike manifests they are in <c>obj</c>.</summary>
internal static class LogPaths
{
    /// <summary>The full paths, each once, in the order of their names.</summary>
    /// <exception cref="UnusableCallException">A path leads to nothing.</exception>
    public static IReadOnlyList<string> Find(ToolConsole console, IEnumerable<string> paths)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            string full = console.FullPath(path);
            if (File.Exists(full))
            {
                _ = found.Add(full);
                continue;
            }

            bool isPattern = FilePattern.Is(path);
            if (!isPattern && !Directory.Exists(full))
            {
                throw new UnusableCallException($"'{path}' is neither a file nor a folder.");
            }

            string[] files = [.. FilePattern.Files(console, isPattern ? path : path.TrimEnd('/', '\\') + "/**/*.sarif")];
            if (files.Length == 0)
            {
                throw new UnusableCallException($"'{path}' {(isPattern ? "matches no file" : "has no *.sarif below it")}; a build with Helix writes obj/…/<project>.helix.sarif, in CI or with -p:HelixFacts=true.");
            }

            found.UnionWith(files);
        }

        return [.. found];
    }
}
