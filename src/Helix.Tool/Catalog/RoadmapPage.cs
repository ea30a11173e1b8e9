using System.Globalization;
using Helix.Tool.Pages;

namespace Helix.Tool.Catalog;

/// <summary>What comes across all products: a chart of lives where there is room, and every date as text.</summary>
internal static class RoadmapPage
{
    public static string Of(CatalogFrame frame, IReadOnlyList<CatalogProduct> products)
    {
        (CatalogProduct Product, ProductEvent Event)[] coming =
        [
            .. products.SelectMany(static p => ProductEvent.Of(p).Select(e => (p, e)))
                .Where(pair => pair.e.Date.DayNumber > frame.Day.DayNumber)
                .OrderBy(static pair => pair.e.Date).ThenBy(static pair => pair.p.Name, StringComparer.Ordinal),
        ];
        (CatalogProduct Product, ProductEvent Event)[] going = [.. coming.Where(static c => c.Event.Sort is ProductEventSort.Deprecated or ProductEventSort.Retires)];
        return frame.Page("Roadmap", "", "roadmap.html", Html.Of($"""
            <div class="lead"><h1>Roadmap</h1><p>What changes, and when: plan your work by it. {Summary(going.Length)}</p></div>
            {Html.If(going.Length > 0, () => Going(going))}
            {LifeChart.Of(products, frame.Day)}
            <section class="panel" aria-labelledby="coming"><h2 id="coming">All that is planned</h2>
            {(coming.Length == 0 ? Html.Of($"<p class=\"muted\">Nothing has a date yet.</p>") : Html.Of($"<div class=\"months\">{Html.Each(Months(coming), Month)}</div>"))}</section>
            """));
    }

    private static string Summary(int going) => going == 0 ? "No product is about to go." : $"{Numbers.Count(going, "date", "dates")} of deprecation or retirement ahead.";

    private static IEnumerable<IGrouping<(int Year, int Month), (CatalogProduct Product, ProductEvent Event)>> Months((CatalogProduct Product, ProductEvent Event)[] coming) =>
        coming.GroupBy(static c => (c.Event.Date.Year, c.Event.Date.Month));

    private static Html Month(IGrouping<(int Year, int Month), (CatalogProduct Product, ProductEvent Event)> month) => Html.Of($"""
        <div><h3>{CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month.Key.Month)} {month.Key.Year}</h3><ul>
        {Html.Each(month, static c => Html.Of($"""<li><time datetime="{c.Event.Date.ToString()}">{c.Event.Date.ToString()}</time><span>{Badge(c.Event)}</span><span><a href="products/{c.Product.Name}.html">{c.Product.DisplayName}</a> <span class="muted">{Title(c.Event)}</span></span></li>"""))}</ul></div>

        """);

    private static string Title(ProductEvent e) => e.Sort == ProductEventSort.Roadmap ? e.Title : "";

    private static Html Badge(ProductEvent e) => e.Sort switch
    {
        ProductEventSort.Deprecated => new("<span class=\"badge warn\">deprecated</span>"),
        ProductEventSort.Retires => new("<span class=\"badge bad\">retired</span>"),
        ProductEventSort.Available => new("<span class=\"badge good\">in use</span>"),
        _ => Html.Of($"<span class=\"badge info\">{e.Status ?? "planned"}</span>"),
    };

    private static Html Going((CatalogProduct Product, ProductEvent Event)[] going) => Html.Of($"""
        <section class="panel" aria-labelledby="going"><h2 id="going">Going</h2><div class="scroll"><table>
        <thead><tr><th scope="col">Product</th><th scope="col">Deprecated</th><th scope="col">Gone from</th><th scope="col">What then</th></tr></thead><tbody>
        {Html.Each(going.Select(static g => g.Product).Distinct(), static product => Html.Of($"""
            <tr><td><a href="products/{product.Name}.html">{product.DisplayName}</a></td><td>{product.Manifest.Lifecycle.Deprecated?.ToString() ?? "–"}</td><td>{product.Manifest.Lifecycle.Retires?.ToString() ?? "–"}</td>
            <td>{(product.Manifest.Lifecycle.Successor is { } successor ? Html.Of($"{successor} ") : Html.Empty)}{(product.Manifest.Lifecycle.Migration is { } url ? Link.To(url, "How to migrate") : Html.Empty)}</td></tr>

            """))}</tbody></table></div></section>
        """);
}
