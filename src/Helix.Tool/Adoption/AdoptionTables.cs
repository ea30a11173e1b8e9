using System.Globalization;
using Helix.Tool.Pages;
using Spectre.Console;

namespace Helix.Tool.Adoption;

/// <summary>The report for a terminal.</summary>
internal static class AdoptionTables
{
    private const int First = 10;

    /// <summary>What a terminal that is too narrow goes without, the first one first.</summary>
    private static readonly string[] s_lessImportant =
        ["Versions", "Bypassed products", "#Escapes", "Owner", "Folder", "#Waivers", "Deprecated", "#Uses", "#Waived", "#NPS", "#CSAT", "Successor", "#Change", "#Projects"];

    public static void Write(IAnsiConsole console, AdoptionReport report, bool all)
    {
        console.MarkupLineInterpolated($"Golden path [bold]{Numbers.Percent(report.Fleet.Ratio)}[/]  {Numbers.Count(report.Projects.Count, "project", "projects")}, {Numbers.Count(report.Fleet.Uses, "use", "uses")}, {Numbers.Count(report.Fleet.Bypasses, "bypass", "bypasses")}, {Numbers.Count(report.Fleet.WaivedBypasses)} waived, {Numbers.Count(report.Fleet.Escapes, "escape", "escapes")}  ({report.Day:O})");
        Products(console, report);
        Retirements(console, report);
        Section(console, "Most bypassed", report.MostBypassed, all, ["Rule", "Entry", "Products", "#Bypasses", "#Waived", "#Projects"],
            static e => [e.Rule, e.Entry, Few(e.Products), Numbers.Count(e.Bypasses), Numbers.Count(e.WaivedBypasses), Numbers.Count(e.Projects)]);
        Section(console, "Waivers by time left", [.. WaiverGroups.ByTimeLeft(report.Waivers).Where(static g => g.Count > 0)], true, ["Left", "#Waivers"],
            static g => [g.Name, Numbers.Count(g.Count)]);
        Section(console, "Waivers by age", [.. WaiverGroups.ByAge(report.Waivers).Where(static g => g.Count > 0)], true, ["Age", "#Waivers"],
            static g => [g.Name, Numbers.Count(g.Count)]);
        Section(console, "Waivers by reason", WaiverGroups.ByReason(report.Waivers), all, ["Reason", "#Waivers", "#Projects"],
            static r => [r.Reason, Numbers.Count(r.Count), Numbers.Count(r.Projects)]);
        Section(console, "Projects furthest off the path", ByBypasses(report), all, ["Project", "#Golden path", "#Bypasses", "#Waived", "#Waivers", "Bypassed products"],
            static p => [p.Name, Numbers.Percent(p.Ratio), Numbers.Count(p.Counts.Bypasses), Numbers.Count(p.Counts.WaivedBypasses), Numbers.Count(p.Waivers), Few([.. p.Bypassed.Select(static b => b.Product)])]);
        Section(console, "Facts incomplete", report.Incomplete, all, ["Project", "Folder", "Why"], static p => [p.Name, p.Folder, p.Why]);
        Section(console, "Skipped", report.Skipped, true, ["File", "Why"], static s => [s.Path, s.Why]);
    }

    private static void Products(IAnsiConsole console, AdoptionReport report)
    {
        bool satisfaction = report.Products.Any(static p => p.Satisfaction is not null);
        Dictionary<string, double?> before = report.History.Count > 1
            ? report.History[^2].Products.ToDictionary(static p => p.Key, static p => p.Value.Counts.Ratio)
            : [];
        string[] columns = ["Product", "Owner", "#Golden path", .. before.Count > 0 ? (string[])["#Change"] : [], "#Projects", "#Uses", "#Bypasses", "#Waived", "#Waivers", "#Escapes", .. satisfaction ? (string[])["#CSAT", "#NPS"] : [], "Versions"];
        Section(console, "Products", [.. report.Products.OrderBy(static p => p.Ratio ?? 2).ThenBy(static p => p.Name, StringComparer.Ordinal)], true, columns, product =>
        [
            product.Name, product.Owner ?? "–", Numbers.Percent(product.Ratio),
            .. before.Count > 0 ? (string[])[Change(product.Ratio, before.GetValueOrDefault(product.Name))] : [],
            $"{Numbers.Count(product.Using)}/{Numbers.Count(product.Seeing)}",
            Numbers.Count(product.Counts.Uses), Numbers.Count(product.Counts.Bypasses), Numbers.Count(product.Counts.WaivedBypasses),
            Numbers.Count(product.Waivers), Numbers.Count(product.Counts.Escapes),
            .. satisfaction ? (string[])[product.Satisfaction?.Csat is { } csat ? csat.ToString("0", CultureInfo.InvariantCulture) + " %" : "–", Numbers.Signed(product.Satisfaction?.Nps)] : [],
            Few([.. product.Versions.Select(static v => $"{v.Version} ({v.Projects})")]),
        ]);
    }

