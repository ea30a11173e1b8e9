namespace Helix.Tool.Adoption;

/// <summary>The numbers of one day.</summary>
internal sealed record HistoryPoint(DateOnly Day)
{
    public int Projects { get; init; }

    public PathCounts Fleet { get; init; }

    /// <summary>By product.</summary>
    public IReadOnlyDictionary<string, ProductPoint> Products { get; init; } = new Dictionary<string, ProductPoint>();

    /// <summary>The waivers that were there, with the day that each was first seen; in the last point of a history alone.</summary>
    public IReadOnlyDictionary<string, DateOnly> Waivers { get; init; } = new Dictionary<string, DateOnly>();
}

/// <summary>The numbers of one product on one day.</summary>
internal sealed record ProductPoint(PathCounts Counts, int Using, int Waivers)
{
    public double? Csat { get; init; }

    public double? Nps { get; init; }
}
