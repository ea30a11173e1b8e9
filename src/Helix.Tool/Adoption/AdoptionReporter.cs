using Helix.Manifests;
using Helix.Tool.Adoption.Logs;

namespace Helix.Tool.Adoption;

/// <summary>Adds facts up.</summary>
internal static class AdoptionReporter
{
    /// <param name="logs">The logs, with those that cannot be used.</param>
    /// <param name="products">The products as their manifests are today: where names, dates and successors are from. May be empty.</param>
    /// <param name="survey">What users say, by product.</param>
    /// <param name="history">Earlier days; null where no history is kept, so that nothing is known of when something began.</param>
    /// <param name="day">The day of the report.</param>
    public static AdoptionReport Report(
        IReadOnlyList<BuildLog> logs, IReadOnlyList<ProductManifest> products, IReadOnlyDictionary<string, Satisfaction> survey,
        IReadOnlyList<HistoryPoint>? history, DateOnly day)
    {
        IReadOnlyList<ProjectFacts> projects = ProjectFacts.Of(logs.Where(static log => log.Problem is null));
        ProjectFacts[] known = [.. projects.Where(static project => project.Products.Count > 0)];
        IReadOnlyList<WaiverInUse> waivers = WaiverLedger.Of(known, history is null ? null : History.FirstSeen(history), day);
        Dictionary<string, ProductManifest> manifests = products.GroupBy(static p => p.Name, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.First(), StringComparer.Ordinal);
        var report = new AdoptionReport
        {
            Day = day,
            Fleet = known.SelectMany(static project => project.Products).Aggregate(default(PathCounts), static (sum, fact) => sum + CountsOf(fact)),
            Products = ProductsOf(known, manifests, survey, waivers, day),
            Projects = [.. known.Select(project => ProjectOf(project, waivers))],
            Waivers = waivers,
            MostBypassed = EntriesOf(known),
            Incomplete = [.. projects.Where(static p => p.Incomplete is not null).Select(static p => new IncompleteProject(p.Name, p.Folder, p.Incomplete!))],
            Skipped = [.. logs.Where(static log => log.Problem is not null).Select(static log => new SkippedLog(log.Path, log.Problem!))],
        };
        return report with { History = History.With([.. (history ?? []).Where(point => point.Day < day)], History.PointOf(report)) };
    }

    private static PathCounts CountsOf(ProductFact fact) => new(fact.Uses, fact.Bypasses, fact.WaivedBypasses, fact.Escapes);

    private static bool IsUsed(ProductFact fact) => fact.Uses > 0 || fact.Registrations > 0;

    private static ProductAdoption[] ProductsOf(
        ProjectFacts[] projects, Dictionary<string, ProductManifest> manifests, IReadOnlyDictionary<string, Satisfaction> survey,
        IReadOnlyList<WaiverInUse> waivers, DateOnly day)
    {
        ILookup<string, (ProjectFacts Project, ProductFact Fact)> facts = projects
            .SelectMany(static project => project.Products.Select(fact => (project, fact)))
            .ToLookup(static pair => pair.fact.Product, StringComparer.Ordinal);
        ILookup<string, WaiverInUse> waiversByProduct = waivers.Where(static w => w.Product is not null).ToLookup(static w => w.Product!, StringComparer.Ordinal);
        IEnumerable<string> names = facts.Select(static g => g.Key).Concat(manifests.Keys).Concat(survey.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. names.Select(name => ProductOf(name, [.. facts[name]]))];

        ProductAdoption ProductOf(string name, (ProjectFacts Project, ProductFact Fact)[] seen)
        {
            ProductManifest? manifest = manifests.GetValueOrDefault(name);
            ProductFact? newest = seen.Select(static s => s.Fact).OrderByDescending(static f => f.Version, VersionOrder.Instance).FirstOrDefault();
            return new(name)
            {
                DisplayName = manifest?.DisplayName,
                Owner = manifest?.Owner.Team ?? (newest?.Owner is { Length: > 0 } owner ? owner : null),
                Kind = manifest?.Kind ?? (newest?.Kind is { Length: > 0 } kind ? kind : null),
                Counts = seen.Aggregate(default(PathCounts), static (sum, s) => sum + CountsOf(s.Fact)),
                Seeing = seen.Length,
                Using = seen.Count(static s => IsUsed(s.Fact)),
                Bypassing = seen.Count(static s => s.Fact.Bypasses + s.Fact.WaivedBypasses > 0),
                DeprecatedUses = seen.Sum(static s => s.Fact.DeprecatedUses),
                Waivers = waiversByProduct[name].Sum(static w => w.Places),
                Versions =
                [
                    .. seen.GroupBy(static s => s.Fact.Version, StringComparer.Ordinal)
                        .OrderByDescending(static g => g.Key, VersionOrder.Instance)
                        .Select(static g => new VersionInUse(g.Key, g.Count())),
                ],
                Retirement = RetirementOf(manifest, seen, day),
                Satisfaction = survey.GetValueOrDefault(name),
            };
        }
    }

