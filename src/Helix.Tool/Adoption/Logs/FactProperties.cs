using System.Globalization;

namespace Helix.Tool.Adoption.Logs;

/// <summary>Reads the properties of a result of HLX9001.</summary>
internal static class FactProperties
{
    /// <summary>The version of the facts' format that is understood.</summary>
    private const string Format = "1";

    /// <summary>Whether a result with these properties tells facts.</summary>
    public static bool AreFacts(Dictionary<string, string> properties) => properties.ContainsKey("helix.facts");

    /// <summary>Whether the facts are of a format that is understood.</summary>
    public static bool AreKnown(Dictionary<string, string> properties, out string format)
    {
        format = properties["helix.facts"];
        return format == Format;
    }

    /// <exception cref="FormatException">A property is missing, or is no number where one belongs.</exception>
    public static ProductFact Read(Dictionary<string, string> properties)
    {
        string product = Text("helix.product");
        return new(product, Text("helix.project"))
        {
            Version = properties.GetValueOrDefault("helix.version", ""),
            Owner = properties.GetValueOrDefault("helix.owner", ""),
            Kind = properties.GetValueOrDefault("helix.kind", ""),
            Uses = Number("helix.uses"),
            Registrations = Number("helix.registrations"),
            Bypasses = Number("helix.bypasses"),
            WaivedBypasses = Number("helix.waivedBypasses"),
            Waivers = Number("helix.waivers"),
            DeprecatedUses = Number("helix.deprecatedUses"),
            Escapes = Number("helix.escapes"),
            Entries = Entries(),
            WrittenWaivers = Waivers(),
        };

        string Text(string name) =>
            properties.TryGetValue(name, out string? text) && text.Length > 0 ? text : throw new FormatException($"a result of HLX9001 has no {name}");

        long Number(string name) =>
            long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw new FormatException($"{name} of {product} is '{properties[name]}', which is no count");

        EntryFact[] Entries()
        {
            const string Prefix = "helix.entry.";
            const string Suffix = ".bypasses";
            var entries = new List<EntryFact>();
            foreach (string name in properties.Keys)
            {
                // helix.entry.<rule>.<entry>.bypasses; neither a rule nor an entry has a dot.
                if (name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
                    && name[Prefix.Length..^Suffix.Length].Split('.') is [var rule, var entry])
                {
                    entries.Add(new(rule, entry, Number(name), Number($"{Prefix}{rule}.{entry}.waivedBypasses")));
                }
            }

            return [.. entries.OrderBy(static e => e.Rule, StringComparer.Ordinal).ThenBy(static e => e.Entry, StringComparer.Ordinal)];
        }

        WaiverFact[] Waivers()
        {
            var waivers = new List<WaiverFact>();
            for (int i = 1; properties.TryGetValue(Name("rule"), out string? rule); i++)
            {
                waivers.Add(new(rule, Of("product"), Of("entry"), Of("reason"), Of("ticket"), Of("expires")));

                string Of(string part) => properties.GetValueOrDefault(Name(part), "");
            }

            return [.. waivers];

            string Name(string part) => string.Create(CultureInfo.InvariantCulture, $"helix.waiver.{waivers.Count + 1}.{part}");
        }
    }
}
