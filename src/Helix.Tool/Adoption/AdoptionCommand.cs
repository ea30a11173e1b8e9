using System.CommandLine;
using System.Text.RegularExpressions;
using Helix.Manifests;
using Helix.Tool.Adoption.Logs;
using Helix.Tool.Adoption.Page;
using Helix.Tool.Commands;
using Helix.Tool.Inputs;
using Helix.Tool.Pages;
using Helix.Tool.Terminal;

namespace Helix.Tool.Adoption;

/// <summary><c>helix adoption</c>: how products are used, from the logs of builds.</summary>
internal static partial class AdoptionCommand
{
    private const string OpenMetrics = "openmetrics";

    public static Command Create(ToolConsole console)
    {
        var sarif = new Option<string[]>("--sarif")
        {
            Description = "The logs of builds: files, folders, or globs such as '**/*.helix.sarif'.", HelpName = "PATH", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        var manifests = new Option<string[]>("--manifests") { Description = "The products' manifests: for names, dates of retirement, and products that nobody sees.", HelpName = "PATH" };
        Option<string[]> kinds = ElsewhereOptions.Kinds();
        var history = new Option<string?>("--history") { Description = "A file with a line for each day; it is read for the trend, and this day is added.", HelpName = "FILE" };
        var survey = new Option<string?>("--survey") { Description = "What users say: CSV with the columns product, and csat (1 to 5) or nps (0 to 10) or both.", HelpName = "CSV" };
        var html = new Option<string?>("--html") { Description = "A page to write, with plots.", HelpName = "FILE" };
        var all = new Option<bool>("--all") { Description = "List every project, waiver and entry in text, not only the first ones." };
        Option<DateOnly?> day = DayOption.Create("The day of the builds; today where it is not given.");
        Option<string> format = OutputFormat.Option(OutputFormat.Text, OutputFormat.Json, OpenMetrics);
        var command = new ToolCommand(
            "adoption", "Reports how products are used and bypassed, from the facts that builds write into their logs.",
            ("helix adoption --sarif '**/*.helix.sarif'", "the builds below this folder"),
            ("helix adoption --sarif logs --manifests products --history adoption.jsonl --html adoption.html", "with dates, trend and a page"),
            ("helix adoption --sarif logs --format openmetrics", "for a collector of metrics"))
        {
            sarif, manifests, kinds, history, survey, html, all, day, format,
        };
        command.SetAction(async (call, cancellationToken) =>
        {
            DateOnly today = call.GetValue(day) ?? console.Today;
            IReadOnlyList<string> files = LogPaths.Find(console, call.GetValue(sarif)!);
            IReadOnlyList<ProductManifest> products = call.GetValue(manifests) is { Length: > 0 } paths
                ? Products(console, ManifestFolder.Load(console, paths, await Elsewhere.ReadAsync(console, call.GetValue(kinds), null, cancellationToken), cancellationToken))
                : [];
            string? surveyFile = call.GetValue(survey);
            IReadOnlyDictionary<string, Satisfaction> satisfaction = surveyFile is null
                ? new Dictionary<string, Satisfaction>()
                : Survey.Read(console.FullPath(surveyFile), surveyFile);
            string? historyFile = call.GetValue(history);
            IReadOnlyList<HistoryPoint>? points = historyFile is null ? null : History.Read(console.FullPath(historyFile), historyFile);

            BuildLog[] logs = ReadLogs(console, files, cancellationToken);
            AdoptionReport report = AdoptionReporter.Report(logs, products, satisfaction, points, today);
            Complain(console, report, satisfaction);
            Write(console, report, call.GetValue(format)!, call.GetValue(all));
            if (call.GetValue(html) is { } page)
            {
                OutputFile.Write(console.FullPath(page), AdoptionPage.Of(report));
            }

            if (historyFile is not null && report.Skipped.Count == 0)
            {
                History.Add(console.FullPath(historyFile), historyFile, History.PointOf(report));
            }
            else if (historyFile is not null)
            {
                console.Complain($"{historyFile} gets no line for {today:O}: a day without some of its logs would be a dent in the trend.");
            }

            return report.Skipped.Count == 0 ? ExitCodes.Fine : ExitCodes.Findings;
        });
        return command;
    }

    /// <summary>The products of manifests. A kind or successor that is elsewhere takes nothing from a report.</summary>
    private static ProductManifest[] Products(ToolConsole console, ManifestFolder folder)
    {
        ManifestProblem[] problems = [.. folder.Set.Problems.Where(static p => p.RuleId is not (ManifestRules.UnknownKind or ManifestRules.UnknownReference))];
        if (problems.Length > 0)
        {
            console.Complain($"the manifests have {Numbers.Count(problems.Length, "problem", "problems")}, so that names, dates or products may be missing: {problems[0]}");
        }

        return [.. folder.Products.Select(static p => p.Contract.Manifest)];
    }

    private static BuildLog[] ReadLogs(ToolConsole console, IReadOnlyList<string> files, CancellationToken cancellationToken) =>
        console.WithProgress("Reading logs", files.Count, step =>
        {
            var read = new BuildLog[files.Count];
            _ = Parallel.For(0, files.Count, new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                read[i] = SarifReader.Read(files[i], console.ShortPath(files[i]));
                step();
            });
            return read;
        });

    private static void Complain(ToolConsole console, AdoptionReport report, IReadOnlyDictionary<string, Satisfaction> survey)
    {
        foreach (SkippedLog skipped in report.Skipped)
        {
            console.Complain($"{skipped.Path} is skipped: it {skipped.Why}.");
        }

        // An archive of logs by day, taken as a whole, would count each project once a day.
        if (report.Projects.GroupBy(static project => (project.Name, Day().Replace(project.Folder, "*"))).FirstOrDefault(static g => g.Count() > 1) is { } several)
        {
            string[] folders = [.. several.Select(static project => project.Folder).Order(StringComparer.Ordinal)];
            console.Complain($"{several.Key.Name} is in {folders[0]} and in {folders[^1]}, and counts for each. A report is of one day: name the logs of that day alone.");
        }

        foreach (ProductAdoption product in report.Products.Where(p => p.Seeing == 0 && p.Kind is null && survey.ContainsKey(p.Name)))
        {
            string? nearest = Suggestions.Nearest(product.Name, report.Products.Where(static p => p.Seeing > 0 || p.Kind is not null).Select(static p => p.Name));
            console.Complain($"the survey asks about '{product.Name}', which no build and no manifest knows{(nearest is null ? "." : $"; did you mean '{nearest}'?")}");
        }
    }

    private static void Write(ToolConsole console, AdoptionReport report, string format, bool all)
    {
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(console.Out, report);
                break;
            case OpenMetrics:
                console.Out.Write(OpenMetricsText.Of(report));
                break;
            default:
                AdoptionTables.Write(console.Styled, report, all);
                break;
        }
    }

    /// <summary>A day in a path, such as <c>2026-11-28</c>, <c>20261128</c> or <c>2026/11/28</c>.</summary>
    [GeneratedRegex("(?<![0-9])20[0-9]{2}([-_./]?)(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12][0-9]|3[01])(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Day();
}
