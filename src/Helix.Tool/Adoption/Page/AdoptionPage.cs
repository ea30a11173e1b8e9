using Helix.Tool.Pages;

namespace Helix.Tool.Adoption.Page;

/// <summary>The report as one file for a browser or a wall: plots are drawn in the file, and no script runs.</summary>
internal static class AdoptionPage
{
    public static string Of(AdoptionReport report) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="helix">
        <title>Golden path, {report.Day.ToString("O")}</title>
        <link rel="icon" href="data:,">
        <style>
        {new Html(Asset.Read("theme.css") + Asset.Read("adoption.css"))}</style>
        </head>
        <body>
        <main class="page">
        <div class="lead"><h1>How far are we on the golden path?</h1>
        <p>{Numbers.Count(report.Projects.Count, "project", "projects")} and {Numbers.Count(report.Products.Count, "product", "products")}, as their builds tell on {report.Day.ToString("O")}.</p></div>
        {Headline.Of(report)}
        {TrendPlot.Of(report)}
        {ProductRows.Of(report)}
        <div class="two">{Panels.Going(report)}{Panels.MostBypassed(report)}{SatisfactionPlot.Of(report)}{Panels.Waivers(report)}</div>
        {Panels.Projects(report)}
        {Panels.NotCounted(report)}
        <footer>On the path: uses of products, less those of escape hatches. Off it: raw clients and banned APIs, waived or not. The ratio is the first among both. A raw client that several products cover is off the path of each of them. Made by helix from the logs of builds.</footer>
        </main>
        </body>
        </html>

        """).ToString().ReplaceLineEndings("\n");
}
