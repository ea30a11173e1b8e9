using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Helix.Testing;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers.Tests;

/// <summary>
/// Who wins between manifest, date, .editorconfig, waiver, pragma and warnings as errors, with a log and without: one line of code, the same
/// in each file, on the compiler of the SDK as a build calls it.
/// </summary>
public sealed partial class WhoWinsTests
{
    private const string Waiver = "[GoldenPathWaiver(\"HLX2002\", Product = \"notes-db\", Entry = \"backup\", Reason = \"r\", Ticket = \"T\", Expires = \"{0}\")] ";

    private static readonly (string File, string What, string Config, string Before)[] s_rows =
    [
        ("manifest", "the manifest alone", "", ""),
        ("entry_none", "entry: none", "helix.notes-db.backup.severity = none", ""),
        ("entry_info", "entry: suggestion", "helix.notes-db.backup.severity = suggestion", ""),
        ("entry_error", "entry: error", "helix.notes-db.backup.severity = error", ""),
        ("id_none", "ID: none", "dotnet_diagnostic.HLX2002.severity = none", ""),
        ("id_info", "ID: suggestion", "dotnet_diagnostic.HLX2002.severity = suggestion", ""),
        ("id_warning", "ID: warning", "dotnet_diagnostic.HLX2002.severity = warning", ""),
        ("id_error", "ID: error", "dotnet_diagnostic.HLX2002.severity = error", ""),
        ("id_and_entry", "ID: suggestion, entry: error", "dotnet_diagnostic.HLX2002.severity = suggestion\nhelix.notes-db.backup.severity = error", ""),
        ("entry_and_id", "ID: error, entry: none", "dotnet_diagnostic.HLX2002.severity = error\nhelix.notes-db.backup.severity = none", ""),
        ("category", "category: error", "dotnet_analyzer_diagnostic.category-Helix.GoldenPath.severity = error", ""),
        ("all", "all analyzers: suggestion", "dotnet_analyzer_diagnostic.severity = suggestion", ""),
        ("id_over_category", "category: error, ID: suggestion", "dotnet_analyzer_diagnostic.category-Helix.GoldenPath.severity = error\ndotnet_diagnostic.HLX2002.severity = suggestion", ""),
        ("category_over_all", "all analyzers: suggestion, category: error", "dotnet_analyzer_diagnostic.severity = suggestion\ndotnet_analyzer_diagnostic.category-Helix.GoldenPath.severity = error", ""),
        ("category_and_entry", "category: suggestion, entry: error", "dotnet_analyzer_diagnostic.category-Helix.GoldenPath.severity = suggestion\nhelix.notes-db.backup.severity = error", ""),
        ("all_none", "all analyzers: none", "dotnet_analyzer_diagnostic.severity = none", ""),
        ("waiver", "waiver", "", Waiver.Replace("{0}", "2027-04-01", StringComparison.Ordinal)),
        ("waiver_id", "waiver, ID: error", "dotnet_diagnostic.HLX2002.severity = error", Waiver.Replace("{0}", "2027-04-01", StringComparison.Ordinal)),
        ("waiver_entry", "waiver, entry: error", "helix.notes-db.backup.severity = error", Waiver.Replace("{0}", "2027-04-01", StringComparison.Ordinal)),
        ("waiver_category", "waiver, category: error", "dotnet_analyzer_diagnostic.category-Helix.GoldenPath.severity = error", Waiver.Replace("{0}", "2027-04-01", StringComparison.Ordinal)),
        ("expired", "expired waiver", "", Waiver.Replace("{0}", "2026-01-01", StringComparison.Ordinal)),
        ("expired_id", "expired waiver, ID: none", "dotnet_diagnostic.HLX2002.severity = none", Waiver.Replace("{0}", "2026-01-01", StringComparison.Ordinal)),
        ("pragma", "pragma", "", "\n#pragma warning disable HLX2002\n"),
        ("pragma_id", "pragma, ID: error", "dotnet_diagnostic.HLX2002.severity = error", "\n#pragma warning disable HLX2002\n"),
        ("attribute", "SuppressMessage", "", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Helix\", \"HLX2002\")] "),
    ];

    private static readonly (string Name, string Today, string Enforce, bool AsErrors, bool Log)[] s_runs =
    [
        ("before the day", "2027-02-28", "true", false, false),
        ("its log", "2027-02-28", "true", false, true),
        ("warnings as errors", "2027-02-28", "true", true, false),
        ("the day, enforced", "2027-03-01", "true", false, false),
        ("the day, not enforced", "2027-03-01", "false", false, false),
    ];

