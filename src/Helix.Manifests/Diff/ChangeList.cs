namespace Helix.Manifests;

/// <summary>Collects the differences of a contract.</summary>
internal sealed class ChangeList
{
    private readonly List<ContractChange> _changes = [];

    public EquatableArray<ContractChange> ToArray() => _changes.ToEquatableArray();

    public void Add(ContractChange change) => _changes.Add(change);

    /// <summary>Something that stays as good as it was for everybody.</summary>
    public void Safe(NodePath node, VersionBump bump, string message) => _changes.Add(new(node, ContractBreak.None, bump, message));

    /// <summary>Code or configurations that worked do not.</summary>
    public void Break(NodePath node, ContractBreak breaks, string message) => _changes.Add(new(node, breaks, VersionBump.Major, message));

    /// <summary>A build says more than before, or a promise is weaker.</summary>
    public void Policy(NodePath node, VersionBump bump, string message) => _changes.Add(new(node, ContractBreak.Policy, bump, message));

    /// <summary>A text for people, or another thing that no program depends on.</summary>
    public void Words<T>(NodePath node, T before, T after, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(before, after))
        {
            Safe(node, VersionBump.Patch, $"{what} {Verb(before, after)}");
        }
    }

    /// <summary>How a value that may be missing became another one.</summary>
    public static string Verb<T>(T before, T after) =>
        before is null || (before is string { Length: 0 }) ? "is added" : after is null ? "is removed" : "changed";

    /// <summary>Both values, for a message.</summary>
    public static string Step(object? before, object? after) =>
        before is null ? $"is now {after}" : after is null ? $"was {before} and is gone" : $"changed from {before} to {after}";
}
