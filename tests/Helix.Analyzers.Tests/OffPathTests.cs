using System.Text.Json;
using System.Text.RegularExpressions;

namespace Helix.Analyzers.Tests;

/// <summary>
/// The sample that breaks every rule, as a developer meets it: a build tells each of them once, <c>dotnet format analyzers</c> mends those
/// that have a fix, and the next build tells what is left for people.
/// </summary>
public sealed partial class OffPathTests(OffPathProject sample) : IClassFixture<OffPathProject>
{
    /// <summary>What can be mended without anybody's decision. README.md of the sample says why the others cannot.</summary>
    internal static readonly string[] Mended = ["HLX1001", "HLX1005", "HLX2001", "HLX2003", "HLX3001", "HLX5001", "HLX5002"];

    /// <summary>The rules that an app's developer can meet; those on manifests, app hosts and facts are for others.</summary>
    private static IEnumerable<string> AppRules =>
        Rules.All.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static rule => rule.Id).Where(static id => id[3] is >= '1' and <= '5').Order(StringComparer.Ordinal);

    [Fact]
    public void A_build_prints_each_rule_once_with_product_owner_and_link()
    {
        Assert.Equal(AppRules, Printed(sample.Before).Select(static line => line.Id).Order(StringComparer.Ordinal));
        Assert.All(Printed(sample.Before), static line =>
        {
            Assert.Matches(ProductAndOwner(), line.Message);
            Assert.EndsWith($"/docs/rules/{line.Id}.md", line.Link, StringComparison.Ordinal);
        });
        Assert.DoesNotMatch(OtherProblem(), sample.Before);
    }

    [Fact]
    public void A_comment_above_each_place_says_what_is_wrong() =>
        Assert.All(Printed(sample.Before), line =>
        {
            string[] lines = File.ReadAllLines(Path.Combine(OffPathProject.Source, line.File));
            string name = $"{line.Id}: ";
            // The compiler has no place for a package: it is reported at the project.
            int place = line.Id == "HLX2005" ? lines.Length : line.Line;
            Assert.Contains(lines.Take(place), text => text.TrimStart() is var start && start.StartsWith("// " + name, StringComparison.Ordinal) || start.StartsWith("<!-- " + name, StringComparison.Ordinal));
        });

    [Fact]
    public void The_log_has_the_facts_of_each_product_and_what_is_silenced_with_its_reason()
    {
        using JsonDocument log = JsonDocument.Parse(sample.Log);
        JsonElement[] results = [.. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()];

        Assert.Equal(
            ["catalog-cache", "order-events", "orders-db", "payments-api", "receipts"],
            results.Where(static result => result.GetProperty("ruleId").GetString() == "HLX9001")
                .Select(static result => result.GetProperty("properties").GetProperty("customProperties").GetProperty("helix.product").GetString())
                .Order(StringComparer.Ordinal));
        Assert.Contains(results, static result =>
            result.GetProperty("ruleId").GetString() == "HLX2001" && result.TryGetProperty("suppressions", out JsonElement suppressions)
            && suppressions.GetRawText().Contains("Bulk copy needs a connection of its own", StringComparison.Ordinal));
    }

    [Fact]
    public void Dotnet_format_mends_what_has_a_fix_and_the_result_builds_clean_of_it()
    {
        Assert.Equal(AppRules.Except(Mended), Printed(sample.After).Select(static line => line.Id).Order(StringComparer.Ordinal));
        Assert.DoesNotMatch(OtherProblem(), sample.After);
        Assert.DoesNotContain("WaiverFixProvider", sample.Format, StringComparison.Ordinal);
    }

    [Fact]
    public void What_dotnet_format_has_changed_is_what_a_reviewer_would_expect() => Helix.Testing.Golden.Verify("OffPath.diff", sample.Changes);

    [Fact]
    public void The_page_of_the_sample_shows_what_the_builds_print()
    {
        string file = Path.Combine(OffPathProject.Source, "README.md");
        string page = File.ReadAllText(file).ReplaceLineEndings("\n");
        string expected = Block(Block(page, "before", sample.Before), "after", sample.After);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, expected);
            return;
        }

        Assert.Equal(page, expected);
    }

    /// <summary>The page with what a build prints, without the links that end each line, between two marks.</summary>
    private static string Block(string page, string name, string output)
    {
        string start = $"<!-- {name} -->\n", end = $"<!-- /{name} -->";
        int from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        int to = page.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= start.Length && to >= from, $"README.md has no marks '{name}'.");
        IEnumerable<string> lines = Printed(output).OrderBy(static line => line.Id, StringComparer.Ordinal).Select(static line => $"{line.File}({line.Line},{line.Column}): warning {line.Id}: {line.Message}");
        return $"{page[..from]}```console\n$ dotnet build samples/Storefront/OffPath\n{string.Join('\n', lines)}\n```\n{page[to..]}";
    }

    /// <summary>The findings that a build prints. It does so twice: when they come, and in its summary.</summary>
    private static IEnumerable<PrintedLine> Printed(string output) =>
        Finding().Matches(output).Select(static match => new PrintedLine(
            Path.GetFileName(match.Groups["file"].Value), int.Parse(match.Groups["line"].Value, null), int.Parse(match.Groups["column"].Value, null),
            match.Groups["id"].Value, match.Groups["message"].Value, match.Groups["link"].Value)).Distinct();

    private sealed record PrintedLine(string File, int Line, int Column, string Id, string Message, string Link);

    [GeneratedRegex(@"^\s*(?<file>[^\s(]+)\((?<line>\d+),(?<column>\d+)\): warning (?<id>HLX\d{4}): (?<message>.+) \((?<link>https://[^\s)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Finding();

    [GeneratedRegex(@"[a-z][a-z-]+ \d+\.\d+\.\d+, owner [a-z-]+, feedback https://")]
    private static partial Regex ProductAndOwner();

    /// <summary>An error, or a warning that is not of Helix.</summary>
    [GeneratedRegex(@": error |: warning (?!HLX\d{4}|NU1603|NU1900)|\bAD0001\b")]
    private static partial Regex OtherProblem();
}