    [Fact]
    public async Task The_table_of_who_wins_is_what_the_compiler_does()
    {
        string folder = Directory.CreateTempSubdirectory("helix-who-wins-").FullName;
        try
        {
            var results = new Dictionary<(string Row, string Run), string>();
            foreach ((string name, string today, string enforce, bool asErrors, bool log) in s_runs)
            {
                Dictionary<string, List<string>> found = await CompileAsync(folder, today, enforce, asErrors, log);
                foreach ((string file, _, _, _) in s_rows)
                {
                    results[(file, name)] = found.TryGetValue(file, out List<string>? all) ? string.Join(", ", all.Distinct().Order(StringComparer.Ordinal)) : "-";
                }
            }

            var table = new StringBuilder("| | " + string.Join(" | ", s_runs.Select(static run => run.Name)) + " |\n|---|" + string.Concat(s_runs.Select(static _ => "---|")) + "\n");
            foreach ((string file, string what, _, _) in s_rows)
            {
                _ = table.Append($"| {what} | {string.Join(" | ", s_runs.Select(run => results[(file, run.Name)]))} |\n");
            }

            Golden.Verify("WhoWins.md", table.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A log has more in it: what is silenced, and notes. What is printed, and how strongly, it leaves as it is.</summary>
    [Theory]
    [InlineData("2027-02-28", false)]
    [InlineData("2027-02-28", true)]
    [InlineData("2027-03-01", false)]
    public async Task A_log_changes_nothing_that_a_build_prints(string today, bool asErrors)
    {
        string folder = Directory.CreateTempSubdirectory("helix-who-wins-").FullName;
        try
        {
            Dictionary<string, List<string>> without = await CompileAsync(folder, today, "true", asErrors, log: false);
            Dictionary<string, List<string>> log = await CompileAsync(folder, today, "true", asErrors, log: true);

            Assert.Equal(
                Lines(without, static _ => true),
                Lines(log, static severity => !severity.EndsWith("note", StringComparison.Ordinal) && !severity.EndsWith(" suppressed", StringComparison.Ordinal)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static IEnumerable<string> Lines(Dictionary<string, List<string>> found, Func<string, bool> isPrinted) =>
            found.SelectMany(file => file.Value.Where(isPrinted).Distinct().Select(severity => $"{file.Key}: {severity}")).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void The_page_on_policy_shows_the_table() =>
        Assert.Contains(
            File.ReadAllText(Path.Combine(Sdk.Repository, "tests", "Helix.Analyzers.Tests", "Snapshots", "WhoWins.md")),
            File.ReadAllText(Path.Combine(Sdk.Repository, "docs", "policy.md")),
            StringComparison.Ordinal);

    private static async Task<Dictionary<string, List<string>>> CompileAsync(string folder, string today, string enforce, bool asErrors, bool log)
    {
        var config = new StringBuilder("root = true\n");
        List<string> arguments = ["/target:library", "/out:App.dll", "/langversion:14", "/nullable:enable", "/nowarn:1701,1702", $"/analyzerconfig:{folder}/.editorconfig", $"/analyzerconfig:{folder}/build.globalconfig"];
        foreach ((string file, _, string settings, string before) in s_rows)
        {
            File.WriteAllText(
                Path.Combine(folder, file + ".cs"),
                $"using Helix;\nusing Microsoft.Data.Sqlite;\nclass {file} {"{"} {before}void M(SqliteConnection a, SqliteConnection b) => a.BackupDatabase(b); {"}"}\n");
            _ = config.Append($"[{file}.cs]\n{settings}\n");
            arguments.Add(file + ".cs");
        }

        File.WriteAllText(Path.Combine(folder, ".editorconfig"), config.ToString());
        var build = new StringBuilder($"is_global = true\nbuild_property.HelixToday = {today}\nbuild_property.HelixEnforceDates = {enforce}\n");
        foreach (ManifestText manifest in (IEnumerable<ManifestText>)[.. Acme.Kinds, .. Acme.Products])
        {
            arguments.Add("/additionalfile:" + manifest.Path);
            _ = build.Append($"[{manifest.Path}]\nbuild_metadata.AdditionalFiles.HelixRole = referenced\nbuild_metadata.AdditionalFiles.HelixOwnerAssembly = {manifest.Owner}\n");
        }

        File.WriteAllText(Path.Combine(folder, "build.globalconfig"), build.ToString());
        arguments.AddRange(((string[])["Helix.Analyzers.dll", "Helix.Manifests.dll", "YamlDotNet.dll"]).Select(static file => "/analyzer:" + Path.Combine(AppContext.BaseDirectory, file)));
        arguments.AddRange(Sdk.RuntimeAssemblies.Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "Microsoft.Data.Sqlite.dll"))
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "Helix.Sdk*.dll"))
            .Select(static file => "/r:" + file));
        if (asErrors)
        {
            arguments.Add("/warnaserror+");
        }

        string sarif = Path.Combine(folder, "log.sarif");
        if (log)
        {
            arguments.Add($"/errorlog:{sarif},version=2.1");
        }

        (_, string output) = await Sdk.CompileAsync(folder, arguments, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("AD0001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8032", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", output, StringComparison.Ordinal);
        return log ? FromLog(sarif) : FromOutput(output);
    }

    private static Dictionary<string, List<string>> FromOutput(string output)
    {
        var found = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (Match match in Line().Matches(output))
        {
            Add(found, match.Groups["file"].Value, match.Groups["id"].Value, match.Groups["severity"].Value);
        }

        return found;
    }

    private static Dictionary<string, List<string>> FromLog(string file)
    {
        var found = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        using JsonDocument log = JsonDocument.Parse(File.ReadAllText(file));
        foreach (JsonElement result in log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
        {
            if (result.TryGetProperty("locations", out JsonElement locations))
            {
                string uri = locations[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!;
                string suppressed = result.TryGetProperty("suppressions", out _) ? " suppressed" : "";
                Add(found, Path.GetFileNameWithoutExtension(uri), result.GetProperty("ruleId").GetString()!, result.GetProperty("level").GetString() + suppressed);
            }
        }

        return found;
    }

    private static void Add(Dictionary<string, List<string>> found, string file, string id, string severity)
    {
        if (!id.StartsWith("HLX", StringComparison.Ordinal))
        {
            return;
        }

        if (!found.TryGetValue(file, out List<string>? list))
        {
            found.Add(file, list = []);
        }

        list.Add(id == "HLX2002" ? severity : $"{id} {severity}");
    }

    [GeneratedRegex(@"(?<file>\w+)\.cs\(\d+,\d+\): (?<severity>\w+) (?<id>\w+):")]
    private static partial Regex Line();
}
