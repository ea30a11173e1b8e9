using System.Globalization;
using Helix.Tool.Pages;

namespace Helix.Tool.Catalog;

/// <summary>The front page: all products, with search and filters where the browser runs scripts.</summary>
internal static class IndexPage
{
    public static string Of(CatalogFrame frame, IReadOnlyList<CatalogProduct> products)
    {
        int owners = products.Select(static p => p.Owner).Distinct(StringComparer.Ordinal).Count();
        return frame.Page(null, "", "index.html", Html.Of($"""
            <div class="lead"><h1>{frame.SiteTitle}</h1>
            <p>{Numbers.Count(products.Count, "product", "products")} by {Numbers.Count(owners, "team", "teams")}. Each comes with a typed API, checked settings and an owner who answers.</p></div>
            <form class="tools" role="search" hidden>
            <label>Search<input type="search" name="q" placeholder="Name, purpose, team, key …" autocomplete="off"></label>
            {Filter("owner", "Owner", products.Select(static p => (p.Owner, p.Owner)))}
            {Filter("kind", "Kind", products.Select(static p => (p.Kind, p.Kind)))}
            {Filter("stage", "Lifecycle", products.OrderBy(static p => p.Stage).Select(static p => (StageText.Word(p.Stage), StageText.Label(p.Stage))), sorted: true)}
            </form>
            <p class="count" role="status" aria-live="polite">{Numbers.Count(products.Count, "product", "products")}</p>
            <ul class="cards">
            {Html.Each(products, Card)}</ul>
            <p class="none" hidden>No product fits. Try fewer words, or take a filter off.</p>
            """));
    }

    private static Html Card(CatalogProduct product) => Html.Of($"""
        <li class="card" data-owner="{product.Owner}" data-kind="{product.Kind}" data-stage="{StageText.Word(product.Stage)}" data-text="{Words(product)}">
        <header><div><h2><a href="products/{product.Name}.html">{product.DisplayName}</a></h2><span class="id">{product.Name} {product.Manifest.Version}</span></div>{StageText.Badge(product.Stage)}</header>
        <p>{product.Manifest.Description}</p>
        <dl><div><dt>Owner</dt><dd>{product.Owner}</dd></div><div><dt>Kind</dt><dd>{product.Kind}</dd></div>{Third(product)}</dl>
        </li>

        """);

    private static Html Third(CatalogProduct product) => product switch
    {
        { Adoption.Ratio: { } ratio } => Html.Of($"<div><dt>On the golden path</dt><dd>{Numbers.Percent(ratio)}<span class=\"meter\" aria-hidden=\"true\"><i style=\"width:{100 * ratio}%\"></i></span></dd></div>"),
        { Manifest.Slo.Availability: { } availability } => Html.Of($"<div><dt>Availability</dt><dd>{availability.ToString(CultureInfo.InvariantCulture)} %</dd></div>"),
        _ => Html.Empty,
    };

    private static Html Filter(string name, string label, IEnumerable<(string Value, string Label)> values, bool sorted = false)
    {
        IEnumerable<(string Value, string Label, int Count)> options = values.GroupBy(static v => v).Select(static g => (g.Key.Item1, g.Key.Item2, g.Count()));
        options = sorted ? options : options.OrderBy(static o => o.Label, StringComparer.Ordinal);
        return Html.Of($"""<label>{label}<select name="{name}"><option value="">All</option>{Html.Each(options, static o => Html.Of($"<option value=\"{o.Value}\">{o.Label} ({o.Count})</option>"))}</select></label>""");
    }

    /// <summary>What the search looks through.</summary>
    private static string Words(CatalogProduct product) => string.Join(' ', new[]
        {
            product.Name, product.DisplayName, product.Contract.CSharpName, product.Owner, product.Kind, product.Manifest.Description,
        }
        .Concat(product.Manifest.Labels.SelectMany(static l => new[] { l.Name, l.Text }))
        // The keys of its kind it shares with many: they would find all of them.
        .Concat(product.Contract.Keys.Where(static k => !k.FromKind).Select(static k => k.Name))
        .Where(static word => !string.IsNullOrEmpty(word)))
        .ToLowerInvariant();
}
