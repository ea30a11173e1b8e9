using System.Collections.Immutable;

namespace Helix.Analyzers;

/// <summary>
/// The rules that a waiver can silence. Past retirement (HLX3002) there is nothing left to wait for, and neither manifests (HLX0xxx) nor
/// waivers (HLX4xxx) nor facts (HLX9xxx) are a matter of one place in the code.
/// </summary>
internal static class WaivableRules
{
    /// <summary>The identifiers, in order.</summary>
    public static ImmutableArray<string> Ids { get; } =
    [
        "HLX1001", "HLX1002", "HLX1003", "HLX1004", "HLX1005", "HLX1006", "HLX1007", "HLX1008",
        "HLX2001", "HLX2002", "HLX2003", "HLX2004", "HLX2005", "HLX2006", "HLX2007",
        "HLX3001", "HLX3003",
        "HLX5001", "HLX5002",
    ];

    /// <summary>Whether a rule is one that code must not silence without a reason: those that can be waived, and HLX3002.</summary>
    public static bool IsGuarded(string id) => id == "HLX3002" || Ids.Contains(id);
}
