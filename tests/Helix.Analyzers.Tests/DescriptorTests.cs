using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Helix.Manifests;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers.Tests;

/// <summary>What every rule has: an identifier of its own, a page, a line for the release, cases; and the index of rules is up to date.</summary>
public sealed class DescriptorTests
{
    private static readonly string s_root = FindRoot();

    /// <summary>Rules that are about more than one file of C# have theories for cases: those where they speak, and those where they are silent.</summary>
    private static readonly Dictionary<string, (Type Tests, string Speaks, string Silent)> s_theories = new(StringComparer.Ordinal)
    {
        ["HLX0006"] = (typeof(BannedSymbolTests), nameof(BannedSymbolTests.A_symbol_that_is_not_there_is_an_error_on_its_line), nameof(BannedSymbolTests.A_symbol_that_is_there_is_silent)),
        ["HLX2005"] = (typeof(PackageTests), nameof(PackageTests.A_package_that_a_product_brings_is_reported_at_the_project), nameof(PackageTests.Other_packages_are_not)),
        ["HLX6001"] = (typeof(CompositionTests), nameof(CompositionTests.A_project_must_reference_what_it_uses), nameof(CompositionTests.A_project_must_reference_what_it_uses)),
        ["HLX6002"] = (typeof(CompositionTests), nameof(CompositionTests.A_product_is_composed_for_somebody), nameof(CompositionTests.A_product_is_composed_for_somebody)),
        ["HLX6003"] = (typeof(CompositionTests), nameof(CompositionTests.A_reference_has_a_name_that_is_read), nameof(CompositionTests.A_reference_has_a_name_that_is_read)),
        ["HLX9001"] = (typeof(FactsTests), nameof(FactsTests.What_counts_is_counted), nameof(FactsTests.What_uses_nothing_is_not)),
    };

    /// <summary>All descriptors, and the rules on manifests that the generator reports.</summary>
    private static IEnumerable<DiagnosticDescriptor> Descriptors => Rules.All.SelectMany(static analyzer => analyzer.SupportedDiagnostics);

    public static TheoryData<string> Ids => [.. Descriptors.Select(static rule => rule.Id)];

    public static TheoryData<string> ManifestIds => [.. ManifestRules.All.Select(static rule => rule.Id)];

