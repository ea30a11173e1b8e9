using System.Globalization;
using Helix.Tool.Pages;

namespace Helix.Tool.Adoption.Page;

/// <summary>The ratio of the fleet over time.</summary>
internal static class TrendPlot
{
    private const int Width = 1100;
    private const int Height = 250;
    private const int Left = 60;
    private const int Right = 80;
    private const int Bottom = 34;
    private const int Top = 14;

    public static Html Of(AdoptionReport report)
    {
        (DateOnly Day, double Ratio)[] points = [.. report.History.Where(static p => p.Fleet.Ratio is not null).Select(static p => (p.Day, p.Fleet.Ratio!.Value))];
        if (points.Length < 2)
        {
            return Html.Empty;
        }

        // Round numbers at the axis: steps of 5 points, or of 20 where the way was long.
        double range = points.Max(static p => p.Ratio) - points.Min(static p => p.Ratio);
        double step = range > 0.4 ? 0.2 : 0.05;
        double high = Math.Min(1, Math.Ceiling((points.Max(static p => p.Ratio) / step) + 0.01) * step);
        double low = Math.Max(0, Math.Min(Math.Floor(points.Min(static p => p.Ratio) / step) * step, high - (2 * step)));
        int first = points[0].Day.DayNumber;
        int span = points[^1].Day.DayNumber - first;
        double X(DateOnly day) => Left + ((Width - Left - Right) * (double)(day.DayNumber - first) / span);
        double Y(double ratio) => Top + ((Height - Top - Bottom) * (high - ratio) / (high - low));
        string line = string.Join(" L", points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Day):0.#} {Y(p.Ratio):0.#}")));
        double[] ticks = [.. Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(i => low + (step * i))];
        return Html.Of($"""
            <section class="panel" aria-labelledby="trend"><h2 id="trend">Trend</h2><div class="plot">
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="The share on the golden path went from {Numbers.Percent(points[0].Ratio)} on {points[0].Day.ToString("O")} to {Numbers.Percent(points[^1].Ratio)} on {points[^1].Day.ToString("O")}.">
            {Html.Each(ticks, tick => Html.Of($"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Y(tick)}" y2="{Y(tick)}"/><text x="{Left - 10}" y="{Y(tick) + 4}" text-anchor="end">{(100 * tick).ToString("0.#", CultureInfo.InvariantCulture)} %</text>"""))}
            <path class="area" d="M{line} L{X(points[^1].Day)} {Height - Bottom} L{Left} {Height - Bottom} Z"/><path class="trend" d="M{line}"/>
            {Html.Each(points, p => Html.Of($"""<circle class="{(points.Length > 40 ? "dot many" : "dot")}" cx="{X(p.Day)}" cy="{Y(p.Ratio)}" r="{(points.Length > 40 ? 2 : 5)}"><title>{p.Day.ToString("O")}: {Numbers.Percent(p.Ratio)}</title></circle>"""))}
            <text class="strong" x="{X(points[^1].Day) + 12}" y="{Y(points[^1].Ratio) + 5}">{Numbers.Percent(points[^1].Ratio)}</text>
            <text x="{Left}" y="{Height - 8}">{points[0].Day.ToString("O")}</text><text x="{Width - Right}" y="{Height - 8}" text-anchor="end">{points[^1].Day.ToString("O")}</text></svg></div></section>
            """);
    }
}
