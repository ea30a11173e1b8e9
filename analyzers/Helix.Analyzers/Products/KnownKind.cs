using Helix.Manifests;

namespace Helix.Analyzers;

/// <summary>A product kind that the compilation sees.</summary>
/// <param name="Contract">The kind.</param>
/// <param name="Source">Where its manifest comes from.</param>
internal sealed record KnownKind(KindContract Contract, ManifestSource Source)
{
    /// <summary>The name, such as <c>postgresql</c>.</summary>
    public string Name => Contract.Manifest.Name;
}
