using Helix.Manifests;

namespace Helix.Products;

/// <summary>The manifests that a task is given, read and resolved.</summary>
internal static class ProductFiles
{
    /// <summary>Reads manifests as one set.</summary>
    /// <param name="owned">Paths of the manifests of the set.</param>
    /// <param name="others">Paths of manifests from elsewhere, of which the kinds are taken.</param>
    /// <param name="mode">How strictly to read the manifests of the set.</param>
    public static ManifestSet Read(IEnumerable<string> owned, IEnumerable<string> others, ManifestReadMode mode)
    {
        ManifestDocument[] documents = [.. owned.OrderBy(static path => path, StringComparer.Ordinal).Select(path => ManifestReader.Read(path, File.ReadAllText(path), mode))];
        return ManifestSet.Of(documents, Kinds(others));
    }

    private static IEnumerable<KindContract> Kinds(IEnumerable<string> paths) =>
        paths.Where(static path => ManifestReader.KindFileEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Select(static path => ManifestReader.Read(path, File.ReadAllText(path), ManifestReadMode.Lenient).Kind)
            .OfType<KindManifest>()
            .Select(static kind => ContractResolver.Resolve(kind).Contract);
}
