using Helix.Manifests;
using Helix.Tool.Adoption.Logs;

namespace Helix.Tool.Adoption;

/// <summary>The waivers in the code of all projects, each judged by the day of the report and not by that of its build.</summary>
internal static class WaiverLedger
{
    public static IReadOnlyList<WaiverInUse> Of(IEnumerable<ProjectFacts> projects, IReadOnlyDictionary<string, DateOnly>? firstSeen, DateOnly day) =>
    [
        .. projects
            .SelectMany(project => Written(project).GroupBy(static waiver => waiver).Select(same => InUse(project, same.Key, same.Count(), firstSeen, day)))
            .OrderBy(static w => w.DaysLeft ?? int.MinValue)
            .ThenBy(static w => w.Project, StringComparer.Ordinal).ThenBy(static w => w.Key, StringComparer.Ordinal),
    ];

    /// <summary>A waiver that names no product is told by each product of the project, and stands in the code once.</summary>
    private static IEnumerable<WaiverFact> Written(ProjectFacts project) =>
        project.Products.Select(static fact => fact.WrittenWaivers).Aggregate((IReadOnlyList<WaiverFact>)[], ProjectFacts.Larger);

    private static WaiverInUse InUse(ProjectFacts project, WaiverFact waiver, int places, IReadOnlyDictionary<string, DateOnly>? firstSeen, DateOnly day)
    {
        bool hasEnd = IsoDate.TryParse(waiver.Expires, out IsoDate end);
        var inUse = new WaiverInUse(project.Name, project.Folder, waiver.Rule)
        {
            Product = Or(waiver.Product),
            Entry = Or(waiver.Entry),
            Reason = Or(waiver.Reason),
            Ticket = Or(waiver.Ticket),
            Expires = Or(waiver.Expires),
            DaysLeft = hasEnd ? end.DayNumber - day.DayNumber : null,
            State = !hasEnd || waiver.Reason.Length == 0 ? WaiverState.Incomplete : end.DayNumber <= day.DayNumber ? WaiverState.Expired : WaiverState.Holds,
            Places = places,
        };
        if (firstSeen is null)
        {
            return inUse;
        }

        // A report of an earlier day does not know what came later.
        DateOnly first = firstSeen.TryGetValue(inUse.Key, out DateOnly seen) && seen < day ? seen : day;
        return inUse with { FirstSeen = first, AgeDays = day.DayNumber - first.DayNumber };
    }

    private static string? Or(string text) => text.Length == 0 ? null : text;
}
