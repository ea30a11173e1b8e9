using System.Collections.Immutable;
using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Analyzers.Tests;

/// <summary>Every rule on the cases of its file, with all rules at work together.</summary>
public sealed class RuleCaseTests
{
    public static TheoryData<string, string> Cases => [.. RuleCase.All.SelectMany(RuleCase.Of).Select(static one => (one.File, one.Name))];

    public static TheoryData<string> FilesOfCases => [.. RuleCase.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_rule_reports_what_is_marked_and_nothing_else(string cases, string name)
    {
        RuleCase one = RuleCase.Of(cases).Single(candidate => candidate.Name == name);
        Dictionary<string, string> settings = one.Settings
            .Where(static setting => setting.Key.StartsWith("helix.", StringComparison.Ordinal))
            .ToDictionary(static setting => setting.Key, static setting => setting.Value, StringComparer.Ordinal);
        settings["build_property.HelixToday"] = Setting("today", "2026-11-24");
        settings["build_property.HelixEnforceDates"] = Setting("enforce", "false");
        settings["build_property.IsTestProject"] = Setting("test", "false");
        CSharpCompilation compilation = Rules.Compile(
            one.Source, Setting("output", "library") == "exe" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            Setting("assembly", "App"), Setting("path", "App.cs"), one.IsOfSamples ? Samples.References : Acme.References);
        if (one.Settings.TryGetValue("generated", out string? generated))
        {
            // As Razor makes of a page.
            compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(generated, Acme.ParseOptions, "Pages_Home_razor.g.cs", cancellationToken: TestContext.Current.CancellationToken));
        }

        if (!one.Settings.ContainsKey("broken"))
        {
            Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error));
        }

        ImmutableArray<AdditionalText> files =
        [
            .. Acme.Kinds,
            .. (one.IsOfSamples ? Samples.Products : Acme.Products).Where(manifest => IsAsked(manifest) && !Setting("without", "").Split(' ').Contains(Path.GetFileName(manifest.Path).Split('.')[0]))
                .Select(manifest => Setting("owned", "").Split(' ').Contains(Path.GetFileName(manifest.Path).Split('.')[0]) ? manifest.As("owned") : manifest),
            .. one.Files.Select(static file => new ManifestText(file.Name, file.Text, "settings", "")),
        ];
        Diagnostic[] all = [.. await Rules.AnalyzeAsync(compilation, settings, files)];

        Assert.DoesNotContain(all, static d => d.Id == "AD0001");
        Diagnostic[] reported = [.. all.Where(d => d.Id == one.Rule && !d.IsSuppressed).OrderBy(static d => d.Location.SourceSpan.Start)];
        string[] expected = [.. one.Expected.Select(span => Show(one.Source, span))];
        Assert.Equal(expected, reported.Where(static d => d.Location.IsInSource).Select(d => Show(one.Source, d.Location.SourceSpan)));
        foreach (CaseFile file in one.Files)
        {
            Assert.Equal(
                file.Expected.Select(span => Show(file.Text, span)),
                reported.Where(d => d.Location.GetLineSpan().Path == file.Name).Select(d => Show(file.Text, d.Location.SourceSpan)));
        }

        Assert.Equal(int.Parse(Setting("unplaced", "0"), System.Globalization.CultureInfo.InvariantCulture), reported.Count(d => !d.Location.IsInSource && !one.Files.Any(file => file.Name == d.Location.GetLineSpan().Path)));
        if (one.Settings.TryGetValue("severity", out string? severity))
        {
            Assert.All(reported, d => Assert.Equal(severity, d.Severity.ToString()));
        }

        if (one.Settings.TryGetValue("message", out string? message))
        {
            Assert.Equal(message, reported[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        }

        // Their kind is another's too: they are there only for cases that are about settings, or that ask for them.
        bool IsAsked(ManifestText manifest)
        {
            string name = Path.GetFileName(manifest.Path).Split('.')[0];
            return one.Files.Count > 0 || name is not ("shop-db" or "past-db") || Setting("with", "") == name;
        }

        string Setting(string key, string otherwise) => one.Settings.GetValueOrDefault(key, otherwise);
    }

    [Theory]
    [MemberData(nameof(FilesOfCases))]
    public void A_rule_has_eight_cases_where_it_speaks_and_eight_where_it_is_silent(string file)
    {
        RuleCase[] cases = [.. RuleCase.Of(file)];

        Assert.InRange(cases.Count(static one => one.IsPositive), 8, int.MaxValue);
        Assert.InRange(cases.Count(static one => !one.IsPositive), 8, int.MaxValue);
        Assert.Equal(cases.Length, cases.Select(static one => one.Name).Distinct(StringComparer.Ordinal).Count());
    }

    private static string Show(string source, TextSpan span)
    {
        LinePosition place = SourceText.From(source).Lines.GetLinePosition(span.Start);
        return $"{place.Line + 1}:{place.Character + 1} {source.Substring(span.Start, span.Length)}";
    }
}
