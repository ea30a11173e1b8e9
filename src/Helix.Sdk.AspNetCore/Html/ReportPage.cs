using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Helix.AspNetCore.Report;

namespace Helix.AspNetCore.Html;

/// <summary>The page: a table of contents with the health of each product, then each product.</summary>
internal static class ReportPage
{
    /// <summary>Nothing may be loaded, run or framed; the page's own style is known by its hash.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(ReportStyle.Text)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="report">What is shown.</param>
    /// <param name="json">The address of the same as JSON.</param>
    public static string Of(AppReport report, string json)
    {
        var html = new HtmlText();
        html.Add($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>Products of {report.Application}</title>
            <style>
            """);
        html.AddStyle(ReportStyle.Text);
        html.Add($"""
            </style>
            </head>
            <body>
            <header class="top">
            <h1>Products of {report.Application}</h1>
            <p>{report.Environment} · {Count(report.Products.Count, "product")} · taken at <time datetime="{report.Taken:O}">{report.Taken:yyyy-MM-dd HH:mm:ss zzz}</time> · <a href="{json}">JSON</a></p>
            </header>
            <main>

            """);
        if (report.Products.Count == 0)
        {
            html.Add($"<p>This app registered no product.</p>\n");
        }
        else
        {
            AddOverview(html, report.Products);
            for (int i = 0; i < report.Products.Count; i++)
            {
                ProductSection.Add(html, report.Products[i], i);
            }
        }

        html.Add($"</main>\n</body>\n</html>\n");
        return html.ToString();
    }

    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static void AddOverview(HtmlText html, IReadOnlyList<ProductReport> products)
    {
        html.Add($"<nav aria-label=\"Products\">\n<ul class=\"overview\">\n");
        for (int i = 0; i < products.Count; i++)
        {
            ProductReport product = products[i];
            html.Add($"""
                <li><a href="#product-{i}">{product.Name}</a> <span class="version">{product.Version}</span> <span class="badge {product.Health.Status}">{product.Health.Status}</span></li>

                """);
        }

        html.Add($"</ul>\n</nav>\n");
    }
}
