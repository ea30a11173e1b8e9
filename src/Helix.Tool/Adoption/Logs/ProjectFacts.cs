using Helix.Manifests;

namespace Helix.Tool.Adoption.Logs;

/// <summary>A project: what all logs of it say together.</summary>
/// <param name="Name">The name of its assembly.</param>
/// <param name="Folder">Where it is; it tells two projects of one name apart.</param>
/// <param name="Products">How it uses each product that it sees, by name.</param>
/// <param name="Incomplete">Why its facts are incomplete; null where they are not.</param>
internal sealed record ProjectFacts(string Name, string Folder, IReadOnlyList<ProductFact> Products, string? Incomplete)
{
    /// <summary>Puts the logs of each project together.</summary>
    /// <returns>The projects, by name and folder.</returns>
    public static IReadOnlyList<ProjectFacts> Of(IEnumerable<BuildLog> logs)
    {
        var projects = new SortedDictionary<(string Name, string Folder), (List<ProductFact> Facts, string? Incomplete)>();
        foreach (BuildLog log in logs)
        {
            string folder = ProjectFolder.Of(log.Path);
            foreach (Compilation compilation in log.Compilations)
            {
                foreach (IGrouping<string, ProductFact> facts in compilation.Facts.GroupBy(static fact => fact.Project, StringComparer.Ordinal))
                {
                    Project((facts.Key, folder)).AddRange(facts);
                }

                if (compilation.Incomplete is { } why)
                {
                    (string, string) key = (compilation.Facts.Count > 0 ? compilation.Facts[0].Project : ProjectFolder.NameOf(log.Path), folder);
                    projects[key] = (Project(key), why);
                }
            }
        }

        return
        [
            .. projects.Select(static pair => new ProjectFacts(
                pair.Key.Name,
                pair.Key.Folder,
                [.. pair.Value.Facts.GroupBy(static fact => fact.Product, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(Together)],
                // Where one framework tells, the project is known.
                pair.Value.Facts.Count > 0 ? null : pair.Value.Incomplete)),
        ];

        List<ProductFact> Project((string, string) key)
        {
            if (!projects.TryGetValue(key, out (List<ProductFact> Facts, string? Incomplete) project))
            {
                projects.Add(key, project = ([], null));
            }

            return project.Facts;
        }
    }

    /// <summary>The same code compiled twice: the larger count is what is in the code, the newer version what it is on.</summary>
    private static ProductFact Together(IEnumerable<ProductFact> several) => several.Aggregate(static (a, b) =>
    {
        ProductFact newer = SemVersion.TryParse(a.Version, out SemVersion left) && SemVersion.TryParse(b.Version, out SemVersion right) && left.CompareTo(right) >= 0 ? a : b;
        return newer with
        {
            Uses = Math.Max(a.Uses, b.Uses),
            Registrations = Math.Max(a.Registrations, b.Registrations),
            Bypasses = Math.Max(a.Bypasses, b.Bypasses),
            WaivedBypasses = Math.Max(a.WaivedBypasses, b.WaivedBypasses),
            Waivers = Math.Max(a.Waivers, b.Waivers),
            DeprecatedUses = Math.Max(a.DeprecatedUses, b.DeprecatedUses),
            Escapes = Math.Max(a.Escapes, b.Escapes),
            Entries =
            [
                .. a.Entries.Concat(b.Entries).GroupBy(static e => (e.Rule, e.Entry))
                    .Select(static g => new EntryFact(g.Key.Rule, g.Key.Entry, g.Max(static e => e.Bypasses), g.Max(static e => e.WaivedBypasses))),
            ],
            WrittenWaivers = Larger(a.WrittenWaivers, b.WrittenWaivers),
        };
    });

    /// <summary>All of both, each as often as where it is there more often.</summary>
    internal static IReadOnlyList<WaiverFact> Larger(IReadOnlyList<WaiverFact> a, IReadOnlyList<WaiverFact> b)
    {
        List<WaiverFact> all = [.. a];
        List<WaiverFact> unmatched = [.. a];
        all.AddRange(b.Where(waiver => !unmatched.Remove(waiver)));
        return all;
    }
}
