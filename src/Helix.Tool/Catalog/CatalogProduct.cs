using Helix.Manifests;
using Helix.Tool.Adoption;

namespace Helix.Tool.Catalog;

/// <summary>A product as the catalog shows it.</summary>
/// <param name="Contract">The product, merged with its kind.</param>
/// <param name="Stage">Its stage on the catalog's day: a date that has come goes before the stage that is written.</param>
/// <param name="Adoption">How it is used; null where nothing tells.</param>
/// <param name="NeededBy">The names of products that depend on it.</param>
internal sealed record CatalogProduct(ProductContract Contract, LifecycleStage Stage, ProductAdoption? Adoption, IReadOnlyList<string> NeededBy)
{
    public ProductManifest Manifest => Contract.Manifest;

    public string Name => Manifest.Name;

    public string DisplayName => Manifest.DisplayName ?? Manifest.Name;

    public string Owner => Manifest.Owner.Team ?? "unknown";

    public string Kind => Manifest.Kind ?? "unknown";

    public static CatalogProduct[] Of(IEnumerable<ProductContract> contracts, AdoptionReport? adoption, DateOnly day)
    {
        ProductContract[] products = [.. contracts.OrderBy(static c => c.Manifest.Name, StringComparer.Ordinal)];
        Dictionary<string, ProductAdoption> used = (adoption?.Products ?? []).ToDictionary(static p => p.Name, StringComparer.Ordinal);
        ILookup<string, string> needed = products
            .SelectMany(static c => c.Manifest.DependsOn.Select(dependency => (dependency.Product, c.Manifest.Name)))
            .ToLookup(static pair => pair.Product, static pair => pair.Name, StringComparer.Ordinal);
        return
        [
            .. products.Select(contract => new CatalogProduct(
                contract, StageOn(contract.Manifest.Lifecycle, day), used.GetValueOrDefault(contract.Manifest.Name), [.. needed[contract.Manifest.Name].Distinct(StringComparer.Ordinal)])),
        ];
    }

    private static LifecycleStage StageOn(ProductLifecycle lifecycle, DateOnly day) =>
        lifecycle.Retires?.DayNumber <= day.DayNumber ? LifecycleStage.Retired
        : lifecycle.Deprecated?.DayNumber <= day.DayNumber && lifecycle.Stage != LifecycleStage.Retired ? LifecycleStage.Deprecated
        : lifecycle.Stage;
}
