using System.Collections.Concurrent;
using System.Text.Json;
using Helix.Tool.Pages;
using Helix.Tool.Terminal;

namespace Helix.Tool.Catalog;

/// <summary>All files of the catalog. The same products on the same day make the same bytes.</summary>
internal static class CatalogSite
{
    /// <summary>The files by path below the site's root, in order.</summary>
    public static IReadOnlyDictionary<string, string> Files(
        CatalogFrame frame, IReadOnlyList<CatalogProduct> products, Action step, CancellationToken cancellationToken)
    {
        HashSet<string> known = products.Select(static p => p.Name).ToHashSet(StringComparer.Ordinal);
        var pages = new ConcurrentDictionary<string, string>();
        _ = Parallel.ForEach(products, new() { CancellationToken = cancellationToken }, product =>
        {
            pages[$"products/{product.Name}.html"] = ProductPage.Of(frame, product, known);
            step();
        });
        return new SortedDictionary<string, string>(pages, StringComparer.Ordinal)
        {
            ["index.html"] = IndexPage.Of(frame, products),
            ["roadmap.html"] = RoadmapPage.Of(frame, products),
            ["catalog.json"] = JsonSerializer.Serialize(CatalogJson.Of(frame.SiteTitle, frame.Day, products), JsonOutput.Options) + "\n",
            ["assets/catalog.css"] = Asset.Read("theme.css") + Asset.Read("catalog.css"),
            ["assets/catalog.js"] = Asset.Read("catalog.js"),
            ["assets/icon.svg"] = CatalogFrame.Icon + "\n",
        };
    }
}
