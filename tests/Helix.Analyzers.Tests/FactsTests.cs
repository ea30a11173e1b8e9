using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Helix.Analyzers.Tests;

/// <summary>HLX9001: the numbers, and that no other rule changes them.</summary>
public sealed class FactsTests
{
    private const string Source = """
        class C(NotesDb db, WeatherApi api)
        {
            async Task M(CancellationToken token)
            {
                await using SqliteConnection c = await db.OpenConnectionAsync(token);
                _ = db.Settings.MaxLength;
                _ = db.Settings.MaxChars;
                _ = db.EscapeToConnectionString("bulk import");
                Func<HttpClient> make = api.CreateClient;
            }
            object Bypass() => new SqliteConnection("x");
            [GoldenPathWaiver("HLX2001", Product = "notes-db", Reason = "r", Ticket = "T", Expires = "2027-01-31")]
            object Waived() => new SqliteConnection("x");
            [GoldenPathWaiver("HLX2001", Product = "notes-db", Reason = "r", Ticket = "T", Expires = "2026-01-31")]
            object Expired() => new SqliteConnection("x");
            static void Register(IHostApplicationBuilder builder) { builder.AddNotesDb(); builder.AddKeyedNotesDb("replica"); }
            string Mention => nameof(NotesDb) + typeof(NotesDb);
        }
        """;

    [Theory]
    [InlineData("notes-db", "1.2.0 notes-team sqlite uses=4 registrations=2 bypasses=2 waived=1 waivers=2 deprecated=1 escapes=1")]
    [InlineData("weather-api", "2.0.0 weather-team http uses=1 registrations=0 bypasses=0 waived=0 waivers=0 deprecated=0 escapes=0")]
    [InlineData("next-api", "0.2.0 weather-team http uses=0 registrations=0 bypasses=0 waived=0 waivers=0 deprecated=0 escapes=0")]
    public async Task Uses_bypasses_waivers_and_escapes_are_counted(string product, string expected) =>
        Assert.Equal(expected, Show(await FactsAsync(Rules.Compile(Source), product)));

    [Theory]
    [InlineData("uses=1", "class C(NotesDb db) { object M() => db.OpenConnectionAsync(); }")]
    [InlineData("uses=1", "class C(NotesDb db) { object M() => db.Settings.MaxLength; }")]
    [InlineData("uses=1", "class C(NotesDb db) { Func<CancellationToken, ValueTask<SqliteConnection>> M() => db.OpenConnectionAsync; }")]
    [InlineData("uses=1", "class C(NotesDb? db) { object? M() => db?.OpenConnectionAsync(); }")]
    [InlineData("registrations=1", "class C { void M(IHostApplicationBuilder b) => b.AddNotesDb(); }")]
    [InlineData("registrations=1", "class C { void M(IServiceCollection s, IConfiguration c) => Acme.Notes.NotesDbRegistration.AddNotesDb(s, c); }")]
    [InlineData("bypasses=1", "class C { object M() => new SqliteConnection(); }")]
    [InlineData("bypasses=1", "class C { void M(SqliteConnection a, SqliteConnection b) => a.BackupDatabase(b); }")]
    [InlineData("bypasses=1", "class C : Acme.Own { } namespace Acme { class Own { Microsoft.Data.Sqlite.SqliteConnection M() => new(); } }")]
    [InlineData("escapes=1", "class C(NotesDb db) { string M() => db.EscapeToConnectionString(\"why\"); }")]
    public async Task What_counts_is_counted(string expected, string source) =>
        Assert.Contains($" {expected} ", Show(await FactsAsync(Rules.Compile(source), "notes-db")) + " ", StringComparison.Ordinal);