    private static void Retirements(IAnsiConsole console, AdoptionReport report) =>
        Section(
            console, "Going", [.. report.Products.Where(static p => p.Retirement is not null).OrderBy(static p => p.Retirement!.DaysLeft ?? int.MaxValue)], true,
            ["Product", "Deprecated", "Gone from", "#Left", "#Projects on it", "#Uses", "Successor"],
            static p => [p.Name, p.Retirement!.Deprecated ?? "–", p.Retirement.Retires ?? "–", p.Retirement.Retires is null ? "–" : Numbers.DaysLeft(p.Retirement.DaysLeft), Numbers.Count(p.Retirement.Projects.Count), Numbers.Count(p.Retirement.Uses), p.Retirement.Successor ?? "–"]);

    internal static ProjectAdoption[] ByBypasses(AdoptionReport report) =>
    [
        .. report.Projects.Where(static p => p.Bypassed.Count > 0)
            .OrderByDescending(static p => p.Counts.Bypasses + p.Counts.WaivedBypasses).ThenBy(static p => p.Name, StringComparer.Ordinal).ThenBy(static p => p.Folder, StringComparer.Ordinal),
    ];

    private static string Few(IReadOnlyList<string> names) => string.Join(", ", names.Take(3)) + (names.Count > 3 ? " …" : "");

    private static string Change(double? now, double? before) =>
        now is { } a && before is { } b ? (100 * (a - b)).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) : "–";

    /// <summary>A table under a title; nothing where there is no row. Columns of numbers begin with <c>#</c>.</summary>
    private static void Section<T>(IAnsiConsole console, string title, IReadOnlyList<T> rows, bool all, string[] columns, Func<T, string[]> cells)
    {
        if (rows.Count == 0)
        {
            return;
        }

        string[][] shown = [.. (all ? rows : rows.Take(First)).Select(cells)];
        int[] fitting = Fitting(console.Profile.Width, columns, shown);
        Table table = new Table().Border(TableBorder.Simple);
        foreach (int column in fitting)
        {
            var header = new TableColumn(new Text(columns[column].TrimStart('#')));
            header = IsWhole(columns, column) ? header.NoWrap() : header;
            _ = table.AddColumn(columns[column].StartsWith('#') ? header.RightAligned() : header);
        }

        foreach (string[] row in shown)
        {
            _ = table.AddRow(fitting.Select(column => new Text(row[column])));
        }

        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        console.Write(table);
        if (fitting.Length < columns.Length)
        {
            string missing = string.Join(", ", columns.Where((_, column) => !fitting.Contains(column)).Select(static column => column.TrimStart('#').ToLowerInvariant()));
            console.MarkupLineInterpolated($"[dim]without {missing}: the terminal is too narrow[/]");
        }

        if (!all && rows.Count > First)
        {
            console.MarkupLineInterpolated($"[dim]and {rows.Count - First} more; --all shows them[/]");
        }
    }

    /// <summary>The columns that have room side by side without a name or a number being broken in two.</summary>
    private static int[] Fitting(int width, string[] columns, string[][] rows)
    {
        List<int> fitting = [.. Enumerable.Range(0, columns.Length)];
        foreach (string next in s_lessImportant)
        {
            // A column has a blank on each side, and there is one between two.
            if (fitting.Sum(column => 3 + rows.Select(row => row[column]).Append(columns[column].TrimStart('#')).Max(text => Narrowest(text, IsWhole(columns, column)))) + 1 <= width)
            {
                break;
            }

            _ = fitting.Remove(Array.IndexOf(columns, next));
        }

        return [.. fitting];
    }

    private static bool IsWhole(string[] columns, int column) => columns[column] is "Product" or "Project" or "Rule" || columns[column].StartsWith('#');

    private static int Narrowest(string text, bool whole) => whole ? text.Length : text.Split(' ').Max(static word => word.Length);
}
