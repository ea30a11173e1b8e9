using System.Globalization;
using System.Text;

namespace Helix.Tool.Adoption;

/// <summary>The numbers in OpenMetrics text, as gauges: a report is the state of a day, and falls as well as rises.</summary>
internal static class OpenMetricsText
{
    public static string Of(AdoptionReport report)
    {
        var text = new StringBuilder();
        Family("helix_golden_path_ratio", "ratio", "Share of uses on the golden path among all that reach for the product.", p => p.Ratio);
        Family("helix_product_uses", null, "Uses of the product in code.", static p => p.Counts.Uses);
        Family("helix_product_bypasses", null, "Raw clients and banned APIs that no waiver allows.", static p => p.Counts.Bypasses);
        Family("helix_product_waived_bypasses", null, "Raw clients and banned APIs that a waiver allows.", static p => p.Counts.WaivedBypasses);
        Family("helix_product_escapes", null, "Uses of escape hatches.", static p => p.Counts.Escapes);
        Family("helix_product_deprecated_uses", null, "Uses of what is deprecated.", static p => p.DeprecatedUses);
        Family("helix_product_waivers", null, "Waivers in code that name the product.", static p => p.Waivers);
        Family("helix_product_projects", null, "Projects that use the product.", static p => p.Using);
        Family("helix_product_bypassing_projects", null, "Projects that go past the product.", static p => p.Bypassing);
        Family("helix_product_days_to_retirement", null, "Days until the product is gone; negative from then on.", static p => p.Retirement?.DaysLeft);
        Family("helix_product_csat_percent", "percent", "Share of users who are satisfied.", static p => p.Satisfaction?.Csat);
        Family("helix_product_nps", null, "Net promoter score.", static p => p.Satisfaction?.Nps);
        Head("helix_product_version_projects", null, "Projects that see a version of the product.");
        foreach (ProductAdoption product in report.Products)
        {
            foreach (VersionInUse version in product.Versions)
            {
                Sample("helix_product_version_projects", $"product=\"{Escape(product.Name)}\",version=\"{Escape(version.Version)}\"", version.Projects);
            }
        }

        Head("helix_rule_bypasses", null, "Bypasses of an entry of a golden path, by whether a waiver allows them.");
        foreach (BypassedEntry entry in report.MostBypassed)
        {
            string labels = $"rule=\"{Escape(entry.Rule)}\",entry=\"{Escape(entry.Entry)}\"";
            Sample("helix_rule_bypasses", labels + ",waived=\"false\"", entry.Bypasses);
            Sample("helix_rule_bypasses", labels + ",waived=\"true\"", entry.WaivedBypasses);
        }

        Single("helix_fleet_golden_path_ratio", "ratio", "The same share over all products and projects.", report.Fleet.Ratio);
        Single("helix_fleet_projects", null, "Projects whose builds tell facts.", report.Projects.Count);
        Single("helix_fleet_incomplete_projects", null, "Projects whose builds tell no facts.", report.Incomplete.Count);
        Single("helix_fleet_skipped_logs", null, "Files that could not be read as logs.", report.Skipped.Count);
        return text.Append("# EOF\n").ToString();

        void Family(string name, string? unit, string help, Func<ProductAdoption, double?> value)
        {
            Head(name, unit, help);
            foreach (ProductAdoption product in report.Products)
            {
                if (value(product) is { } number)
                {
                    Sample(name, $"product=\"{Escape(product.Name)}\",owner=\"{Escape(product.Owner ?? "")}\"", number);
                }
            }
        }

        void Single(string name, string? unit, string help, double? value)
        {
            Head(name, unit, help);
            if (value is { } number)
            {
                Sample(name, null, number);
            }
        }

        void Head(string name, string? unit, string help)
        {
            _ = text.Append("# TYPE ").Append(name).Append(" gauge\n");
            _ = unit is null ? text : text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
            _ = text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        }

        void Sample(string name, string? labels, double value)
        {
            _ = text.Append(name);
            _ = labels is null ? text : text.Append('{').Append(labels).Append('}');
            _ = text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
