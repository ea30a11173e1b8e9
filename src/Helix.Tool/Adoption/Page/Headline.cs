using System.Globalization;
using Helix.Tool.Pages;

namespace Helix.Tool.Adoption.Page;

/// <summary>The numbers that one remembers.</summary>
internal static class Headline
{
    public static Html Of(AdoptionReport report)
    {
        PathCounts fleet = report.Fleet;
        int expired = report.Waivers.Where(static w => w.State != WaiverState.Holds).Sum(static w => w.Places);
        int going = report.Products.Count(static p => p.Retirement is { Projects.Count: > 0 });
        int exposed = report.Products.Where(static p => p.Retirement is not null).SelectMany(static p => p.Retirement!.Projects).Distinct(StringComparer.Ordinal).Count();
        return Html.Of($"""
            <div class="kpis">
            <div class="kpi main">{Ring(fleet)}<div><b>{Numbers.Percent(fleet.Ratio)}</b><br><span>of {Numbers.Count(fleet.Uses + fleet.Bypasses + fleet.WaivedBypasses)} uses are on the golden path{Change(report)}</span></div></div>
            {Kpi(Numbers.Count(report.Projects.Count(static p => p.Bypassed.Count == 0)), $"of {Numbers.Count(report.Projects.Count)} projects never leave it")}
            {Kpi(Numbers.Count(fleet.Bypasses), $"bypasses, and {Numbers.Count(fleet.WaivedBypasses)} more with a waiver")}
            {Kpi(Numbers.Count(report.Waivers.Sum(static w => w.Places)), $"waivers, {Numbers.Count(expired)} of them expired or incomplete")}
            {Kpi(Numbers.Count(going), $"products that go are still in use, by {Numbers.Count(exposed, "project", "projects")}")}
            </div>
            """);
    }

    private static Html Kpi(string number, string what) => Html.Of($"<div class=\"kpi\"><b>{number}</b><span>{what}</span></div>");

    private static Html Change(AdoptionReport report)
    {
        if (report.History.Count < 2 || report.History[^2].Fleet.Ratio is not { } before || report.Fleet.Ratio is not { } now)
        {
            return Html.Empty;
        }

        double points = 100 * (now - before);
        string text = points.ToString("+0.0;-0.0;±0.0", CultureInfo.InvariantCulture);
        return Html.Of($", <span class=\"{(points < 0 ? "down" : "up")}\">{text} points</span> since {report.History[^2].Day.ToString("O")}");
    }

    private static Html Ring(PathCounts counts)
    {
        const double Round = 2 * Math.PI * 42;
        double all = Math.Max(1, counts.Uses + counts.Bypasses + counts.WaivedBypasses);
        (string Colour, long Count)[] parts = [("on", counts.OnPath), ("escape", counts.Escapes), ("waived", counts.WaivedBypasses), ("off", counts.Bypasses)];
        double from = 0;
        return Html.Of($"""
            <svg viewBox="0 0 100 100" aria-hidden="true"><circle class="ring rest" cx="50" cy="50" r="42"/>{Html.Each(parts, part =>
            {
                double length = Round * part.Count / all;
                Html arc = Html.Of($"<circle class=\"ring {part.Colour}\" cx=\"50\" cy=\"50\" r=\"42\" stroke-dasharray=\"{length} {Round - length}\" stroke-dashoffset=\"{-from}\" transform=\"rotate(-90 50 50)\"/>");
                from += length;
                return part.Count > 0 ? arc : Html.Empty;
            })}</svg>
            """);
    }
}
