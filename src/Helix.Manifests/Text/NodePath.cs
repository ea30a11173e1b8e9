using System.Globalization;

namespace Helix.Manifests;

/// <summary>The path of a node in a manifest: property names and list indices from the root.</summary>
/// <param name="Segments">The names; an index is its decimal digits.</param>
public sealed record NodePath(EquatableArray<string> Segments)
{
    /// <summary>The whole document.</summary>
    public static NodePath Root { get; } = new(EquatableArray<string>.Empty);

    /// <summary>Whether the path means the name of its last property, not the value.</summary>
    public bool IsName { get; init; }

    /// <summary>Makes a path.</summary>
    public static NodePath Of(params string[] segments) => new(segments.ToEquatableArray());

    /// <summary>The path of a property below this one.</summary>
    public NodePath Child(string name) => new(Segments.Append(name).ToEquatableArray());

    /// <summary>The path of an item below this one.</summary>
    public NodePath Child(int index) => Child(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The path of the name of the property that this path leads to.</summary>
    public NodePath Name() => this with { IsName = true };

    /// <summary>The path with dots, such as <c>spec.config.keys.Port</c>.</summary>
    public override string ToString() => string.Join(".", Segments);
}