    [Fact]
    public void Identifiers_are_unique() =>
        Assert.Equal(Descriptors.Select(static rule => rule.Id).Order(StringComparer.Ordinal), Descriptors.Select(static rule => rule.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_a_release_line_and_a_help_link(string id)
    {
        DiagnosticDescriptor rule = Descriptors.Single(candidate => candidate.Id == id);
        string page = File.ReadAllText(Path.Combine(s_root, "docs", "rules", id + ".md"));
        string[] releases = File.ReadAllLines(Path.Combine(s_root, "analyzers", "Helix.Analyzers", "AnalyzerReleases.Unshipped.md"));

        Assert.StartsWith($"# {id}: ", page, StringComparison.Ordinal);
        Assert.Contains("\n## Example\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Fix\n", page, StringComparison.Ordinal);
        Assert.Equal($"{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}", Assert.Single(releases, line => line.StartsWith(id, StringComparison.Ordinal)));
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(rule.Description.ToString(null)));
    }

    [Theory]
    [MemberData(nameof(ManifestIds))]
    public void A_rule_on_manifests_has_a_page(string id) =>
        Assert.StartsWith($"# {id}: ", File.ReadAllText(Path.Combine(s_root, "docs", "rules", id + ".md")), StringComparison.Ordinal);

    [Fact]
    public void A_rule_that_can_be_waived_has_a_default_that_a_suppressor_can_touch() =>
        Assert.All(
            Descriptors.Where(static rule => WaivableRules.Ids.Contains(rule.Id)),
            static rule => Assert.True(rule.DefaultSeverity < DiagnosticSeverity.Error, rule.Id));

    [Fact]
    public void A_rule_of_the_golden_path_can_be_waived() =>
        Assert.All(
            Descriptors.Where(static rule => rule.Id[3] is '1' or '2' or '3' or '5'),
            static rule => Assert.True(WaivableRules.IsGuarded(rule.Id), rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_eight_cases_where_it_speaks_and_eight_where_it_is_silent(string id)
    {
        (int speaks, int silent) = s_theories.TryGetValue(id, out (Type Tests, string Speaks, string Silent) theories)
            ? (Count(theories.Tests, theories.Speaks, isMarked: true), Count(theories.Tests, theories.Silent, isMarked: false))
            : (RuleCase.Of(id).Count(static one => one.IsPositive), RuleCase.Of(id).Count(static one => !one.IsPositive));

        Assert.InRange(speaks, 8, int.MaxValue);
        Assert.InRange(silent, 8, int.MaxValue);

        // Where one theory has both, marks tell them apart.
        int Count(Type tests, string theory, bool isMarked) =>
            tests.GetMethod(theory)!.GetCustomAttributes<InlineDataAttribute>()
                .Count(data => theories.Speaks != theories.Silent || ((string)data.Data[0]!).Contains("[|", StringComparison.Ordinal) == isMarked);
    }

    [Theory]
    [InlineData("recommended")]
    [InlineData("strict")]
    public void A_preset_names_rules_that_are_there_lowers_none_and_leaves_dated_ones_alone(string preset)
    {
        string[] lines = File.ReadAllLines(Path.Combine(s_root, "src", "Helix.Sdk", "buildTransitive", $"Helix.{preset}.globalconfig"));
        (string Id, string Severity)[] set = [.. lines.Where(static line => line.StartsWith("dotnet_diagnostic.", StringComparison.Ordinal)).Select(static line => (line.Split('.')[1], line.Split('=')[1].Trim()))];

        Assert.NotEmpty(set);
        Assert.Empty(set.Select(static rule => rule.Id).Except(Descriptors.Select(static rule => rule.Id), StringComparer.Ordinal));
        Assert.Empty(set.Select(static rule => rule.Id).Intersect(["HLX2002", "HLX3001", "HLX3002"], StringComparer.Ordinal));
        Assert.All(set, rule => Assert.True(Enum.Parse<DiagnosticSeverity>(rule.Severity, ignoreCase: true) >= Descriptors.Single(d => d.Id == rule.Id).DefaultSeverity, rule.Id));
        if (preset == "strict")
        {
            Assert.Equal(
                Descriptors.Select(static rule => rule.Id).Where(static id => id[3] is not '0' and not '9').Except(["HLX2002", "HLX3001", "HLX3002"], StringComparer.Ordinal).Order(StringComparer.Ordinal),
                set.Select(static rule => rule.Id).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_index_of_rules_is_up_to_date()
    {
        string file = Path.Combine(s_root, "docs", "rules", "README.md");
        string index = Index();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, index);
            return;
        }

        Assert.True(File.Exists(file), $"{file} is missing; UPDATE_SNAPSHOTS=1 writes it.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), index);
    }

    private static string Index()
    {
        IEnumerable<(string Id, string Title, string Category, string Severity)> all = Descriptors
            .Select(static rule => (rule.Id, rule.Title.ToString(null), rule.Category, Word(rule.DefaultSeverity)))
            .Concat(ManifestRules.All.Select(static rule => (rule.Id, rule.Title, ManifestRules.Category, "error")));
        var text = new StringBuilder("""
            # Rules

            One page a rule. The table is written from the rules themselves (`UPDATE_SNAPSHOTS=1 dotnet test tests/Helix.Analyzers.Tests`).
            How severities, dates and waivers work together is in [policy.md](../policy.md). Rules speak in C# that people write, and in settings files: not in
            Razor's `.razor` and `.cshtml`, whose code a tool writes, and not in F# or Visual Basic.

            | rule | title | category | default |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach ((string id, string title, string category, string severity) in all.DistinctBy(static rule => rule.Id).OrderBy(static rule => rule.Id, StringComparer.Ordinal))
        {
            _ = text.Append($"| [{id}]({id}.md) | {title} | {category} | {severity} |\n");
        }

        return text.ToString();

        static string Word(DiagnosticSeverity severity) => severity switch
        {
            DiagnosticSeverity.Info => "information",
            DiagnosticSeverity.Warning => "warning",
            DiagnosticSeverity.Error => "error",
            _ => "hidden",
        };
    }

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
