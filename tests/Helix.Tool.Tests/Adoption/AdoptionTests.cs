using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Helix.Tool.Terminal;
using Helix.Tool.Tests.Harness;

namespace Helix.Tool.Tests.Adoption;

/// <summary>The report: numbers against counts of one's own, logs of all sorts, history, survey, and each output.</summary>
public sealed class AdoptionTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task The_numbers_of_a_fleet_are_those_of_an_independent_count()
    {
        var fleet = new SyntheticFleet();
        fleet.Write(_work.File("logs"), projects: 500, products: 50, padding: 4_000);

        JsonElement report = await ReportAsync("--sarif", "logs", "--date", "2026-11-25");

        Assert.Equal(500, report.GetProperty("projects").GetArrayLength());
        JsonElement[] products = [.. report.GetProperty("products").EnumerateArray()];
        Assert.Equal(
            fleet.Products.Select(static p => (p.Key, p.Value.Uses, p.Value.Bypasses, p.Value.Waived, p.Value.Escapes, p.Value.Using, p.Value.Seeing, p.Value.Waivers)),
            products.Select(static p => (
                p.GetProperty("name").GetString()!, Number(p, "counts", "uses"), Number(p, "counts", "bypasses"), Number(p, "counts", "waivedBypasses"), Number(p, "counts", "escapes"),
                p.GetProperty("using").GetInt32(), p.GetProperty("seeing").GetInt32(), p.GetProperty("waivers").GetInt32())));

        // A second count that shares no code with the reader: the digits in the files themselves.
        long uses = 0, bypasses = 0;
        foreach (string file in Directory.EnumerateFiles(_work.File("logs"), "*.sarif", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            uses += Regex.Matches(text, "\"helix\\.uses\": \"([0-9]+)\"").Sum(static m => long.Parse(m.Groups[1].Value, null));
            bypasses += Regex.Matches(text, "\"helix\\.bypasses\": \"([0-9]+)\"").Sum(static m => long.Parse(m.Groups[1].Value, null));
        }

        Assert.Equal((uses, bypasses), (Number(report, "fleet", "uses"), Number(report, "fleet", "bypasses")));
        Assert.Equal(products.Sum(static p => p.GetProperty("waivers").GetInt32()), report.GetProperty("waivers").GetArrayLength());
    }

    [Fact]
    public async Task A_project_built_for_two_frameworks_and_configurations_counts_once()
    {
        string fact = SarifText.Fact("Shop", "orders-db", uses: 7, bypasses: 2, more: [.. SarifText.Waiver(1, "HLX2001", "orders-db", "r", "2027-01-31")]);
        Write("src/Shop/obj/Release/net9.0/Shop.helix.sarif", SarifText.Fact("Shop", "orders-db", version: "0.9.0", uses: 6, bypasses: 3));
        Write("src/Shop/obj/Release/net10.0/Shop.helix.sarif", fact);
        Write("src/Shop/obj/Debug/net10.0/linux-x64/Shop.helix.sarif", fact);
        Write("collected/net10.0/Other.sarif", SarifText.Fact("Other", "orders-db", uses: 1));
        Write("collected/net9.0/Other.sarif", SarifText.Fact("Other", "orders-db", uses: 1));
        // Another project that happens to be called Shop.
        Write("old/Shop/obj/Release/net10.0/Shop.helix.sarif", SarifText.Fact("Shop", "orders-db", uses: 10));

        JsonElement report = await ReportAsync("--sarif", "**/*.sarif");

        Assert.Equal(3, report.GetProperty("projects").GetArrayLength());
        Assert.Equal((18, 3), (Number(report, "fleet", "uses"), Number(report, "fleet", "bypasses")));
        Assert.Equal(1, report.GetProperty("waivers").GetArrayLength());
        Assert.Equal(["1.0.0:3"], report.GetProperty("products")[0].GetProperty("versions").EnumerateArray().Select(static v => $"{v.GetProperty("version")}:{v.GetProperty("projects")}"));
    }

    [Fact]
    public async Task Sarif_1_and_2_say_the_same()
    {
        string fact = SarifText.Fact("Shop", "orders-db", uses: 7, bypasses: 2, waived: 1, waivers: 1, more: [.. SarifText.Waiver(1, "HLX2001", "orders-db", "Bulk copy", "2027-01-31")]);
        _ = _work.Write("one/Shop.sarif", SarifText.V1(fact));
        _ = _work.Write("two/Shop.sarif", SarifText.V2("", fact));
        // With a byte order mark, and longer than the reader's buffer.
        _ = _work.Write("long/Shop.sarif", "\uFEFF" + SarifText.V2("", [.. Enumerable.Range(0, 3_000).Select(static _ => "{ \"ruleId\": \"CA1000\", \"properties\": { \"customProperties\": { \"a\": [1, {\"b\": \"\\u00e4\"}] } } }"), fact]));

        string[] reports =
        [
            .. (await Task.WhenAll(new[] { "one", "two", "long" }.Select(folder => ReportAsync("--sarif", folder, "--date", "2026-11-25"))))
                .Select(static report => Regex.Replace(report.GetRawText(), "(one|two|long)", "")),
        ];

        Assert.Equal(reports[0], reports[1]);
        Assert.Equal(reports[0], reports[2]);
    }

    [Fact]
    public async Task A_project_without_facts_is_listed_as_incomplete()
    {
        WriteRules("a/Silent.helix.sarif", "{ \"id\": \"HLX9001\" }");
        Write("b/Plain.sarif");
        Write("c/Newer.helix.sarif", SarifText.Fact("Newer", "orders-db", uses: 5, format: "2"));
        Write("d/Good.helix.sarif", SarifText.Fact("Good", "orders-db", uses: 1));

        CallResult result = (await _work.RunAsync("adoption", "--sarif", ".")).ShouldEndWith(0);

        Assert.Contains("Facts incomplete", result.Output, StringComparison.Ordinal);
        Assert.Matches("Silent +a +HLX9001 told nothing", result.Output);
        Assert.Matches("Plain +b +HLX9001 did not run", result.Output);
        Assert.Matches("Newer +c +facts of format 2", result.Output);
        Assert.Contains("1 project, 1 use,", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_and_foreign_files_are_named_and_skipped_and_the_exit_code_says_so()
    {
        string good = SarifText.V2("", SarifText.Fact("Good", "orders-db", uses: 1));
        _ = _work.Write("good.sarif", good);
        _ = _work.Write("cut.sarif", good[..^40]);
        _ = _work.Write("empty.sarif", "");
        _ = _work.Write("text.sarif", "not json at all");
        _ = _work.Write("other.sarif", good.Replace(SarifText.Compiler, "CodeQL", StringComparison.Ordinal).Replace("helix.", "ql.", StringComparison.Ordinal));
        _ = _work.Write("json.sarif", "{ \"a\": [1, 2] }");
        _ = _work.Write("old.sarif", good.Replace("\"2.1.0\"", "\"2.0.0\"", StringComparison.Ordinal));
        _ = _work.Write("counts.sarif", good.Replace("\"helix.uses\": \"1\"", "\"helix.uses\": \"many\"", StringComparison.Ordinal));

        CallResult result = (await _work.RunAsync("adoption", "--sarif", "**/*.sarif", "--history", "h.jsonl")).ShouldEndWith(1);

        string[] complaints = [.. result.Error.Split('\n').Where(static line => line.Contains("is skipped", StringComparison.Ordinal)).Select(static line => line["helix: ".Length..])];
        Assert.Equal(
            [
                "counts.sarif is skipped: it is damaged: helix.uses of orders-db is 'many', which is no count.",
                $"cut.sarif is skipped: it breaks off in line {good[..^40].Split('\n').Length}, as where a build was stopped.",
                "empty.sarif is skipped: it breaks off in line 1, as where a build was stopped.",
                "json.sarif is skipped: it is no SARIF log.",
                "old.sarif is skipped: it is SARIF 2.0.0; 2.1 and 1.0 are read.",
                "other.sarif is skipped: it is a log of CodeQL, not of a compiler.",
                "text.sarif is skipped: it is no JSON, line 1.",
            ],
            complaints);
        Assert.Contains("1 project, 1 use,", result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_work.File("h.jsonl")), "a day without some of its logs is not kept");
    }

    [Fact]
    public async Task A_link_to_a_folder_shows_no_log_a_second_time()
    {
        Write("logs/today/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 5));
        _ = Directory.CreateSymbolicLink(_work.File("logs/latest"), "today");
        _ = Directory.CreateSymbolicLink(_work.File("logs/today/up"), "..");

        foreach (string logs in (string[])["logs", "logs/latest", "logs/**/*.sarif", "**/*.sarif"])
        {
            JsonElement report = await ReportAsync("--sarif", logs);

            Assert.Equal((logs, 1, 5), (logs, report.GetProperty("projects").GetArrayLength(), Number(report, "fleet", "uses")));
        }
    }

    [Fact]
    public async Task A_log_in_UTF16_and_one_with_an_endless_text_are_named_by_what_they_are()
    {
        string good = SarifText.V2("", SarifText.Fact("Good", "orders-db", uses: 1));
        await File.WriteAllTextAsync(_work.File("little.sarif"), good, Encoding.Unicode, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_work.File("bigend.sarif"), good, Encoding.BigEndianUnicode, TestContext.Current.CancellationToken);
        _ = _work.Write("long.sarif", $"{{ \"version\": \"2.1.0\", \"x\": \"{new string('x', 17 << 20)}\" }}");

        CallResult result = (await _work.RunAsync("adoption", "--sarif", "*.sarif")).ShouldEndWith(1);

        Assert.Equal(
            """
            helix: bigend.sarif is skipped: it is UTF-16; logs are read in UTF-8, as the compiler writes them.
            helix: little.sarif is skipped: it is UTF-16; logs are read in UTF-8, as the compiler writes them.
            helix: long.sarif is skipped: it is damaged: a single text in it has more than 16 MiB.

            """,
            result.Error);
    }

    [Theory]
    [InlineData("{\"day\":\"2026-01-01\",\"products\":null}")]
    [InlineData("{\"day\":\"2026-01-01\",\"products\":{\"orders-db\":null}}")]
    [InlineData("{\"day\":\"2026-01-01\",\"waivers\":null}")]
    public async Task A_line_of_history_without_what_it_must_have_is_named(string line)
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 1));
        _ = _work.Write("h.jsonl", line);

        CallResult result = (await _work.RunAsync("adoption", "--sarif", "a", "--history", "h.jsonl")).ShouldEndWith(2);

        Assert.StartsWith("helix: h.jsonl(1): is no line of a history", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_lists_waivers_once_and_not_for_each_day()
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 9, waivers: 1, more: [.. SarifText.Waiver(1, "HLX2001", "orders-db", "Bulk copy", "2027-12-01")]));
        foreach (string day in (string[])["2026-06-01", "2026-06-03", "2026-06-02", "2026-06-03"])
        {
            _ = await ReportAsync("--sarif", "a", "--history", "h.jsonl", "--date", day);
        }

        string[] lines = await File.ReadAllLinesAsync(_work.File("h.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal([false, false, true], lines.Select(static line => line.Contains("Bulk copy", StringComparison.Ordinal)));
        Assert.Contains("Bulk copy\":\"2026-06-01\"", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_at_once_keep_each_others_days()
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 9));
        string[] days = [.. Enumerable.Range(1, 12).Select(static day => $"2026-06-{day:00}")];

        await Parallel.ForEachAsync(days, TestContext.Current.CancellationToken, async (day, _) => await ReportAsync("--sarif", "a", "--history", "h.jsonl", "--date", day));

        string[] lines = await File.ReadAllLinesAsync(_work.File("h.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal(days, lines.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("day").GetString()));
    }

    [Theory]
    [InlineData("logs/2026-11-27/shop", "logs/2026-11-28/shop", true)]
    [InlineData("logs/2026/11/27", "logs/2026/11/28", true)]
    [InlineData("20261127.1", "20261127.2", false)]
    [InlineData("repo-1/src", "repo-2/src", false)]
    public async Task Logs_of_several_days_are_told(string one, string other, bool told)
    {
        Write(one + "/Shop.helix.sarif", SarifText.Fact("Shop", "orders-db", uses: 9));
        Write(other + "/Shop.helix.sarif", SarifText.Fact("Shop", "orders-db", uses: 9));

        CallResult result = (await _work.RunAsync("adoption", "--sarif", "**/*.sarif")).ShouldEndWith(0);

        Assert.Equal(told ? $"helix: Shop is in {one} and in {other}, and counts for each. A report is of one day: name the logs of that day alone.\n" : "", result.Error);
    }

    [Fact]
    public async Task Manifests_with_problems_are_told_and_a_kind_elsewhere_is_none()
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 9));
        string sound = SampleManifests.Named("orders-db").Replace("kind: sqlite", "kind: books", StringComparison.Ordinal);
        _ = _work.Write("products/a.product.yaml", sound);
        CallResult quiet = (await _work.RunAsync("adoption", "--sarif", "a", "--manifests", "products")).ShouldEndWith(0);
        _ = _work.Write("products/a.product.yaml", sound + "  lifecycel: {}\n");

        CallResult told = (await _work.RunAsync("adoption", "--sarif", "a", "--manifests", "products")).ShouldEndWith(0);

        Assert.Empty(quiet.Error);
        Assert.StartsWith("helix: the manifests have 1 problem, so that names, dates or products may be missing: products/a.product.yaml(", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_does_not_steer_the_terminal()
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 9, waivers: 1, more: [.. SarifText.Waiver(1, "HLX2001", "orders-db", @"first\nsecond\u001b[31m", "2999-01-31")]));
        _ = _work.Write("a/B.sarif", SarifText.V2("").Replace(SarifText.Compiler, @"\u001b]0;title\u0007Lint", StringComparison.Ordinal));

        CallResult result = (await _work.RunAsync("adoption", "--sarif", "a")).ShouldEndWith(1);

        Assert.DoesNotContain('\u001b', result.Output + result.Error);
        Assert.Contains("first second [31m", result.Output, StringComparison.Ordinal);
        Assert.Contains("it is a log of  ]0;title Lint, not of a compiler", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_narrow_terminal_gets_fewer_columns_and_no_name_in_two()
    {
        Write("a/A.helix.sarif", SarifText.Fact("Acme.Commerce.Checkout", "orders-of-europe-db", uses: 12_345, bypasses: 10));
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new ToolConsole(output, error, _work.Path, static name => name == "NO_COLOR" ? "1" : null, outputIsTerminal: true);
        console.Styled.Profile.Width = 60;

        Assert.Equal(0, await HelixCommandLine.RunAsync(["adoption", "--sarif", "a"], console, TestContext.Current.CancellationToken));

        Assert.All(output.ToString().Split('\n'), static line => Assert.True(line.TrimEnd().Length <= 60, line));
        Assert.Matches("orders-of-europe-db +99.9 % +1/1 +10 ", output.ToString());
        Assert.Contains("without owner, uses, waived, waivers, escapes, versions: the", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_makes_a_trend_and_gives_waivers_an_age()
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 90, bypasses: 10, waivers: 1, more: [.. SarifText.Waiver(1, "HLX2001", "orders-db", "Bulk copy", "2026-12-01")]));
        _ = await ReportAsync("--sarif", "a", "--history", "h/adoption.jsonl", "--date", "2026-06-01");
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 95, bypasses: 5, waivers: 2, more:
        [
            // The same waiver, extended, and a new one.
            .. SarifText.Waiver(1, "HLX2001", "orders-db", "Bulk copy", "2027-02-01"), .. SarifText.Waiver(2, "HLX2002", "orders-db", "New", "2026-11-01"),
        ]));
        _ = await ReportAsync("--sarif", "a", "--history", "h/adoption.jsonl", "--date", "2026-11-24");

        // The same day again takes the place of its line.
        JsonElement report = await ReportAsync("--sarif", "a", "--history", "h/adoption.jsonl", "--date", "2026-11-24");

        Assert.Equal(["2026-06-01 0.9", "2026-11-24 0.95"], report.GetProperty("history").EnumerateArray().Select(static p => $"{p.GetProperty("day")} {p.GetProperty("fleet").GetProperty("ratio").GetDouble():0.##}"));
        Assert.Equal(2, File.ReadAllLines(_work.File("h/adoption.jsonl")).Length);
        Assert.Equal(
            ["New expired -23 2026-11-24 0", "Bulk copy holds 69 2026-06-01 176"],
            report.GetProperty("waivers").EnumerateArray().Select(static w => $"{w.GetProperty("reason")} {w.GetProperty("state")} {w.GetProperty("daysLeft")} {w.GetProperty("firstSeen")} {w.GetProperty("ageDays")}"));
        CallResult text = (await _work.RunAsync("adoption", "--sarif", "a", "--history", "h/adoption.jsonl", "--date", "2026-11-24")).ShouldEndWith(0);
        Assert.Matches("orders-db .* 95 % +\\+5\\.0", text.Output);
    }

    [Fact]
    public async Task A_broken_history_is_named_by_line_and_left_alone()
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 1));
        _ = await ReportAsync("--sarif", "a", "--history", "h.jsonl", "--date", "2026-06-01");
        string broken = _work.Read("h.jsonl") + "{ \"day\": \n";
        _ = _work.Write("h.jsonl", broken);

        CallResult result = (await _work.RunAsync("adoption", "--sarif", "a", "--history", "h.jsonl")).ShouldEndWith(2);

        Assert.StartsWith("helix: h.jsonl(2): is no line of a history", result.Error, StringComparison.Ordinal);
        Assert.Equal(broken, _work.Read("h.jsonl"));
    }

    [Fact]
    public async Task Satisfaction_stands_beside_adoption()
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 9, bypasses: 1));
        _ = _work.Write("survey.csv", "When;Product;CSAT;NPS;Comment\n2026-11-01;orders-db;5;10;\"good; really\"\n2026-11-01;orders-db;4;9;\n2026-11-02;orders-db;2;6;\n2026-11-02;orders-db;;7;\n2026-11-02;ordersdb;1;;\n");

        CallResult result = (await _work.RunAsync("adoption", "--sarif", "a", "--survey", "survey.csv")).ShouldEndWith(0);

        // CSAT: 2 of 3 answers are 4 or 5. NPS: 2 promoters and 1 detractor of 4.
        Assert.Matches("orders-db .* 67 % +\\+25", result.Output);
        Assert.Contains("'ordersdb', which no build and no manifest knows; did you mean 'orders-db'?", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "survey.csv: is empty")]
    [InlineData("team,score\na,1\n", "survey.csv(1): the columns are 'team', 'score'; expected 'product'")]
    [InlineData("product,csat\norders-db,5\norders-db,6\n", "survey.csv(3): csat is '6'; expected a whole number from 1 to 5")]
    [InlineData("product,nps\norders-db,good\n", "survey.csv(2): nps is 'good'; expected a whole number from 0 to 10")]
    public async Task A_bad_survey_is_refused_at_its_place(string csv, string expected)
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 9));
        _ = _work.Write("survey.csv", csv);

        CallResult result = (await _work.RunAsync("adoption", "--sarif", "a", "--survey", "survey.csv")).ShouldEndWith(2);

        Assert.StartsWith("helix: " + expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_on_a_product_that_goes_is_told_from_the_manifests()
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "old-api", uses: 9), SarifText.Fact("A", "new-api"));
        Write("b/B.helix.sarif", SarifText.Fact("B", "old-api", registrations: 1));
        Write("c/C.helix.sarif", SarifText.Fact("C", "old-api"));
        foreach ((string name, string life) in new[] { ("old-api", "{ stage: deprecated, since: 2024-01-01, deprecated: 2026-01-01, retires: 2027-01-01, successor: new-api }"), ("new-api", "{ stage: ga, since: 2026-01-01 }") })
        {
            _ = _work.Write($"products/{name}.product.yaml", $"apiVersion: helix.dev/v1\nkind: InfrastructureProduct\nmetadata: {{ name: {name} }}\nspec:\n  kind: http\n  version: 1.0.0\n  owner: {{ team: t }}\n  lifecycle: {life}\n");
        }

        JsonElement report = await ReportAsync("--sarif", "a", "--sarif", "b", "--sarif", "c", "--manifests", "products", "--date", "2026-11-25");

        JsonElement going = report.GetProperty("products")[1].GetProperty("retirement");
        Assert.Equal("37 new-api A,B 9", $"{going.GetProperty("daysLeft")} {going.GetProperty("successor")} {string.Join(',', going.GetProperty("projects").EnumerateArray())} {going.GetProperty("uses")}");
        Assert.False(report.GetProperty("products")[0].TryGetProperty("retirement", out _));
    }

    [Fact]
    public async Task One_raw_client_that_two_products_cover_is_one_in_the_list_of_entries()
    {
        (string, string)[] entry = [("helix.entry.HLX2001.raw-http-client.bypasses", "2"), ("helix.entry.HLX2001.raw-http-client.waivedBypasses", "0")];
        Write("a/A.helix.sarif", SarifText.Fact("A", "a-api", bypasses: 2, more: entry), SarifText.Fact("A", "b-api", bypasses: 2, more: entry));

        JsonElement bypassed = Assert.Single((await ReportAsync("--sarif", "a")).GetProperty("mostBypassed").EnumerateArray());

        Assert.Equal("raw-http-client 2 1", $"{bypassed.GetProperty("entry")} {bypassed.GetProperty("bypasses")} {bypassed.GetProperty("projects")}");
        Assert.Equal(["a-api", "b-api"], bypassed.GetProperty("products").EnumerateArray().Select(static p => p.GetString()));
    }

    [Fact]
    public async Task OpenMetrics_follow_the_grammar_of_the_format()
    {
        Write("a/A.helix.sarif", SarifText.Fact("A", "orders-db", uses: 9, bypasses: 1, more: [("helix.entry.HLX2001.raw.bypasses", "1"), ("helix.entry.HLX2001.raw.waivedBypasses", "0")]));

        CallResult result = (await _work.RunAsync("adoption", "--sarif", "a", "--format", "openmetrics")).ShouldEndWith(0);

        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("# EOF", lines[^1]);
        Assert.Contains("helix_golden_path_ratio{product=\"orders-db\",owner=\"team\"} 0.9", lines);
        string? family = null;
        var families = new HashSet<string>();
        foreach (string line in lines[..^1])
        {
            if (Regex.Match(line, "^# TYPE ([a-z_]+) gauge$") is { Success: true } type)
            {
                family = type.Groups[1].Value;
                Assert.True(families.Add(family), $"{family} is there twice");
            }
            else if (Regex.Match(line, "^# (?:UNIT|HELP) ([a-z_]+) .+$") is { Success: true } metadata)
            {
                Assert.Equal(family, metadata.Groups[1].Value);
                Assert.True(!line.StartsWith("# UNIT", StringComparison.Ordinal) || family!.EndsWith("_" + line.Split(' ')[^1], StringComparison.Ordinal), "a name ends in its unit");
            }
            else
            {
                Match sample = Regex.Match(line, "^([a-z_]+)(\\{[a-z]+=\"[^\"\\\\\\n]*\"(,[a-z]+=\"[^\"\\\\\\n]*\")*\\})? -?[0-9][0-9.E+-]*$");
                Assert.True(sample.Success, line);
                Assert.Equal(family, sample.Groups[1].Value);
            }
        }
    }

    [Theory]
    [InlineData("--sarif", "nowhere")]
    [InlineData("--sarif", "**/*.sarif")]
    [InlineData("--sarif", ".", "--date", "tomorrow")]
    [InlineData("--history", "h.jsonl")]
    public async Task An_unusable_call_ends_with_2(params string[] arguments)
    {
        CallResult result = (await _work.RunAsync(["adoption", .. arguments])).ShouldEndWith(2);

        Assert.StartsWith("helix: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_a_real_build_is_read()
    {
        // That of the Quickstart, which the build of this project builds.
        string sample = Path.Combine(Samples.Repository, "samples", "Quickstart");

        JsonElement report = await ReportAsync("--sarif", Path.Combine(sample, "obj"), "--manifests", Path.Combine(sample, "products"));

        Assert.Equal("Quickstart", Assert.Single(report.GetProperty("projects").EnumerateArray()).GetProperty("name").GetString());
        JsonElement[] products = [.. report.GetProperty("products").EnumerateArray()];
        Assert.Equal(["notes-api", "notes-db"], products.Select(static p => p.GetProperty("name").GetString()));
        Assert.All(products, static p => Assert.True(p.GetProperty("using").GetInt32() == 1 && Number(p, "counts", "uses") > 0 && Number(p, "counts", "bypasses") == 0));
    }

    [Fact]
    public async Task The_logs_of_several_real_builds_are_read_together()
    {
        string samples = Path.Combine(Samples.Repository, "samples");

        JsonElement report = await ReportAsync(
            "--sarif", Path.Combine(samples, "Quickstart", "obj"), "--sarif", Path.Combine(samples, "Storefront", "obj"), "--manifests", Path.Combine(samples, "Acme.Products"));

        Assert.Equal(["Quickstart", "Storefront"], report.GetProperty("projects").EnumerateArray().Select(static p => p.GetProperty("name").GetString()));
        Assert.Empty(report.GetProperty("incomplete").EnumerateArray());
        Assert.Empty(report.GetProperty("skipped").EnumerateArray());
        JsonElement[] products = [.. report.GetProperty("products").EnumerateArray()];
        foreach (string name in (string[])["catalog-cache", "order-events", "orders-db", "payments-api", "receipts"])
        {
            JsonElement product = Assert.Single(products, p => p.GetProperty("name").GetString() == name);
            Assert.Equal(1, product.GetProperty("using").GetInt32());
            Assert.Equal(0, Number(product, "counts", "bypasses"));
        }

        // The one waiver that stands in the code of Storefront.
        JsonElement waiver = Assert.Single(report.GetProperty("waivers").EnumerateArray());
        Assert.Equal(("Storefront", "receipts", "STORE-118"), (Text("project"), Text("product"), Text("ticket")));

        string? Text(string name) => waiver.GetProperty(name).GetString();
    }

    private async Task<JsonElement> ReportAsync(params string[] arguments)
    {
        CallResult result = (await _work.RunAsync(["adoption", "--format", "json", .. arguments])).ShouldEndWith(0);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private void Write(string path, params string[] facts) => _work.Write(path, SarifText.V2("", facts));

    private void WriteRules(string path, string rules) => _work.Write(path, SarifText.V2(rules));

    private static long Number(JsonElement element, string group, string name) => element.GetProperty(group).GetProperty(name).GetInt64();
}
