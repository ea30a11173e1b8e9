using Helix.Manifests;
using Helix.Tool.Terminal;

namespace Helix.Tool.Inputs;

/// <summary>The manifests that a call is about, read and resolved together, with the kinds that the SDK brings.</summary>
/// <param name="Files">The files, in the order of their paths.</param>
/// <param name="Set">What they hold, and what is wrong with it.</param>
internal sealed record ManifestFolder(IReadOnlyList<ManifestFile> Files, ManifestSet Set)
{
    /// <summary>The products, in the order of their paths.</summary>
    public IReadOnlyList<ProductInSet> Products => Set.Products;

    /// <summary>Reads the manifests that paths lead to.</summary>
    /// <param name="console">For relative paths, and for progress.</param>
    /// <param name="paths">Files, folders and globs.</param>
    /// <param name="elsewhere">What is known but not part of the call.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="UnusableCallException">A path leads to nothing.</exception>
    public static ManifestFolder Load(
        ToolConsole console, IReadOnlyList<string> paths, Elsewhere elsewhere, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> found = ManifestPaths.Find(console, paths);
        if (found.Count == 0)
        {
            throw new UnusableCallException($"There is no manifest (*.product.yaml, *.kind.yaml, or .json) in {string.Join(", ", paths.Select(static p => $"'{p}'"))}.");
        }

        return Of(console, [.. found.Select(path => Read(console, path))], elsewhere, cancellationToken);
    }

    /// <summary>Resolves manifests that are already read.</summary>
    public static ManifestFolder Of(
        ToolConsole console, IReadOnlyList<ManifestFile> files, Elsewhere elsewhere, CancellationToken cancellationToken)
    {
        ManifestDocument[] documents = console.WithProgress("Reading manifests", files.Count, step =>
        {
            var read = new ManifestDocument[files.Count];
            _ = Parallel.For(0, files.Count, new() { CancellationToken = cancellationToken }, i =>
            {
                read[i] = ManifestReader.Read(files[i].Path, files[i].Text, ManifestReadMode.Strict, cancellationToken);
                step();
            });
            return read;
        });
        // What is part of the call is no other's as well, though a folder that is referenced may have it too.
        var own = new HashSet<string>(files.Select(static file => file.Path), StringComparer.Ordinal);
        return new(files, ManifestSet.Of(
            documents, elsewhere.Kinds.Concat(BuiltInKinds.All), elsewhere.Products.Where(product => !own.Contains(product.Path)), cancellationToken));
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="UnusableCallException">It cannot be read.</exception>
    public static ManifestFile Read(ToolConsole console, string path)
    {
        try
        {
            return new(console.ShortPath(path), path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableCallException($"'{console.ShortPath(path)}' cannot be read: {e.Message}");
        }
    }
}
