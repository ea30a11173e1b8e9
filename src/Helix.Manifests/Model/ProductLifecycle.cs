namespace Helix.Manifests;

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
/// <param name="Stage">The stage.</param>
public sealed record ProductLifecycle(LifecycleStage Stage)
{
    /// <summary>Since when the product is in use.</summary>
    public IsoDate? Since { get; init; }

    /// <summary>Since when it is, or from when it will be, deprecated.</summary>
    public IsoDate? Deprecated { get; init; }

    /// <summary>The first day that it is gone.</summary>
    public IsoDate? Retires { get; init; }

    /// <summary>The product that takes its place.</summary>
    public string? Successor { get; init; }

    /// <summary>How to move to the successor, a URL.</summary>
    public string? Migration { get; init; }

    /// <summary>What is planned, in the manifest's order.</summary>
    public EquatableArray<RoadmapItem> Roadmap { get; init; }
}

/// <summary>A step of a roadmap.</summary>
/// <param name="Date">When.</param>
/// <param name="Title">What.</param>
/// <param name="Status">How sure, such as <c>planned</c>; null where the manifest has none.</param>
public sealed record RoadmapItem(IsoDate Date, string Title, string? Status);
