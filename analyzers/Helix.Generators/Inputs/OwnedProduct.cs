using Helix.Manifests;

namespace Helix.Generators;

/// <summary>A product to generate, without positions: an edit of a comment leaves it equal.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Path">The file, which decides between two that collide.</param>
/// <param name="DefaultNamespace">The namespace where the manifest names none.</param>
internal sealed record OwnedProduct(ProductManifest Manifest, string Path, string? DefaultNamespace)
{
    public string Namespace => Manifest.Namespace ?? DefaultNamespace ?? "Products";
}

/// <summary>A product with the one kind that it is of, so that an edit of another kind leaves it equal.</summary>
internal sealed record ProductOfKind(OwnedProduct Product, KnownKind? Kind);

/// <summary>A file to add to the compilation.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
