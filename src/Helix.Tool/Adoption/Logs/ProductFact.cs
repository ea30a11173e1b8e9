namespace Helix.Tool.Adoption.Logs;

/// <summary>How one compilation uses one product: a result of HLX9001. docs/facts.md says what is counted.</summary>
internal sealed record ProductFact(string Product, string Project)
{
    public string Version { get; init; } = "";

    public string Owner { get; init; } = "";

    public string Kind { get; init; } = "";

    public long Uses { get; init; }

    public long Registrations { get; init; }

    public long Bypasses { get; init; }

    public long WaivedBypasses { get; init; }

    public long Waivers { get; init; }

    public long DeprecatedUses { get; init; }

    public long Escapes { get; init; }

    /// <summary>The bypasses by rule and entry; empty in logs of a version that does not tell.</summary>
    public IReadOnlyList<EntryFact> Entries { get; init; } = [];

    /// <summary>The waivers that are counted, as they are written; empty in logs of a version that does not tell.</summary>
    public IReadOnlyList<WaiverFact> WrittenWaivers { get; init; } = [];
}

/// <summary>The bypasses of one entry of a golden path.</summary>
internal sealed record EntryFact(string Rule, string Entry, long Bypasses, long WaivedBypasses);

/// <summary>A waiver as it is written in code; empty texts where it does not say.</summary>
internal sealed record WaiverFact(string Rule, string Product, string Entry, string Reason, string Ticket, string Expires);
