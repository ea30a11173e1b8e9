using Helix.Manifests;

namespace Helix.Generators;

/// <summary>A product that an app host can compose. No position of a manifest is in it: an edit of a comment leaves it equal.</summary>
/// <param name="Plan">How a developer's machine provides it.</param>
/// <param name="CSharpName">The name of its type.</param>
/// <param name="Description">What it is, for people.</param>
internal sealed record ComposedProduct(LocalProduct Plan, string CSharpName, string? Description)
{
    public static ComposedProduct Of(ProductManifest manifest, string? defaultNamespace, KnownKind? kind)
    {
        ProductContract contract = ContractResolver.Resolve(manifest, kind?.Contract).Contract;
        return new(LocalPlanner.Plan(contract, defaultNamespace), contract.CSharpName, manifest.Description);
    }
}
