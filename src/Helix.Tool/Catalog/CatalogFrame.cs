using Helix.Tool.Pages;

namespace Helix.Tool.Catalog;

/// <summary>What is around every page of the catalog. Style and script are files of the site; nothing comes from elsewhere.</summary>
/// <param name="SiteTitle">The name of the catalog.</param>
/// <param name="Day">The day that dates are judged by.</param>
internal sealed record CatalogFrame(string SiteTitle, DateOnly Day)
{
    /// <summary>Makes a page.</summary>
    /// <param name="title">The title of the page; null for the front page.</param>
    /// <param name="root">The way to the site's root: empty, or <c>../</c>.</param>
    /// <param name="current">The file in the navigation that this page is.</param>
    /// <param name="content">The content.</param>
    public string Page(string? title, string root, string? current, Html content)
    {
        string full = title is null ? SiteTitle : $"{title} · {SiteTitle}";
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="helix">
            <title>{full}</title>
            <link rel="icon" href="{root}assets/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="{root}assets/catalog.css">
            </head>
            <body>
            <a class="skip" href="#main">Skip to content</a>
            <div class="top"><div>
            <a class="brand" href="{root}index.html">{Mark}<span>{SiteTitle}</span></a>
            <nav aria-label="Site">{Nav("index.html", "Products")}{Nav("roadmap.html", "Roadmap")}<a href="{root}catalog.json">JSON</a></nav>
            </div></div>
            <main class="page" id="main">
            {content}
            <footer>As of {Day.ToString("O")}. Made by helix from the product manifests, the same files that the compiler reads.</footer>
            </main>
            {Html.If(current == "index.html", () => Html.Of($"<script src=\"{root}assets/catalog.js\" defer></script>"))}
            </body>
            </html>

            """).ToString().ReplaceLineEndings("\n");

        Html Nav(string file, string text) =>
            file == current ? Html.Of($"<a href=\"{root}{file}\" aria-current=\"page\">{text}</a>") : Html.Of($"<a href=\"{root}{file}\">{text}</a>");
    }

    /// <summary>Two strands, and what holds them.</summary>
    public static Html Mark => new(
        """<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M6 2c0 7 12 7 12 14v6M18 2c0 7-12 7-12 14v6M7.5 6h9M7.5 18h9M10 11h4"/></svg>""");

    public const string Icon =
        """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#4f7bff" stroke-width="2" stroke-linecap="round"><path d="M6 2c0 7 12 7 12 14v6M18 2c0 7-12 7-12 14v6M7.5 6h9M7.5 18h9M10 11h4"/></svg>""";
}
