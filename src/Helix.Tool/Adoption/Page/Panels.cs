using Helix.Tool.Pages;

namespace Helix.Tool.Adoption.Page;

/// <summary>What has to be done: moves, bypasses, waivers, projects.</summary>
internal static class Panels
{
    private const int First = 10;

    public static Html Going(AdoptionReport report)
    {
        ProductAdoption[] going = [.. report.Products.Where(static p => p.Retirement is not null).OrderBy(static p => p.Retirement!.DaysLeft ?? int.MaxValue).ThenBy(static p => p.Name, StringComparer.Ordinal)];
        return going.Length == 0 ? Html.Empty : Html.Of($"""
            <section class="panel" aria-labelledby="going"><h2 id="going">Products that go, and who is still on them</h2><ul class="going">
            {Html.Each(going, static p => Html.Of($"""
                <li><span><b>{p.DisplayName ?? p.Name}</b> <span class="badge {Colour(p.Retirement!)}">{State(p.Retirement!)}</span></span><span class="left">{Numbers.Count(p.Retirement!.Projects.Count, "project", "projects")}</span>
                <span class="small muted">{Numbers.Count(p.Retirement.Uses)} uses{(p.Retirement.Successor is { } successor ? $"; to {successor}" : "")}{Html.If(p.Retirement.Migration is not null, () => Html.Of($"; {Link.To(p.Retirement.Migration, "how to migrate")}"))}</span></li>

                """))}</ul></section>
            """);
    }

    public static Html MostBypassed(AdoptionReport report)
    {
        long most = report.MostBypassed.Count == 0 ? 1 : Math.Max(1, report.MostBypassed[0].Bypasses + report.MostBypassed[0].WaivedBypasses);
        return report.MostBypassed.Count == 0 ? Html.Empty : Html.Of($"""
            <section class="panel" aria-labelledby="bypassed"><h2 id="bypassed">Most bypassed</h2><ul class="bars">
            {Html.Each(report.MostBypassed.Take(First), e => Html.Of($"""
                <li><span><code>{e.Entry}</code> <span class="small muted">{e.Rule}, {Numbers.Count(e.Projects, "project", "projects")}</span></span><b class="number">{Numbers.Count(e.Bypasses + e.WaivedBypasses)}</b>
                <span class="track" aria-hidden="true"><i class="c-off" style="width:{100.0 * e.Bypasses / most}%"></i><i class="c-waived" style="width:{100.0 * e.WaivedBypasses / most}%"></i></span></li>

                """))}</ul></section>
            """);
    }

    public static Html Waivers(AdoptionReport report)
    {
        if (report.Waivers.Count == 0)
        {
            return Html.Empty;
        }

        (string Name, int Count)[] left = [.. WaiverGroups.ByTimeLeft(report.Waivers).Where(static g => g.Count > 0)];
        IReadOnlyList<(string Name, int Count)> age = WaiverGroups.ByAge(report.Waivers);
        IReadOnlyList<(string Reason, int Count, int Projects)> reasons = WaiverGroups.ByReason(report.Waivers);
        return Html.Of($"""
            <section class="panel" aria-labelledby="waivers"><h2 id="waivers">Waivers</h2>
            <h3>By the time that is left</h3>{Bars(left, static name => name is "expired" or "incomplete" ? "c-off" : name == "up to 30 days" ? "c-waived" : "c-on")}
            {Html.If(age.Count > 0, () => Html.Of($"<h3>By age</h3>{Bars([.. age.Where(static g => g.Count > 0)], static name => name == "more than a year" ? "c-off" : "c-plain")}"))}
            <h3>By reason</h3>{Bars([.. reasons.Take(First).Select(static r => ($"{r.Reason}", r.Count))], static _ => "c-plain")}</section>
            """);
    }

    public static Html Projects(AdoptionReport report)
    {
        ProjectAdoption[] off = AdoptionTables.ByBypasses(report);
        return Html.Of($"""
            <section class="panel" style="margin-top:1.2rem" aria-labelledby="projects"><h2 id="projects">Projects furthest off the path</h2>
            {(off.Length == 0 ? Html.Of($"<p class=\"muted\">None leaves it.</p>") : Table(off.Take(First)))}
            <details style="margin-top:1rem"><summary>All {Numbers.Count(report.Projects.Count, "project", "projects")}</summary>{Table(report.Projects)}</details></section>
            """);
    }

    public static Html NotCounted(AdoptionReport report) => report.Incomplete.Count + report.Skipped.Count == 0 ? Html.Empty : Html.Of($"""
        <section class="panel" style="margin-top:1.2rem" aria-labelledby="missing"><h2 id="missing">Not in these numbers</h2>
        {Html.If(report.Incomplete.Count > 0, () => Html.Of($"<h3>Facts incomplete</h3><ul>{Html.Each(report.Incomplete, static p => Html.Of($"<li><b>{p.Name}</b> <span class=\"muted\">{p.Folder}: {p.Why}</span></li>"))}</ul>"))}
        {Html.If(report.Skipped.Count > 0, () => Html.Of($"<h3>Files skipped</h3><ul>{Html.Each(report.Skipped, static s => Html.Of($"<li><code>{s.Path}</code> <span class=\"muted\">{s.Why}</span></li>"))}</ul>"))}</section>
        """);

    private static Html Table(IEnumerable<ProjectAdoption> projects) => Html.Of($"""
        <div class="scroll"><table><thead><tr><th scope="col">Project</th><th scope="col" class="number">On path</th><th scope="col" class="number">Bypasses</th><th scope="col" class="number">Waived</th><th scope="col" class="number">Products</th><th scope="col">Bypassed most</th></tr></thead><tbody>
        {Html.Each(projects, static p => Html.Of($"""
            <tr><td>{p.Name}<br><span class="small muted">{p.Folder}</span></td><td class="number">{Numbers.Percent(p.Ratio)}</td><td class="number">{Numbers.Count(p.Counts.Bypasses)}</td><td class="number">{Numbers.Count(p.Counts.WaivedBypasses)}</td><td class="number">{p.Products}</td><td class="small">{string.Join(", ", p.Bypassed.Take(3).Select(static b => $"{b.Product} ({b.Bypasses + b.WaivedBypasses})"))}</td></tr>

            """))}</tbody></table></div>
        """);

    private static Html Bars(IReadOnlyList<(string Name, int Count)> groups, Func<string, string> colour)
    {
        double most = Math.Max(1, groups.Select(static g => g.Count).DefaultIfEmpty().Max());
        return Html.Of($"""<ul class="bars">{Html.Each(groups, g => Html.Of($"""<li><span>{g.Name}</span><b class="number">{g.Count}</b><span class="track" aria-hidden="true"><i class="{colour(g.Name)}" style="width:{100 * g.Count / most}%"></i></span></li>"""))}</ul>""");
    }

    private static string State(RetirementExposure retirement) => retirement switch
    {
        { DaysLeft: <= 0 } => $"gone since {retirement.Retires}",
        { DaysLeft: { } days } => $"gone in {Numbers.Count(days, "day", "days")}",
        { Deprecated: { } day } => $"deprecated from {day}",
        _ => "deprecated",
    };

    private static string Colour(RetirementExposure retirement) => retirement.DaysLeft switch
    {
        <= 90 when retirement.Projects.Count > 0 => "bad",
        not null => "warn",
        _ => "",
    };
}
