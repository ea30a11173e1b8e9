using Helix.Manifests;

namespace Helix.Products;

/// <summary>The manifests that a task is given, read and resolved.</summary>
internal static class ProductFiles
{
    /// <summary>Reads manifests as one set.</summary>
    /// <param name="owned">Paths of the manifests of the set.</param>
    /// <param name="others">Paths of manifests from elsewhere: kinds, and products that those of the set may name.</param>
    /// <param name="mode">How strictly to read the manifests of the set.</param>
    public static ManifestSet Read(IEnumerable<string> owned, IEnumerable<string> others, ManifestReadMode mode)
    {
        ManifestDocument[] documents = [.. owned.OrderBy(static path => path, StringComparer.Ordinal).Select(path => ManifestReader.Read(path, File.ReadAllText(path), mode))];
        ManifestDocument[] known = [.. others.Select(static path => ManifestReader.Read(path, File.ReadAllText(path), ManifestReadMode.Lenient))];
        return ManifestSet.Of(
            documents, known.Select(static document => document.Kind).OfType<KindManifest>().Select(static kind => ContractResolver.Resolve(kind).Contract), known);
    }
}
