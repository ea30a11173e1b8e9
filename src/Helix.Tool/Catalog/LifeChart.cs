using System.Globalization;
using Helix.Manifests;
using Helix.Tool.Pages;

namespace Helix.Tool.Catalog;

/// <summary>
/// A bar for each product that has something to come, from half a year back to the last date. A drawing for the eye: the same dates
/// stand in the lists around it.
/// </summary>
internal static class LifeChart
{
    private const int Width = 1100;
    private const int NameWidth = 210;
    private const int RowHeight = 30;
    private const int Head = 26;

    public static Html Of(IReadOnlyList<CatalogProduct> products, DateOnly day)
    {
        CatalogProduct[] rows = [.. products.Where(p => ProductEvent.Of(p).Any(e => e.Date.DayNumber > day.DayNumber))];
        if (rows.Length == 0)
        {
            return Html.Empty;
        }

        DateOnly first = new DateOnly(day.Year, day.Month, 1).AddMonths(-6);
        int lastDay = rows.Max(static p => ProductEvent.Of(p).Max(static e => e.Date.DayNumber));
        DateOnly last = DateOnly.FromDayNumber(lastDay).AddMonths(2);
        double X(int dayNumber) => NameWidth + ((Width - NameWidth - 10.0) * Math.Clamp(dayNumber - first.DayNumber, 0, last.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber));
        int height = Head + (rows.Length * RowHeight) + 6;
        double now = X(day.DayNumber);
        return Html.Of($"""
            <section class="panel" aria-labelledby="lives"><h2 id="lives">Lives of products</h2><div class="chart">
            <svg viewBox="0 0 {Width} {height}" role="img" aria-label="A bar for each product with dates ahead; the same dates are listed below."><g>
            {Html.Each(Quarters(first, last), quarter => Html.Of($"""<line class="grid" x1="{X(quarter.DayNumber)}" x2="{X(quarter.DayNumber)}" y1="{Head - 4}" y2="{height}"/><text x="{X(quarter.DayNumber) + 4}" y="14">{QuarterName(quarter)}</text>"""))}
            </g>{Html.Each(rows.Select(static (product, i) => (product, i)), row => Row(row.product, Head + (row.i * RowHeight), day, X))}
            <line class="now" x1="{now}" x2="{now}" y1="{Head - 8}" y2="{height}"/><text class="nowtext" x="{now + 4}" y="{Head - 1}">today</text></svg></div>
            <ul class="legend"><li><i style="background:var(--new)"></i>experimental, preview</li><li><i style="background:var(--good)"></i>generally available</li><li><i style="background:var(--warn)"></i>deprecated</li><li><i style="background:var(--bad)"></i>gone</li><li><i style="border:1.5px solid var(--ink);border-radius:50%"></i>roadmap</li></ul></section>
            """);
    }

    private static Html Row(CatalogProduct product, int top, DateOnly day, Func<int, double> x)
    {
        ProductLifecycle lifecycle = product.Manifest.Lifecycle;
        int start = lifecycle.Since?.DayNumber ?? 0;
        int end = lifecycle.Retires?.DayNumber ?? int.MaxValue;
        int turn = Math.Clamp(lifecycle.Deprecated?.DayNumber ?? (product.Stage == LifecycleStage.Deprecated ? start : end), start, end);
        string colour = lifecycle.Stage is LifecycleStage.Experimental or LifecycleStage.Preview ? "early" : "ga";
        string name = product.DisplayName.Length > 28 ? product.DisplayName[..27] + "…" : product.DisplayName;
        return Html.Of($"""
            <g><a href="products/{product.Name}.html"><text class="name" x="0" y="{top + 19}">{name}</text></a>
            {Bar(colour, x(start), x(turn), top)}{Bar("going", x(turn), x(end), top)}
            {Html.If(lifecycle.Retires is not null, () => Html.Of($"""<rect class="end" x="{x(end) - 2}" y="{top + 6}" width="4" height="18" rx="2"/>"""))}
            {Html.Each(lifecycle.Roadmap.Where(item => item.Date.DayNumber > day.DayNumber), item => Html.Of($"""<circle class="planned" cx="{x(item.Date.DayNumber)}" cy="{top + 15}" r="5"><title>{item.Date.ToString()} {item.Title}</title></circle>"""))}</g>

            """);
    }

    private static Html Bar(string colour, double from, double to, int top) =>
        to - from < 1 ? Html.Empty : Html.Of($"""<rect class="{colour}" x="{from}" y="{top + 10}" width="{to - from}" height="10" rx="3"/>""");

    private static IEnumerable<DateOnly> Quarters(DateOnly first, DateOnly last)
    {
        int step = (last.DayNumber - first.DayNumber) / 365 > 4 ? 12 : 3;
        for (DateOnly quarter = new(first.Year, 1, 1); quarter < last; quarter = quarter.AddMonths(step))
        {
            if (quarter >= first)
            {
                yield return quarter;
            }
        }
    }

    private static string QuarterName(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year} Q{((day.Month - 1) / 3) + 1}");
}
