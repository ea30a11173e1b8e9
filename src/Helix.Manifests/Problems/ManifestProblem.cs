namespace Helix.Manifests;

/// <summary>Something wrong in a manifest, at its place.</summary>
/// <param name="RuleId">The rule, such as <c>HLX0002</c>; see <see cref="ManifestRules"/>.</param>
/// <param name="Path">The file, as the caller named it.</param>
/// <param name="Span">The place in the file.</param>
/// <param name="Message">What is wrong and what would be right, in one sentence without a full stop at the end of a list of values.</param>
public sealed record ManifestProblem(string RuleId, string Path, SourceSpan Span, string Message)
{
    /// <summary>The text that would be right in this place, where there is a likely one.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The problem as a compiler prints it: <c>path(line,column): error HLX0002: message</c>, one-based.</summary>
    public override string ToString() =>
        $"{Path}({Span.StartLine + 1},{Span.StartColumn + 1}): error {RuleId}: {Message}";
}
