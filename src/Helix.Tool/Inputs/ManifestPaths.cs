using Helix.Manifests;
using Helix.Tool.Terminal;

namespace Helix.Tool.Inputs;

/// <summary>Finds the manifests that a caller means by paths: files, folders with all below them, and globs.</summary>
internal static class ManifestPaths
{
    /// <summary>Copies that a build makes, and folders of tools, hold no manifest of their own.</summary>
    private static readonly HashSet<string> s_skipped = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "node_modules", ".git", "artifacts" };

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
                // Named by itself a file is a manifest whatever it is called.
                _ = found.Add(full);
            }
            else if (Directory.Exists(full))
            {
                found.UnionWith(Below(full));
            }
            else if (FilePattern.Is(path))
            {
                found.UnionWith(Matching(console, path));
            }
            else
            {
                throw new UnusableCallException($"'{path}' is neither a file nor a folder.");
            }
        }

        return [.. found];
    }

    private static IEnumerable<string> Below(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Where(ManifestReader.IsManifest))
        {
            yield return file;
        }

        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            if (!s_skipped.Contains(Path.GetFileName(child)) && new DirectoryInfo(child).LinkTarget is null)
            {
                foreach (string file in Below(child))
                {
                    yield return file;
                }
            }
        }
    }

    private static IEnumerable<string> Matching(ToolConsole console, string pattern)
    {
        string[] files = [.. FilePattern.Files(console, pattern).Where(ManifestReader.IsManifest)];
        return files.Length > 0 ? files : throw new UnusableCallException($"'{pattern}' matches no manifest (*.product.yaml, *.kind.yaml, or .json).");
    }
}
