namespace Helix.Manifests;

/// <summary>A kind with its keys read: what its own project generates, and what products of the kind start from.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Keys">The keys, in the manifest's order.</param>
public sealed record KindContract(KindManifest Manifest, EquatableArray<KeyContract> Keys);
