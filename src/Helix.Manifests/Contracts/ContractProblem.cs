namespace Helix.Manifests;

/// <summary>Something wrong in a contract, at a path in its manifest; <see cref="ManifestDocument.Locate(ContractProblem)"/> finds the place in the file.</summary>
/// <param name="RuleId">The rule, such as <c>HLX0004</c>.</param>
/// <param name="Node">The path of the node, such as <c>spec.config.keys.Port.default</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ContractProblem(string RuleId, NodePath Node, string Message)
{
    /// <summary>The text that would be right in this place, where there is a likely one.</summary>
    public string? Suggestion { get; init; }
}