    private static RetirementExposure? RetirementOf(ProductManifest? manifest, (ProjectFacts Project, ProductFact Fact)[] seen, DateOnly day)
    {
        if (manifest?.Lifecycle is not { } lifecycle
            || (lifecycle.Deprecated is null && lifecycle.Retires is null && lifecycle.Stage is not (LifecycleStage.Deprecated or LifecycleStage.Retired)))
        {
            return null;
        }

        (ProjectFacts Project, ProductFact Fact)[] users = [.. seen.Where(static s => IsUsed(s.Fact))];
        return new(
            lifecycle.Deprecated?.ToString(), lifecycle.Retires?.ToString(), lifecycle.Retires?.DayNumber - day.DayNumber, lifecycle.Successor, lifecycle.Migration,
            [.. users.Select(static s => s.Project.Name)], users.Sum(static s => s.Fact.Uses));
    }

    private static ProjectAdoption ProjectOf(ProjectFacts project, IReadOnlyList<WaiverInUse> waivers) => new(project.Name, project.Folder)
    {
        Counts = project.Products.Aggregate(default(PathCounts), static (sum, fact) => sum + CountsOf(fact)),
        Products = project.Products.Count(IsUsed),
        Waivers = waivers.Where(w => w.Project == project.Name && w.Folder == project.Folder).Sum(static w => w.Places),
        DeprecatedUses = project.Products.Sum(static fact => fact.DeprecatedUses),
        Bypassed =
        [
            .. project.Products.Where(static fact => fact.Bypasses + fact.WaivedBypasses > 0)
                .OrderByDescending(static fact => fact.Bypasses + fact.WaivedBypasses).ThenBy(static fact => fact.Product, StringComparer.Ordinal)
                .Select(static fact => new ProductBypass(fact.Product, fact.Bypasses, fact.WaivedBypasses)),
        ],
    };

    /// <summary>
    /// Entries over all projects. One raw client in one project counts once, however many products it goes past: each of them tells of it,
    /// so the most that one product of the project tells is what is in the code.
    /// </summary>
    private static BypassedEntry[] EntriesOf(ProjectFacts[] projects) =>
    [
        .. projects
            .SelectMany(static project => project.Products
                .SelectMany(static fact => fact.Entries.Select(entry => (fact.Product, Entry: entry)))
                .GroupBy(static e => (e.Entry.Rule, e.Entry.Entry))
                .Select(static g => (
                    g.Key,
                    Products: g.Select(static e => e.Product).ToArray(),
                    Bypasses: g.Max(static e => e.Entry.Bypasses),
                    Waived: g.Max(static e => e.Entry.WaivedBypasses))))
            .GroupBy(static e => e.Key)
            .Select(static g => new BypassedEntry(
                g.Key.Rule, g.Key.Entry,
                [.. g.SelectMany(static e => e.Products).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                g.Sum(static e => e.Bypasses), g.Sum(static e => e.Waived), g.Count()))
            .OrderByDescending(static e => e.Bypasses + e.WaivedBypasses)
            .ThenBy(static e => e.Rule, StringComparer.Ordinal).ThenBy(static e => e.Entry, StringComparer.Ordinal),
    ];
}
