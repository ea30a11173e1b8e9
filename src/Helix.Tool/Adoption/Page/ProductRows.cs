using System.Globalization;
using Helix.Tool.Pages;

namespace Helix.Tool.Adoption.Page;

/// <summary>The products, the one that is left most often first.</summary>
internal static class ProductRows
{
    private const int First = 15;

    public static Html Of(AdoptionReport report)
    {
        ProductAdoption[] used = [.. report.Products.Where(static p => p.Ratio is not null).OrderBy(static p => p.Ratio).ThenBy(static p => p.Name, StringComparer.Ordinal)];
        ProductAdoption[] unused = [.. report.Products.Where(static p => p.Ratio is null)];
        bool trend = report.History.Count > 1;
        bool survey = report.Products.Any(static p => p.Satisfaction is not null);
        return used.Length == 0 ? Html.Empty : Html.Of($"""
            <section class="panel" aria-labelledby="products"><h2 id="products">Products</h2>
            <ul class="legend"><li><i class="c-on"></i>on the path</li><li><i style="background:var(--plot-escape)"></i>escape hatch</li><li><i class="c-waived"></i>bypass with a waiver</li><li><i class="c-off"></i>bypass</li></ul>
            {Table(report, used.Take(First), trend, survey)}
            {Html.If(used.Length > First, () => Html.Of($"<details style=\"margin-top:.6rem\"><summary>The other {Numbers.Count(used.Length - First, "product", "products")}</summary>{Table(report, used.Skip(First), trend, survey)}</details>"))}
            {Html.If(unused.Length > 0, () => Html.Of($"<p class=\"small muted\" style=\"margin-top:.8rem\">In use by nobody: {string.Join(", ", unused.Select(static p => p.Name))}.</p>"))}</section>
            """);
    }

    private static Html Table(AdoptionReport report, IEnumerable<ProductAdoption> products, bool trend, bool survey) => Html.Of($"""
        <table class="products"><thead><tr><th scope="col">Product</th><th scope="col">Where its uses go</th><th scope="col" class="number">On path</th>{Html.If(trend, static () => new("<th scope=\"col\">Trend</th>"))}<th scope="col" class="number">Projects</th>{Html.If(survey, static () => new("<th scope=\"col\" class=\"number\">CSAT</th><th scope=\"col\" class=\"number\">NPS</th>"))}</tr></thead><tbody>
        {Html.Each(products, product => Row(report, product, trend, survey))}</tbody></table>
        """);

    private static Html Row(AdoptionReport report, ProductAdoption product, bool trend, bool survey) => Html.Of($"""
        <tr><td><b>{product.DisplayName ?? product.Name}</b><br><span class="small muted">{product.Owner}</span></td>
        <td>{Stack(product)}</td><td class="number" data-label="on path"><b>{Numbers.Percent(product.Ratio)}</b></td>{Html.If(trend, () => Html.Of($"<td>{Spark(report, product.Name)}</td>"))}
        <td class="number" data-label="projects">{product.Using}</td>{Html.If(survey, () => Html.Of($"""<td class="number" data-label="CSAT">{(product.Satisfaction?.Csat is { } csat ? csat.ToString("0", CultureInfo.InvariantCulture) + " %" : "–")}</td><td class="number" data-label="NPS">{Numbers.Signed(product.Satisfaction?.Nps)}</td>"""))}</tr>

        """);

    private static Html Stack(ProductAdoption product)
    {
        PathCounts counts = product.Counts;
        double all = counts.Uses + counts.Bypasses + counts.WaivedBypasses;
        (string Class, long Count)[] parts = [("on", counts.OnPath), ("escape", counts.Escapes), ("waived", counts.WaivedBypasses), ("off", counts.Bypasses)];
        return Html.Of($"""<div class="stack" role="img" aria-label="{counts.OnPath} on the path, {counts.Escapes} escapes, {counts.WaivedBypasses} waived, {counts.Bypasses} bypasses">{Html.Each(parts.Where(static p => p.Count > 0), part => Html.Of($"<i class=\"{part.Class}\" style=\"width:{100 * part.Count / all}%\"></i>"))}</div>""");
    }

    private static Html Spark(AdoptionReport report, string name)
    {
        double[] ratios = [.. report.History.TakeLast(24).Select(p => p.Products.GetValueOrDefault(name)?.Counts.Ratio).OfType<double>()];
        if (ratios.Length < 2)
        {
            return Html.Empty;
        }

        double low = ratios.Min();
        double range = Math.Max(ratios.Max() - low, 0.05);
        string line = string.Join(" L", ratios.Select((ratio, i) => string.Create(CultureInfo.InvariantCulture, $"{(100.0 * i / (ratios.Length - 1)):0.#} {26 - (22 * (ratio - low) / range):0.#}")));
        return Html.Of($"<svg class=\"spark\" viewBox=\"0 0 100 28\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"from {Numbers.Percent(ratios[0])} to {Numbers.Percent(ratios[^1])}\"><path d=\"M{line}\"/></svg>");
    }
}
