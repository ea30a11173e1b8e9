using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers.Tests;

/// <summary>What waivers silence, and how rules that are turned off otherwise are told.</summary>
public sealed class WaiverTests
{
    private const string Complete = "GoldenPathWaiver(\"HLX2001\", Reason = \"Bulk copy\", Ticket = \"OPS-12\", Expires = \"2027-01-31\")";

    [Theory]
    [InlineData("class C { [" + Complete + "] object M() => new SqliteConnection(); }")]
    [InlineData("[" + Complete + "] class C { object M() => new SqliteConnection(); }")]
    [InlineData("[" + Complete + "] class C { class D { object P { get { return new SqliteConnection(); } } } }")]
    [InlineData("[" + Complete + "] class C : HttpClient;")]
    [InlineData("[" + Complete + "] partial class C; partial class C { object M() => new SqliteConnection(); }")]
    [InlineData("[assembly: " + Complete + "] class C { object M() => new SqliteConnection(); }")]
    [InlineData("[module: " + Complete + "] class C { object M() => new SqliteConnection(); }")]
    [InlineData("class C { [" + Complete + "] object f = new SqliteConnection(); }")]
    [InlineData("class C { [" + Complete + "] object P { get; } = new SqliteConnection(); }")]
    [InlineData("class C { object f; [" + Complete + "] C() { f = new SqliteConnection(); } }")]
    [InlineData("class C { void M() { [" + Complete + "] object L() => new SqliteConnection(); L(); } }")]
    [InlineData("class C { object M() { var f = [" + Complete + "] () => new SqliteConnection(); return f; } }")]
    public async Task A_waiver_silences_and_leaves_its_reason(string source)
    {
        CSharpCompilation compilation = Rules.Compile(source);
        Diagnostic diagnostic = Assert.Single(await AnalyzeAsync(compilation), static d => d.Id == "HLX2001");

        Assert.True(diagnostic.IsSuppressed);
        SuppressionInfo? info = diagnostic.GetSuppressionInfo(compilation);
        Assert.Equal(["Bulk copy (OPS-12, until 2027-01-31)"], info!.ProgrammaticSuppressions.Select(static s => s.Descriptor.Justification.ToString(null)));
    }

