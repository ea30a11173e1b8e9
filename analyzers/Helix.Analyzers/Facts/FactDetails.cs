using System.Globalization;

namespace Helix.Analyzers;

/// <summary>What is behind the numbers: which entries are bypassed, and which waivers there are. One text a fact, so that nothing is escaped.</summary>
internal static class FactDetails
{
    public static IEnumerable<KeyValuePair<string, string?>> Of(ProductFacts facts, JudgementDay day)
    {
        foreach (KeyValuePair<(string Rule, string Entry), (int Open, int Waived)> pair in facts.Entries)
        {
            string name = $"helix.entry.{pair.Key.Rule}.{pair.Key.Entry}.";
            yield return new(name + "bypasses", pair.Value.Open.ToString(CultureInfo.InvariantCulture));
            yield return new(name + "waivedBypasses", pair.Value.Waived.ToString(CultureInfo.InvariantCulture));
        }

        int number = 0;
        // By content: the order of files must not show.
        foreach (Waiver waiver in facts.Waivers
            .OrderBy(static w => w.Rule, StringComparer.Ordinal).ThenBy(static w => w.Product, StringComparer.Ordinal)
            .ThenBy(static w => w.Entry, StringComparer.Ordinal).ThenBy(static w => w.Expires, StringComparer.Ordinal)
            .ThenBy(static w => w.Ticket, StringComparer.Ordinal).ThenBy(static w => w.Reason, StringComparer.Ordinal))
        {
            string name = $"helix.waiver.{(++number).ToString(CultureInfo.InvariantCulture)}.";
            yield return new(name + "rule", waiver.Rule);
            yield return new(name + "product", waiver.Product ?? "");
            yield return new(name + "entry", waiver.Entry ?? "");
            yield return new(name + "reason", waiver.Reason ?? "");
            yield return new(name + "ticket", waiver.Ticket ?? "");
            yield return new(name + "expires", waiver.Expires ?? "");
            yield return new(name + "holds", waiver.IsActive(day) ? "true" : "false");
        }
    }
}
