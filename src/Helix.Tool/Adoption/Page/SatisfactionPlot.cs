using Helix.Tool.Pages;

namespace Helix.Tool.Adoption.Page;

/// <summary>
/// What users do beside what they say. Bottom left is a product that people avoid and do not like; bottom right one that they have to
/// use.
/// </summary>
internal static class SatisfactionPlot
{
    private const int Width = 540;
    private const int Height = 380;
    private const int Left = 56;
    private const int Bottom = 44;

    public static Html Of(AdoptionReport report)
    {
        ProductAdoption[] products = [.. report.Products.Where(static p => p is { Ratio: not null, Satisfaction.Csat: not null }).OrderByDescending(static p => p.Using)];
        if (products.Length == 0)
        {
            return Html.Empty;
        }

        double low = Math.Floor(products.Min(static p => p.Ratio!.Value) * 10) / 10;
        low = Math.Min(low, 0.8);
        double X(double ratio) => Left + ((Width - Left - 24) * (ratio - low) / (1 - low));
        double Y(double csat) => 20 + ((Height - 20 - Bottom) * (100 - csat) / 100);
        double most = Math.Max(1, products.Max(static p => p.Using));
        HashSet<string> named = Named(products, p => Y(p.Satisfaction!.Csat!.Value));
        return Html.Of($"""
            <section class="panel" aria-labelledby="satisfaction"><h2 id="satisfaction">What users do, and what they say</h2><div class="plot">
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="Satisfaction by golden path ratio of {products.Length} products; the numbers are in the table of products.">
            {Html.Each((double[])[0, 25, 50, 75, 100], csat => Html.Of($"""<line class="grid" x1="{Left}" x2="{Width - 24}" y1="{Y(csat)}" y2="{Y(csat)}"/><text x="{Left - 8}" y="{Y(csat) + 4}" text-anchor="end">{csat}</text>"""))}
            {Html.Each((double[])[low, (1 + low) / 2, 1], ratio => Html.Of($"""<text x="{X(ratio)}" y="{Height - Bottom + 20}" text-anchor="middle">{Numbers.Percent(ratio)}</text>"""))}
            {Html.Each(products, p => Html.Of($"""<circle class="bubble {(named.Contains(p.Name) && p.Satisfaction!.Csat < 60 ? "low" : "")}" cx="{X(p.Ratio!.Value)}" cy="{Y(p.Satisfaction!.Csat!.Value)}" r="{5 + (13 * Math.Sqrt(p.Using / most))}"><title>{p.DisplayName ?? p.Name}: {Numbers.Percent(p.Ratio)} on the path, {p.Satisfaction.Csat.Value} % satisfied, {p.Using} projects</title></circle>"""))}
            {Html.Each(products.Where(p => named.Contains(p.Name)), p => Label(p.DisplayName ?? p.Name, X(p.Ratio!.Value), Y(p.Satisfaction!.Csat!.Value), 5 + (13 * Math.Sqrt(p.Using / most))))}
            <text x="{(Width + Left) / 2}" y="{Height - 4}" text-anchor="middle">on the golden path</text><text x="{Left}" y="2">CSAT, %</text></svg></div>
            <p class="small muted">The larger, the more projects use it. CSAT is the share of answers 4 and 5 of 5.</p></section>
            """);
    }

    /// <summary>The few that stand out, the worst first; a name that would cover another one is left out.</summary>
    private static HashSet<string> Named(ProductAdoption[] products, Func<ProductAdoption, double> y)
    {
        var named = new List<ProductAdoption>();
        foreach (ProductAdoption product in products.OrderBy(static p => p.Ratio!.Value + (p.Satisfaction!.Csat!.Value / 100)).ThenBy(static p => p.Name, StringComparer.Ordinal))
        {
            if (named.Count < 5 && named.TrueForAll(other => Math.Abs(y(other) - y(product)) > 18))
            {
                named.Add(product);
            }
        }

        return [.. named.Select(static p => p.Name)];
    }

    private static Html Label(string name, double x, double y, double radius) => x > Width * 0.62
        ? Html.Of($"<text class=\"strong\" x=\"{x - radius - 5}\" y=\"{y + 4}\" text-anchor=\"end\">{name}</text>")
        : Html.Of($"<text class=\"strong\" x=\"{x + radius + 5}\" y=\"{y + 4}\">{name}</text>");
}
