namespace Helix.Manifests;

/// <summary>How strongly a rule speaks.</summary>
public enum PolicySeverity
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As information.</summary>
    Info,

    /// <summary>As a warning.</summary>
    Warning,

    /// <summary>As an error.</summary>
    Error,
}

/// <summary>Raw APIs that a product or kind replaces.</summary>
/// <param name="Id">The name of the entry, an RFC 1123 label, unique in its manifest.</param>
/// <param name="Assembly">The simple name of the assembly that declares the symbols.</param>
/// <param name="Symbols">Documentation-comment IDs, such as <c>M:Npgsql.NpgsqlConnection.#ctor(System.String)</c>.</param>
public sealed record BannedApi(string Id, string Assembly, EquatableArray<string> Symbols)
{
    /// <summary>What to use instead, a member of the product.</summary>
    public string? Use { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>How strongly, before any date of escalation.</summary>
    public PolicySeverity Severity { get; init; } = PolicySeverity.Warning;

    /// <summary>From when it is a warning at least; null for never.</summary>
    public IsoDate? EscalatesToWarning { get; init; }

    /// <summary>From when it is an error; null for never.</summary>
    public IsoDate? EscalatesToError { get; init; }

    /// <summary>Namespaces where the APIs are allowed; <c>*</c> stands for any characters.</summary>
    public EquatableArray<string> Except { get; init; }
}

/// <summary>The limits that a product sets to waivers of its rules.</summary>
/// <param name="MaxDays">The longest time in days from today to a waiver's expiry; null for no limit.</param>
/// <param name="RequireTicket">Whether a waiver must name a ticket.</param>
public sealed record WaiverPolicy(int? MaxDays, bool RequireTicket);
