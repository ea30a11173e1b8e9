namespace Helix.Manifests;

/// <summary>Reads the bounds of a key; a product's may lie inside its kind's, not outside.</summary>
internal sealed class BoundsResolver(string owner, List<ContractProblem> problems)
{
    public KeyContract Resolve(KeyContract key, KeyDeclaration declaration, KeyContract? parent, LiteralReader literals, NodePath node)
    {
        KeyLiteral? minimum = literals.Bound(declaration.Minimum, "minimum");
        KeyLiteral? maximum = literals.Bound(declaration.Maximum, "maximum");
        if (minimum is not null && parent?.Minimum is { } least && minimum.CompareTo(least) < 0)
        {
            Loosens(node.Child("minimum"), key.Name, minimum.Text, "at least", least.Text);
            minimum = null;
        }

        if (maximum is not null && parent?.Maximum is { } most && maximum.CompareTo(most) > 0)
        {
            Loosens(node.Child("maximum"), key.Name, maximum.Text, "at most", most.Text);
            maximum = null;
        }

        minimum ??= parent?.Minimum;
        maximum ??= parent?.Maximum;
        if (minimum is not null && maximum is not null && minimum.CompareTo(maximum) > 0)
        {
            Invalid(node.Child(declaration.Maximum is null ? "minimum" : "maximum"), $"'{key.Name}' of {owner} lies between {minimum.Text} and {maximum.Text}: nothing does");
            (minimum, maximum) = (parent?.Minimum, parent?.Maximum);
        }

        (int? minLength, int? maxLength) = Lengths(key, declaration, parent, node);
        return key with
        {
            Minimum = minimum,
            Maximum = maximum,
            MinLength = minLength,
            MaxLength = maxLength,
            Pattern = Pattern(declaration.Pattern, parent?.Pattern),
        };
    }

    /// <summary>One pattern that matches where both do: .NET has look-ahead, and no way to compare two patterns.</summary>
    private static string? Pattern(string? own, string? inherited) =>
        own is null || own == inherited ? inherited : inherited is null ? own : $"^(?=[\\s\\S]*?(?:{inherited}))(?=[\\s\\S]*?(?:{own}))";

    private (int? Minimum, int? Maximum) Lengths(KeyContract key, KeyDeclaration declaration, KeyContract? parent, NodePath node)
    {
        int? minimum = declaration.MinLength;
        int? maximum = declaration.MaxLength;
        if (minimum < parent?.MinLength)
        {
            Loosens(node.Child("minLength"), key.Name, $"{minimum}", "a length of at least", $"{parent?.MinLength}");
            minimum = null;
        }

        if (maximum > parent?.MaxLength)
        {
            Loosens(node.Child("maxLength"), key.Name, $"{maximum}", "a length of at most", $"{parent?.MaxLength}");
            maximum = null;
        }

        minimum ??= parent?.MinLength;
        maximum ??= parent?.MaxLength;
        if (minimum > maximum)
        {
            Invalid(node.Child(declaration.MaxLength is null ? "minLength" : "maxLength"), $"'{key.Name}' of {owner} is at least {minimum} and at most {maximum} long: nothing is");
            return (parent?.MinLength, parent?.MaxLength);
        }

        return (minimum, maximum);
    }

    private void Loosens(NodePath node, string key, string value, string relation, string limit) =>
        Invalid(node, $"{owner} loosens '{key}' to {value}; its kind says {relation} {limit}, and a product may only narrow its kind");

    private void Invalid(NodePath node, string message) => problems.Add(new(ManifestRules.InvalidValue, node, message));
}
