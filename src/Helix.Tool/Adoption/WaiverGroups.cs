namespace Helix.Tool.Adoption;

/// <summary>Waivers in heaps: by the time that they have left, by age, and by reason.</summary>
internal static class WaiverGroups
{
    public static IReadOnlyList<(string Name, int Count)> ByTimeLeft(IReadOnlyList<WaiverInUse> waivers) =>
    [
        ("incomplete", Count(waivers, static w => w.State == WaiverState.Incomplete)),
        ("expired", Count(waivers, static w => w.State == WaiverState.Expired)),
        ("up to 30 days", Count(waivers, static w => w.State == WaiverState.Holds && w.DaysLeft <= 30)),
        ("31 to 90 days", Count(waivers, static w => w.State == WaiverState.Holds && w.DaysLeft is > 30 and <= 90)),
        ("more than 90 days", Count(waivers, static w => w.State == WaiverState.Holds && w.DaysLeft > 90)),
    ];

    /// <summary>Empty where no history tells since when they are there.</summary>
    public static IReadOnlyList<(string Name, int Count)> ByAge(IReadOnlyList<WaiverInUse> waivers) => waivers.All(static w => w.AgeDays is null) ? [] :
    [
        ("new, up to 30 days", Count(waivers, static w => w.AgeDays <= 30)),
        ("31 to 90 days", Count(waivers, static w => w.AgeDays is > 30 and <= 90)),
        ("91 to 365 days", Count(waivers, static w => w.AgeDays is > 90 and <= 365)),
        ("more than a year", Count(waivers, static w => w.AgeDays > 365)),
    ];

    /// <summary>Reasons that differ in case or at the ends only are one.</summary>
    public static IReadOnlyList<(string Reason, int Count, int Projects)> ByReason(IReadOnlyList<WaiverInUse> waivers) =>
    [
        .. waivers.GroupBy(static w => (w.Reason ?? "no reason").Trim().TrimEnd('.').ToUpperInvariant(), StringComparer.Ordinal)
            .Select(static g => (
                g.First().Reason ?? "no reason",
                g.Sum(static w => w.Places),
                g.Select(static w => (w.Project, w.Folder)).Distinct().Count()))
            .OrderByDescending(static r => r.Item2).ThenBy(static r => r.Item1, StringComparer.Ordinal),
    ];

    private static int Count(IReadOnlyList<WaiverInUse> waivers, Func<WaiverInUse, bool> fits) => waivers.Where(fits).Sum(static w => w.Places);
}
