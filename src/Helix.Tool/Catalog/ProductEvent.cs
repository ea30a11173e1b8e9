using Helix.Manifests;

namespace Helix.Tool.Catalog;

/// <summary>What sort of day it is in a product's life.</summary>
internal enum ProductEventSort
{
    Available,
    Roadmap,
    Deprecated,
    Retires,
}

/// <summary>A day in a product's life.</summary>
/// <param name="Date">The day.</param>
/// <param name="Sort">What sort of day it is.</param>
/// <param name="Title">What happens.</param>
/// <param name="Status">How sure it is, of a step of the roadmap.</param>
internal sealed record ProductEvent(IsoDate Date, ProductEventSort Sort, string Title, string? Status)
{
    /// <summary>The days of a product, in order.</summary>
    public static IReadOnlyList<ProductEvent> Of(CatalogProduct product)
    {
        ProductLifecycle lifecycle = product.Manifest.Lifecycle;
        var events = new List<ProductEvent>();
        Add(lifecycle.Since, ProductEventSort.Available, "In use");
        events.AddRange(lifecycle.Roadmap.Select(static item => new ProductEvent(item.Date, ProductEventSort.Roadmap, item.Title, item.Status)));
        Add(lifecycle.Deprecated, ProductEventSort.Deprecated, "Deprecated: works, and should not be taken up any more");
        Add(lifecycle.Retires, ProductEventSort.Retires, "Retired: gone from this day on");
        return [.. events.OrderBy(static e => e.Date).ThenBy(static e => e.Sort)];

        void Add(IsoDate? date, ProductEventSort sort, string title)
        {
            if (date is { } day)
            {
                events.Add(new(day, sort, title, null));
            }
        }
    }

    public string Colour => Sort switch
    {
        ProductEventSort.Available => "good",
        ProductEventSort.Deprecated => "warn",
        ProductEventSort.Retires => "bad",
        _ => "info",
    };
}
