namespace Helix.Manifests;

/// <summary>
/// What decides whether two products can live in one project, with the places that a message needs. It is small and compared by value,
/// so a set of thousands is checked again only when one of them changes in it.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Manifest">The product.</param>
/// <param name="IsOwned">Whether the project owns the manifest; others are not generated here, and reported only where they collide.</param>
/// <param name="OwnerAssembly">The assembly that owns a referenced manifest.</param>
/// <param name="Namespace">The namespace of its types.</param>
public sealed record ProductIdentity(string Path, ProductManifest Manifest, bool IsOwned, string? OwnerAssembly, string Namespace)
{
    /// <summary>The place of the product's name.</summary>
    public SourceSpan NameSpan { get; init; }

    /// <summary>The place of the section; that of the name where the manifest has none.</summary>
    public SourceSpan SectionSpan { get; init; }

    /// <summary>The place of the successor.</summary>
    public SourceSpan SuccessorSpan { get; init; }

    /// <summary>The places of the dependencies, in their order.</summary>
    public EquatableArray<SourceSpan> DependencySpans { get; init; }

    /// <summary>The name of the product's type.</summary>
    public string CSharpName => CSharpNames.ForProduct(Manifest.Name);

    /// <summary>The full name of the product's type.</summary>
    public string FullName => Namespace + "." + CSharpName;

    /// <summary>The configuration section.</summary>
    public string Section => Manifest.Section ?? "Helix:" + CSharpName;

    /// <summary>Takes the identity of a document's product.</summary>
    /// <param name="document">A document with a product.</param>
    /// <param name="isOwned">Whether the project owns the manifest.</param>
    /// <param name="ownerAssembly">The assembly that owns a referenced manifest.</param>
    /// <param name="defaultNamespace">The namespace where the manifest names none.</param>
    /// <exception cref="ArgumentException">The document has no product.</exception>
    public static ProductIdentity Of(ManifestDocument document, bool isOwned, string? ownerAssembly, string? defaultNamespace)
    {
        ProductManifest manifest = document.Product ?? throw new ArgumentException("The document has no product.", nameof(document));
        SourceSpan name = document.Locate(NodePath.Of("metadata", "name"));
        return new(document.Path, manifest, isOwned, ownerAssembly, manifest.Namespace ?? defaultNamespace ?? "Products")
        {
            NameSpan = name,
            SectionSpan = manifest.Section is null ? name : document.Locate(NodePath.Of("spec", "config", "section")),
            SuccessorSpan = manifest.Lifecycle.Successor is null ? default : document.Locate(NodePath.Of("spec", "lifecycle", "successor")),
            DependencySpans = Enumerable.Range(0, manifest.DependsOn.Count)
                .Select(i => document.Locate(NodePath.Of("spec", "dependsOn").Child(i)))
                .ToEquatableArray(),
        };
    }
}
