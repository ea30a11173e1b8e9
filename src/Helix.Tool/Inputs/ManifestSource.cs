using System.IO.Compression;
using Helix.Manifests;
using Helix.Tool.Terminal;

namespace Helix.Tool.Inputs;

/// <summary>One side of a comparison: a file, a folder or glob, a package (<c>.nupkg</c>), or a git revision (<c>HEAD~1:products</c>).</summary>
internal static class ManifestSource
{
    /// <summary>The manifests; none is an answer too, as of a folder that did not exist at a revision.</summary>
    /// <exception cref="UnusableCallException">It is none of these.</exception>
    public static async Task<IReadOnlyList<ManifestFile>> ReadAsync(ToolConsole console, string source, CancellationToken cancellationToken)
    {
        string full = console.FullPath(source);
        if (File.Exists(full) && full.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase))
        {
            return FromPackage(source, full);
        }

        // A path goes first: a colon may be a drive's.
        if (!File.Exists(full) && !Directory.Exists(full) && source.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            return await GitRevision.ReadAsync(console, source[..colon], source[(colon + 1)..], cancellationToken);
        }

        return [.. ManifestPaths.Find(console, [source]).Select(path => ManifestFolder.Read(console, path))];
    }

    private static ManifestFile[] FromPackage(string source, string path)
    {
        try
        {
            using ZipArchive package = ZipFile.OpenRead(path);
            return
            [
                .. package.Entries.Where(static entry => ManifestReader.IsManifest(entry.FullName)).Select(entry =>
                {
                    using var reader = new StreamReader(entry.Open());
                    return new ManifestFile($"{source}!{entry.FullName}", null, reader.ReadToEnd());
                }),
            ];
        }
        catch (InvalidDataException e)
        {
            throw new UnusableCallException($"'{source}' is not a package: {e.Message}");
        }
    }
}