    [Theory]
    [InlineData("Pages_Home_razor.g.cs", 1)]
    [InlineData("Views_Home_Index_cshtml.g.cs", 1)]
    [InlineData("Made.g.cs", 0)]
    public async Task A_use_in_a_page_of_Razor_is_one_and_in_other_generated_code_none(string file, int uses)
    {
        CSharpCompilation compilation = Rules.Compile("class C;").AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "class Home { NotesDb Db { get; set; } = default!; object M() => Db.OpenConnectionAsync(); object Raw() => new SqliteConnection(); }",
            Acme.ParseOptions, file, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains($" uses={uses} registrations=0 bypasses=0 ", Show(await FactsAsync(compilation, "notes-db")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class C;")]
    [InlineData("class C { string M() => nameof(NotesDb) + nameof(NotesDb.OpenConnectionAsync) + nameof(SqliteConnection); }")]
    [InlineData("/// <summary><see cref=\"NotesDb.OpenConnectionAsync\"/> <see cref=\"SqliteConnection(string)\"/></summary>\nclass C;")]
    [InlineData("class C(NotesDb db) { NotesDb M() => db; }")]
    [InlineData("class C(WeatherApi api) { object M() => api.CreateClient(); }")]
    [InlineData("namespace Other { class NotesDb { public void Open() { } } class C { void M() { new NotesDb().Open(); } } }")]
    [InlineData("class C(SqliteConnection connection) { object M() => connection.CreateCommand(); }")]
    [InlineData("class C { object M() => typeof(NotesDb); /* db.OpenConnectionAsync(); new SqliteConnection() */ }")]
    public async Task What_uses_nothing_is_not(string source) =>
        Assert.Equal(
            "1.2.0 notes-team sqlite uses=0 registrations=0 bypasses=0 waived=0 waivers=0 deprecated=0 escapes=0",
            Show(await FactsAsync(Rules.Compile(source), "notes-db")));

    [Theory]
    [InlineData("HLX2001", ReportDiagnostic.Suppress)]
    [InlineData("HLX4001", ReportDiagnostic.Suppress)]
    [InlineData("HLX2001", ReportDiagnostic.Error)]
    public async Task The_severity_of_other_rules_changes_no_number(string id, ReportDiagnostic severity)
    {
        CSharpCompilation compilation = Rules.Compile(Source);
        string before = Show(await FactsAsync(compilation, "notes-db"));
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new(id, severity)]));

        Assert.Equal(before, Show(await FactsAsync(compilation, "notes-db")));
    }

    [Fact]
    public async Task Uses_of_a_deprecated_product_are_deprecated_uses()
    {
        CSharpCompilation compilation = Rules.Compile("class C(Acme.Gone.GoneDb db) { object M() => db.DataSource; }");

        Assert.Equal("0.1.0 notes-team sqlite uses=1 registrations=0 bypasses=0 waived=0 waivers=0 deprecated=1 escapes=0", Show(await FactsAsync(compilation, "gone-db")));
    }

    [Fact]
    public async Task Entries_and_waivers_behind_the_numbers_are_named()
    {
        ImmutableDictionary<string, string?> facts = await FactsAsync(Rules.Compile(Source), "notes-db");

        Assert.Equal(
            """
            helix.entry.HLX2001.raw-sqlite-connection.bypasses=2
            helix.entry.HLX2001.raw-sqlite-connection.waivedBypasses=1
            helix.waiver.1.entry=
            helix.waiver.1.expires=2026-01-31
            helix.waiver.1.holds=false
            helix.waiver.1.product=notes-db
            helix.waiver.1.reason=r
            helix.waiver.1.rule=HLX2001
            helix.waiver.1.ticket=T
            helix.waiver.2.entry=
            helix.waiver.2.expires=2027-01-31
            helix.waiver.2.holds=true
            helix.waiver.2.product=notes-db
            helix.waiver.2.reason=r
            helix.waiver.2.rule=HLX2001
            helix.waiver.2.ticket=T
            """.ReplaceLineEndings("\n"),
            string.Join('\n', facts.Where(static f => f.Key.StartsWith("helix.entry.") || f.Key.StartsWith("helix.waiver."))
                .OrderBy(static f => f.Key, StringComparer.Ordinal).Select(static f => $"{f.Key}={f.Value}")));
    }

    private static async Task<ImmutableDictionary<string, string?>> FactsAsync(Compilation compilation, string product)
    {
        ImmutableArray<Diagnostic> all = await Rules.AnalyzeAsync(compilation, new Dictionary<string, string> { ["build_property.HelixToday"] = "2026-11-24" });
        return Assert.Single(all, d => d.Id == "HLX9001" && d.Properties["helix.product"] == product).Properties;
    }

    private static string Show(ImmutableDictionary<string, string?> facts) =>
        $"{facts["helix.version"]} {facts["helix.owner"]} {facts["helix.kind"]} uses={facts["helix.uses"]} registrations={facts["helix.registrations"]} "
        + $"bypasses={facts["helix.bypasses"]} waived={facts["helix.waivedBypasses"]} waivers={facts["helix.waivers"]} "
        + $"deprecated={facts["helix.deprecatedUses"]} escapes={facts["helix.escapes"]}";
}