    [Theory]
    [InlineData("class C { [GoldenPathWaiver(\"HLX2001\", Expires = \"2027-01-31\")] object M() => new SqliteConnection(); }", "2026-11-24")]
    [InlineData("class C { [GoldenPathWaiver(\"HLX2001\", Reason = \"r\")] object M() => new SqliteConnection(); }", "2026-11-24")]
    [InlineData("class C { [GoldenPathWaiver(\"HLX2001\", Reason = \"r\", Expires = \"next year\")] object M() => new SqliteConnection(); }", "2026-11-24")]
    [InlineData("class C { [GoldenPathWaiver(\"HLX2002\", Reason = \"r\", Expires = \"2027-01-31\")] object M() => new SqliteConnection(); }", "2026-11-24")]
    [InlineData("class C { [GoldenPathWaiver(\"HLX2001\", Product = \"weather-api\", Reason = \"r\", Expires = \"2027-01-31\")] object M() => new SqliteConnection(); }", "2026-11-24")]
    [InlineData("class C { [" + Complete + "] object M() => new SqliteConnection(); }", "2027-01-31")]
    [InlineData("class C { [" + Complete + "] void N() { } object M() => new SqliteConnection(); }", "2026-11-24")]
    public async Task A_waiver_that_does_not_hold_silences_nothing(string source, string today)
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzeAsync(source, today), static d => d.Id == "HLX2001");

        Assert.False(diagnostic.IsSuppressed);
    }

    [Fact]
    public async Task An_escalated_entry_can_be_waived()
    {
        Diagnostic diagnostic = Assert.Single(
            await AnalyzeAsync(
                "class C { [GoldenPathWaiver(\"HLX2002\", Entry = \"backup\", Reason = \"r\", Ticket = \"T\", Expires = \"2027-04-01\")] void M(SqliteConnection a) => a.BackupDatabase(a); }",
                "2027-03-01", "true"),
            static d => d.Id == "HLX2002");

        Assert.Equal((DiagnosticSeverity.Error, true), (diagnostic.Severity, diagnostic.IsSuppressed));
    }

    [Theory]
    [InlineData("HLX2001", ReportDiagnostic.Suppress, "HLX2001 is turned off by options for the project")]
    [InlineData("HLX2001", ReportDiagnostic.Info, "HLX2001 is lowered by options for the project")]
    [InlineData("HLX3002", ReportDiagnostic.Warn, "HLX3002 is lowered by options for the project")]
    public async Task A_rule_that_options_lower_is_told(string id, ReportDiagnostic severity, string message)
    {
        CSharpCompilation compilation = Rules.Compile("class C;");
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new(id, severity)]));

        Diagnostic diagnostic = Assert.Single(await Rules.AnalyzeAsync(compilation, new Dictionary<string, string>()), static d => d.Id == "HLX4004");

        Assert.StartsWith(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HLX2001", ReportDiagnostic.Error)]
    [InlineData("HLX2001", ReportDiagnostic.Warn)]
    [InlineData("HLX2001", ReportDiagnostic.Default)]
    [InlineData("HLX9001", ReportDiagnostic.Suppress)]
    [InlineData("HLX4003", ReportDiagnostic.Suppress)]
    [InlineData("CA2000", ReportDiagnostic.Suppress)]
    public async Task A_rule_that_options_leave_or_raise_is_not_told(string id, ReportDiagnostic severity)
    {
        CSharpCompilation compilation = Rules.Compile("class C;");
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new(id, severity)]));

        Assert.DoesNotContain(await Rules.AnalyzeAsync(compilation, new Dictionary<string, string>()), static d => d.Id == "HLX4004");
    }

    [Fact]
    public async Task A_waiver_of_a_rule_that_is_off_is_not_told_to_match_nothing()
    {
        CSharpCompilation compilation = Rules.Compile("class C { [" + Complete + "] object M() => new SqliteConnection(); }");
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new("HLX2001", ReportDiagnostic.Suppress)]));

        Assert.DoesNotContain(await Rules.AnalyzeAsync(compilation, new Dictionary<string, string>()), static d => d.Id == "HLX4003");
    }

    [Theory]
    [InlineData("HLX2001", "Reason = \"r\", Ticket = \"T\", Expires = \"2027-01-31\"", true)]
    [InlineData("HLX2001", "Reason = \"r\", Ticket = \"T\", Expires = \"2026-01-31\"", false, "HLX4001 The waiver of HLX2001, which the project file has, expired on 2026-01-31")]
    [InlineData("HLX2001", "Ticket = \"T\", Expires = \"2027-01-31\"", false, "HLX4002 The waiver of HLX2001, which the project file has, says no reason")]
    [InlineData("HLX2002", "Reason = \"r\", Ticket = \"T\", Expires = \"2027-01-31\"", false, "HLX4003 The waiver of HLX2002, which the project file has, matches nothing")]
    public async Task A_waiver_of_the_project_file_is_checked_as_one_of_the_code_is(string rule, string more, bool holds, string? told = null)
    {
        // What the build makes of an item AssemblyAttribute.
        SyntaxTree info = CSharpSyntaxTree.ParseText(
            $"//------\n// <auto-generated>\n//------\n[assembly: Helix.GoldenPathWaiverAttribute(\"{rule}\", {more})]", Acme.ParseOptions, "obj/App.AssemblyInfo.cs", cancellationToken: TestContext.Current.CancellationToken);

        ImmutableArray<Diagnostic> all = await AnalyzeAsync(Rules.Compile("class C { object M() => new SqliteConnection(); }").AddSyntaxTrees(info));

        Assert.Equal(holds, Assert.Single(all, static d => d.Id == "HLX2001").IsSuppressed);
        string[] about = [.. all.Where(static d => d.Id is "HLX4001" or "HLX4002" or "HLX4003").Select(static d => $"{d.Id} {d.GetMessage(null)}")];
        Assert.Equal(told is null ? 0 : 1, about.Length);
        Assert.All(about, line => Assert.StartsWith(told!, line, StringComparison.Ordinal));
        ImmutableDictionary<string, string?> facts = Assert.Single(all, static d => d.Id == "HLX9001" && d.Properties["helix.product"] == "notes-db").Properties;
        Assert.Equal(("1", holds ? "1" : "0", holds ? "0" : "1"), (facts["helix.waivers"], facts["helix.waivedBypasses"], facts["helix.bypasses"]));
    }

    private static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source, string today, string enforce = "false") =>
        AnalyzeAsync(Rules.Compile(source), today, enforce);

    private static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, string today = "2026-11-24", string enforce = "false") =>
        Rules.AnalyzeAsync(compilation, new Dictionary<string, string>
        {
            ["build_property.HelixToday"] = today,
            ["build_property.HelixEnforceDates"] = enforce,
        });
}
