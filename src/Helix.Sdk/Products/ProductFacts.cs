namespace Helix;

/// <summary>Who runs a product.</summary>
public sealed record ProductOwner
{
    /// <summary>The team.</summary>
    public required string Team { get; init; }

    /// <summary>How to reach whoever is on call, a URL; null where the manifest has none.</summary>
    public string? OnCall { get; init; }
}

/// <summary>A stage in a product's life.</summary>
public enum LifecycleStage
{
    /// <summary>May change or vanish any day.</summary>
    Experimental,

    /// <summary>May still change; meant to stay.</summary>
    Preview,

    /// <summary>Generally available: <c>ga</c> in manifests.</summary>
    GenerallyAvailable,

    /// <summary>Works, and will be retired.</summary>
    Deprecated,

    /// <summary>Gone.</summary>
    Retired,
}

/// <summary>Where a product is in its life.</summary>
public sealed record ProductLifecycle
{
    /// <summary>The stage that the manifest gave when this version was published.</summary>
    public LifecycleStage Stage { get; init; }

    /// <summary>Since when the product is in use; null where the manifest has no date.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Since when it is, or from when it will be, deprecated; null where the manifest has no date.</summary>
    public DateOnly? Deprecated { get; init; }

    /// <summary>The first day that it is gone; null where the manifest has no date.</summary>
    public DateOnly? Retires { get; init; }

    /// <summary>The name of the product that takes its place; null where there is none.</summary>
    public string? Successor { get; init; }

    /// <summary>How to move to the successor, a URL; null where the manifest has none.</summary>
    public string? Migration { get; init; }

    /// <summary>What is planned and what was done, in the manifest's order.</summary>
    public IReadOnlyList<RoadmapItem> Roadmap { get; init; } = [];
}

/// <summary>One thing that is planned for a product, or was done.</summary>
/// <param name="Date">When.</param>
/// <param name="Title">What.</param>
/// <param name="Status">How far it is, as the manifest says, such as <c>planned</c>; null where it does not say.</param>
public sealed record RoadmapItem(DateOnly Date, string Title, string? Status);

/// <summary>What users of a product may rely on.</summary>
public sealed record ProductSlo
{
    /// <summary>Percent of the time, above 0 and at most 100; null where the manifest promises nothing.</summary>
    public double? Availability { get; init; }

    /// <summary>The 99th percentile of latency; null where the manifest promises nothing.</summary>
    public TimeSpan? LatencyP99 { get; init; }
}

/// <summary>Where users of a product find help. Each is a URL, or null where the manifest has none.</summary>
public sealed record ProductSupport
{
    /// <summary>Documentation.</summary>
    public string? Docs { get; init; }

    /// <summary>A chat channel.</summary>
    public string? Chat { get; init; }

    /// <summary>Where feedback is read.</summary>
    public string? Feedback { get; init; }

    /// <summary>The status page.</summary>
    public string? Status { get; init; }
}
