using System.Globalization;
using System.Text;

namespace Helix.Tool.Tests.Adoption;

/// <summary>Logs as the compiler writes them, of projects that were never built, and the numbers that went into them.</summary>
internal sealed class SyntheticFleet
{
    private static readonly string[] s_reasons = ["Bulk copy needs its own connection", "Library wants a raw client", "Migration in progress"];

    private readonly Random _random = new(20261125);

    /// <summary>What was written, counted while writing: by product.</summary>
    public SortedDictionary<string, (long Uses, long Bypasses, long Waived, long Escapes, int Using, int Seeing, int Waivers)> Products { get; } = new(StringComparer.Ordinal);

    public long Uses => Products.Values.Sum(static p => p.Uses);

    /// <summary>Writes <c>obj/Release/net10.0/P0001.helix.sarif</c> and so on below a folder.</summary>
    /// <param name="padding">Bytes of rules behind the results, as in a real log.</param>
    public void Write(string folder, int projects, int products, int padding)
    {
        string rules = string.Join(",", Enumerable.Range(0, padding / 100).Select(static i => $$$"""{"id":"CA{{{i:0000}}}","shortDescription":{"text":"A rule that somebody wrote, with a description"},"properties":{"category":"Design"}}"""));
        for (int project = 0; project < projects; project++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"P{project:0000}");
            string file = Path.Combine(folder, name, "obj", "Release", "net10.0", name + ".helix.sarif");
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, SarifText.V2(rules, [.. Enumerable.Range(0, products).Select(product => Fact(name, string.Create(CultureInfo.InvariantCulture, $"product-{product:00}")))]));
        }
    }

    private string Fact(string project, string product)
    {
        int uses = _random.Next(4) == 0 ? _random.Next(1, 50) : 0;
        int bypasses = _random.Next(10) == 0 ? _random.Next(1, 5) : 0;
        int waived = _random.Next(20) == 0 ? 1 : 0;
        int escapes = uses > 45 ? 1 : 0;
        (long Uses, long Bypasses, long Waived, long Escapes, int Using, int Seeing, int Waivers) sum = Products.GetValueOrDefault(product);
        Products[product] = (sum.Uses + uses, sum.Bypasses + bypasses, sum.Waived + waived, sum.Escapes + escapes, sum.Using + (uses > 0 ? 1 : 0), sum.Seeing + 1, sum.Waivers + waived);
        var more = new List<(string, string)>();
        if (bypasses + waived > 0)
        {
            more.Add(("helix.entry.HLX2001.raw-client.bypasses", bypasses.ToString(CultureInfo.InvariantCulture)));
            more.Add(("helix.entry.HLX2001.raw-client.waivedBypasses", waived.ToString(CultureInfo.InvariantCulture)));
        }

        if (waived > 0)
        {
            more.AddRange(SarifText.Waiver(1, "HLX2001", product, s_reasons[_random.Next(s_reasons.Length)], "2027-01-31"));
        }

        return SarifText.Fact(project, product, uses: uses, bypasses: bypasses, waived: waived, waivers: waived, escapes: escapes, more: [.. more]);
    }
}

/// <summary>Writes logs.</summary>
internal static class SarifText
{
    public const string Compiler = "Microsoft (R) Visual C# Compiler";

    public static string V2(string rules, params string[] results) => $$"""
        {
          "$schema": "http://json.schemastore.org/sarif-2.1.0",
          "version": "2.1.0",
          "runs": [ { "results": [ {{string.Join(",\n", results)}} ],
            "properties": { "analyzerExecutionTime": "7.621" },
            "tool": { "driver": { "name": "{{Compiler}}", "version": "5.9.0", "rules": [ {{rules}} ] } }, "columnKind": "utf16CodeUnits" } ]
        }
        """;

    public static string V1(params string[] results) => $$"""
        {
          "$schema": "http://json.schemastore.org/sarif-1.0.0",
          "version": "1.0.0",
          "runs": [ { "tool": { "name": "{{Compiler}}", "version": "5.9.0.0", "fileVersion": "5.9.0" }, "results": [ {{string.Join(",\n", results)}} ],
            "rules": { "HLX9001": { "id": "HLX9001", "defaultLevel": "note" } } } ]
        }
        """;

    public static string Fact(
        string project, string product, string version = "1.0.0", long uses = 0, long bypasses = 0, long waived = 0, long waivers = 0, long escapes = 0,
        long registrations = 0, string format = "1", params (string Name, string Text)[] more)
    {
        var text = new StringBuilder(
            $$"""{ "ruleId": "HLX9001", "ruleIndex": 380, "level": "note", "message": { "text": "facts" }, "properties": { "warningLevel": 1, "customProperties": { "helix.facts": "{{format}}", "helix.product": "{{product}}", "helix.type": "Acme.T", "helix.version": "{{version}}", "helix.owner": "team", "helix.kind": "http", "helix.project": "{{project}}", """);
        (string, long)[] numbers =
        [
            ("uses", uses), ("registrations", registrations), ("bypasses", bypasses), ("waivedBypasses", waived), ("waivers", waivers), ("deprecatedUses", 0), ("escapes", escapes),
        ];
        _ = text.AppendJoin(", ", numbers.Select(static n => string.Create(CultureInfo.InvariantCulture, $"\"helix.{n.Item1}\": \"{n.Item2}\"")).Concat(more.Select(static m => $"\"{m.Name}\": \"{m.Text}\"")));
        return text.Append(" } } }").ToString();
    }

    public static IEnumerable<(string, string)> Waiver(int number, string rule, string product, string reason, string expires, string ticket = "OPS-1", string entry = "") =>
        ((string, string)[])[("rule", rule), ("product", product), ("entry", entry), ("reason", reason), ("ticket", ticket), ("expires", expires), ("holds", "true")]
            is var parts ? parts.Select(part => (string.Create(CultureInfo.InvariantCulture, $"helix.waiver.{number}.{part.Item1}"), part.Item2)) : [];
}
