using System.Globalization;
using Helix.AspNetCore.Report;

namespace Helix.AspNetCore.Html;

/// <summary>One product on the page.</summary>
internal static class ProductSection
{
    public static void Add(HtmlText html, ProductReport product, int number)
    {
        html.Add($"""
            <article id="product-{number}" aria-labelledby="name-{number}">
            <header>
            <h2 id="name-{number}">{product.DisplayName} <code>{product.Name}</code></h2>
            <p class="badges"><span class="badge {product.Health.Status}">{product.Health.Status}</span> <span class="badge {product.Stage}">{product.Stage}</span></p>
            </header>

            """);
        if (product.Description is { } description)
        {
            html.Add($"<p>{description}</p>\n");
        }

        AddHealth(html, product.Health);
        AddEnd(html, product.Stage, product.Lifecycle);
        AddFacts(html, product);
        AddLinks(html, product);
        AddRoadmap(html, product.Lifecycle.Roadmap);
        AddSettings(html, product);
        html.Add($"</article>\n");
    }

    private static void AddHealth(HtmlText html, HealthReport health)
    {
        if (health.Description is { } description)
        {
            html.Add($"<p class=\"health {health.Status}\">{description}</p>\n");
        }
    }

    private static void AddEnd(HtmlText html, string stage, LifecycleReport life)
    {
        if (stage is not ("deprecated" or "retired") && life.Deprecated is null && life.Retires is null)
        {
            return;
        }

        html.Add($"<p class=\"end\">");
        html.Add($"{(stage is "deprecated" or "retired" ? "Deprecated" : "Will be deprecated")}");
        if (life.Deprecated is { } deprecated)
        {
            html.Add($" {(stage is "deprecated" or "retired" ? "since" : "from")} <time datetime=\"{deprecated:yyyy-MM-dd}\">{deprecated:yyyy-MM-dd}</time>");
        }

        if (life.Retires is { } retires)
        {
            html.Add($", {(stage == "retired" ? "retired" : "retires")} on <time datetime=\"{retires:yyyy-MM-dd}\">{retires:yyyy-MM-dd}</time>");
        }

        html.Add($".");
        if (life.Successor is { } successor)
        {
            html.Add($" Use <code>{successor}</code> instead.");
        }

        if (life.Migration is { } migration)
        {
            html.Add($" ");
            AddLink(html, "How to move", migration);
        }

        html.Add($"</p>\n");
    }

    private static void AddFacts(HtmlText html, ProductReport product)
    {
        html.Add($"<dl class=\"facts\">\n");
        AddFact(html, "Version", product.Version);
        AddFact(html, "Kind", product.Kind);
        AddFact(html, "Plan", product.Plan);
        AddFact(html, "Owner", product.Owner.Team);
        AddFact(html, "Availability", product.Slo.Availability is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent} %") : null);
        AddFact(html, "Latency, p99", product.Slo.LatencyP99Ms is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms} ms") : null);
        AddFact(html, "In use since", product.Lifecycle.Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        AddFact(html, "Health check took", product.Health.DurationMs > 0 ? string.Create(CultureInfo.InvariantCulture, $"{product.Health.DurationMs} ms") : null);
        AddFact(html, "Type", product.Type);
        foreach ((string name, string value) in product.Labels)
        {
            AddFact(html, name, value);
        }

        html.Add($"</dl>\n");
    }

    private static void AddFact(HtmlText html, string name, string? value)
    {
        if (value is not null)
        {
            html.Add($"<div><dt>{name}</dt><dd>{value:names}</dd></div>\n");
        }
    }

    private static void AddLinks(HtmlText html, ProductReport product)
    {
        (string Text, string? Address)[] links =
        [
            ("Documentation", product.Support.Docs), ("Feedback", product.Support.Feedback), ("Chat", product.Support.Chat),
            ("Status", product.Support.Status), ("On call", product.Owner.OnCall),
        ];
        if (Array.Exists(links, static link => link.Address is not null))
        {
            html.Add($"<ul class=\"links\" aria-label=\"Help with {product.Name}\">\n");
            foreach ((string text, string? address) in links)
            {
                if (address is not null)
                {
                    html.Add($"<li>");
                    AddLink(html, text, address);
                    html.Add($"</li>\n");
                }
            }

            html.Add($"</ul>\n");
        }
    }

    /// <summary>A link only to where a link may lead: the address of a manifest may be any text.</summary>
    private static void AddLink(HtmlText html, string text, string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp))
        {
            html.Add($"<a href=\"{uri.AbsoluteUri}\" rel=\"noreferrer\">{text}</a>");
        }
        else
        {
            html.Add($"{text}: {address}");
        }
    }

    private static void AddRoadmap(HtmlText html, IReadOnlyList<RoadmapReport> roadmap)
    {
        if (roadmap.Count > 0)
        {
            html.Add($"<h3>Roadmap</h3>\n<ul class=\"roadmap\">\n");
            foreach (RoadmapReport item in roadmap)
            {
                html.Add($"<li><time datetime=\"{item.Date:yyyy-MM-dd}\">{item.Date:yyyy-MM-dd}</time> {item.Title}{(item.Status is null ? "" : ", " + item.Status)}</li>\n");
            }

            html.Add($"</ul>\n");
        }
    }

    private static void AddSettings(HtmlText html, ProductReport product)
    {
        int given = product.Settings.Count(static setting => setting.Source is not null);
        int deprecated = product.Settings.Count(static setting => setting is { Source: not null, Deprecation: not null });
        html.Add($"""
            <details open>
            <summary>{ReportPage.Count(product.Settings.Count, "setting")}, {given} from a source{(deprecated == 0 ? "" : ", " + deprecated.ToString(CultureInfo.InvariantCulture) + " deprecated")}</summary>
            <table>
            <caption>Below <code>{product.Section}</code>. Live settings change without a restart.</caption>
            <thead><tr><th scope="col">Key</th><th scope="col">Value</th><th scope="col">From</th></tr></thead>
            <tbody>

            """);
        foreach (SettingReport setting in product.Settings)
        {
            AddSetting(html, setting, product.Section);
        }

        html.Add($"</tbody>\n</table>\n</details>\n");
    }

    private static void AddSetting(HtmlText html, SettingReport setting, string section)
    {
        string key = setting.Key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase) ? setting.Key[(section.Length + 1)..] : setting.Key;
        html.Add($"<tr class=\"{(setting.Source is null ? "default" : "given")}\"><th scope=\"row\"><code>{key:names}</code>");
        html.Add($"{(setting.Reload == "live" ? " live" : "")}{(setting.Secret ? " secret" : "")}");
        if (setting.Deprecation is { } deprecation)
        {
            html.Add($"<span class=\"deprecation\">{deprecation}</span>");
        }

        html.Add($"</th><td>");
        if (setting.Value is { } value)
        {
            html.Add($"<code>{value}</code>");
        }
        else
        {
            html.Add($"not set");
        }

        html.Add($"</td><td>{setting.Source ?? (setting.Value is null ? "" : "default"):names}</td></tr>\n");
    }
}
