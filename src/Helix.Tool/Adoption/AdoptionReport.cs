namespace Helix.Tool.Adoption;

/// <summary>How a fleet of projects uses its products, on one day.</summary>
internal sealed record AdoptionReport
{
    /// <summary>The day of the report.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>All projects and products together.</summary>
    public required PathCounts Fleet { get; init; }

    /// <summary>The products by name.</summary>
    public required IReadOnlyList<ProductAdoption> Products { get; init; }

    /// <summary>The projects by name and folder.</summary>
    public required IReadOnlyList<ProjectAdoption> Projects { get; init; }

    /// <summary>The waivers in the code, the soonest to end first.</summary>
    public required IReadOnlyList<WaiverInUse> Waivers { get; init; }

    /// <summary>The entries of golden paths that are bypassed, the most bypassed first.</summary>
    public required IReadOnlyList<BypassedEntry> MostBypassed { get; init; }

    /// <summary>Projects whose builds tell no facts, or not all.</summary>
    public required IReadOnlyList<IncompleteProject> Incomplete { get; init; }

    /// <summary>Files that are no logs, or broken ones. They count nowhere.</summary>
    public required IReadOnlyList<SkippedLog> Skipped { get; init; }

    /// <summary>Earlier days and this one, the earliest first; this one alone where no history is kept.</summary>
    public IReadOnlyList<HistoryPoint> History { get; init; } = [];
}

/// <summary>What is on and off golden paths.</summary>
/// <param name="Uses">Uses of products, those of escape hatches included.</param>
/// <param name="Bypasses">Raw clients and banned APIs that no waiver allows.</param>
/// <param name="WaivedBypasses">Those that a waiver allows.</param>
/// <param name="Escapes">Uses of escape hatches.</param>
internal readonly record struct PathCounts(long Uses, long Bypasses, long WaivedBypasses, long Escapes)
{
    /// <summary>Uses that stay on the path.</summary>
    public long OnPath => Uses - Escapes;

    /// <summary>The share of uses on the path among all that reach for the infrastructure, 0 to 1; null where nobody does.</summary>
    public double? Ratio => Uses + Bypasses + WaivedBypasses is > 0 and var all ? (double)OnPath / all : null;

    public static PathCounts operator +(PathCounts a, PathCounts b) =>
        new(a.Uses + b.Uses, a.Bypasses + b.Bypasses, a.WaivedBypasses + b.WaivedBypasses, a.Escapes + b.Escapes);
}

/// <summary>How one product is used.</summary>
internal sealed record ProductAdoption(string Name)
{
    public string? DisplayName { get; init; }

    public string? Owner { get; init; }

    public string? Kind { get; init; }

    public PathCounts Counts { get; init; }

    /// <summary>The golden-path ratio, 0 to 1.</summary>
    public double? Ratio => Counts.Ratio;

    /// <summary>Projects that see the product.</summary>
    public int Seeing { get; init; }

    /// <summary>Projects that use or register it.</summary>
    public int Using { get; init; }

    /// <summary>Projects with a bypass, waived or not.</summary>
    public int Bypassing { get; init; }

    public long DeprecatedUses { get; init; }

    public int Waivers { get; init; }

    /// <summary>The versions that projects are on, the newest first.</summary>
    public IReadOnlyList<VersionInUse> Versions { get; init; } = [];

    /// <summary>What comes, or has come, to those who use it; null where nothing is known to come.</summary>
    public RetirementExposure? Retirement { get; init; }

    /// <summary>What users say; null where no survey tells.</summary>
    public Satisfaction? Satisfaction { get; init; }
}

/// <summary>A version and how many projects see it.</summary>
internal sealed record VersionInUse(string Version, int Projects);

/// <summary>Who is still on a product that goes.</summary>
/// <param name="Deprecated">From when it is deprecated.</param>
/// <param name="Retires">The first day that it is gone.</param>
/// <param name="DaysLeft">Days until then; negative when it has passed.</param>
/// <param name="Successor">What takes its place.</param>
/// <param name="Migration">How to move, a URL.</param>
/// <param name="Projects">The projects that still use it.</param>
/// <param name="Uses">Their uses.</param>
internal sealed record RetirementExposure(
    string? Deprecated, string? Retires, int? DaysLeft, string? Successor, string? Migration, IReadOnlyList<string> Projects, long Uses);

/// <summary>What a survey says.</summary>
/// <param name="Answers">How many answered.</param>
/// <param name="Csat">The share of answers 4 and 5 of 5, 0 to 100; null where nobody was asked.</param>
/// <param name="Nps">The share of promoters (9, 10) less that of detractors (0 to 6), -100 to 100; null where nobody was asked.</param>
internal sealed record Satisfaction(int Answers, double? Csat, double? Nps);

/// <summary>How one project uses products.</summary>
internal sealed record ProjectAdoption(string Name, string Folder)
{
    public PathCounts Counts { get; init; }

    public double? Ratio => Counts.Ratio;

    /// <summary>Products that it uses or registers.</summary>
    public int Products { get; init; }

    public int Waivers { get; init; }

    public long DeprecatedUses { get; init; }

    /// <summary>The products that it bypasses, the most bypassed first.</summary>
    public IReadOnlyList<ProductBypass> Bypassed { get; init; } = [];
}

/// <summary>A product that a project bypasses.</summary>
internal sealed record ProductBypass(string Product, long Bypasses, long WaivedBypasses);

/// <summary>Whether a waiver allows anything.</summary>
internal enum WaiverState
{
    /// <summary>It holds.</summary>
    Holds,

    /// <summary>Its day has come.</summary>
    Expired,

    /// <summary>It gives no reason, or no readable end, and so allows nothing.</summary>
    Incomplete,
}

/// <summary>A waiver in the code of a project.</summary>
internal sealed record WaiverInUse(string Project, string Folder, string Rule)
{
    public string? Product { get; init; }

    public string? Entry { get; init; }

    public string? Reason { get; init; }

    public string? Ticket { get; init; }

    public string? Expires { get; init; }

    public WaiverState State { get; init; }

    /// <summary>Days until it ends; negative when it has ended; null where it has no readable end.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>The first day that a report with a history saw it; null without a history.</summary>
    public DateOnly? FirstSeen { get; init; }

    /// <summary>Days since then.</summary>
    public int? AgeDays { get; init; }

    /// <summary>How often the same waiver stands in the project.</summary>
    public int Places { get; init; } = 1;

    /// <summary>What stays the same while a waiver is extended, from one report to the next.</summary>
    internal string Key => string.Join('\t', Folder, Project, Rule, Product, Entry, Ticket, Reason);
}

/// <summary>An entry of a golden path, over all projects.</summary>
internal sealed record BypassedEntry(string Rule, string Entry, IReadOnlyList<string> Products, long Bypasses, long WaivedBypasses, int Projects);

/// <summary>A project without facts.</summary>
internal sealed record IncompleteProject(string Name, string Folder, string Why);

/// <summary>A file that was not used.</summary>
internal sealed record SkippedLog(string Path, string Why);
