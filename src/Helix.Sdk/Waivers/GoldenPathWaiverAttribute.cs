namespace Helix;

/// <summary>
/// Allows code to leave the golden path until a day. The rule stays silent until then, and the waiver stays visible: in the compiler's log
/// as a suppression with its reason, and in the adoption report.
/// </summary>
/// <example><code>
/// [GoldenPathWaiver("HLX2001", Product = "orders-db", Reason = "Bulk copy needs its own connection", Ticket = "OPS-12", Expires = "2027-01-31")]
/// </code></example>
/// <param name="rule">The rule to silence, such as <c>HLX2001</c>.</param>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Module | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
    | AttributeTargets.Constructor | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Event
    | AttributeTargets.Delegate | AttributeTargets.Enum,
    AllowMultiple = true,
    Inherited = false)]
public sealed class GoldenPathWaiverAttribute(string rule) : Attribute
{
    /// <summary>The rule to silence, such as <c>HLX2001</c>.</summary>
    public string Rule { get; } = rule;

    /// <summary>The product whose rule it is, such as <c>orders-db</c>; every product's where it is null.</summary>
    public string? Product { get; set; }

    /// <summary>The entry of the product's golden path, such as <c>raw-npgsql</c>; every entry where it is null.</summary>
    public string? Entry { get; set; }

    /// <summary>Why the golden path does not do. Required.</summary>
    public string? Reason { get; set; }

    /// <summary>Where the way back is tracked. Required where the product says so.</summary>
    public string? Ticket { get; set; }

    /// <summary>The first day that the rule speaks again, <c>yyyy-MM-dd</c>. Required.</summary>
    public string? Expires { get; set; }
}
