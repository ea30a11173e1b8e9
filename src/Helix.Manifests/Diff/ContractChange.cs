namespace Helix.Manifests;

/// <summary>One difference between two versions of a contract.</summary>
/// <param name="Node">The place in the manifest, such as <c>spec.config.keys.Port.maximum</c>, whether product or kind writes it.</param>
/// <param name="Breaks">What it breaks; none for a safe change.</param>
/// <param name="Bump">The part of the version that it raises at least.</param>
/// <param name="Message">What changed, and what that means for a user, as a sentence without a full stop.</param>
public sealed record ContractChange(NodePath Node, ContractBreak Breaks, VersionBump Bump, string Message)
{
    /// <summary>Whether nothing of an existing user breaks.</summary>
    public bool IsSafe => Breaks == ContractBreak.None;

    /// <summary><c>SOURCE</c>, <c>CONFIG</c>, <c>POLICY</c>, several of them with a plus between, or <c>safe</c>.</summary>
    public string Class => IsSafe ? "safe" : Breaks.ToString().ToUpperInvariant().Replace(", ", "+");
}
