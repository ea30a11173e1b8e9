namespace Helix.Manifests;

/// <summary>
/// A product as it holds for its users: its manifest merged with its kind's, every value read. It holds no position in a file, so an
/// edit of a comment leaves it equal.
/// </summary>
/// <param name="Manifest">The product's manifest, for everything that the kind has no part in.</param>
/// <param name="CSharpName">The name of the product's type, such as <c>OrdersDb</c>.</param>
public sealed record ProductContract(ProductManifest Manifest, string CSharpName)
{
    /// <summary>The kind; null where no manifest of that name is known.</summary>
    public KindContract? Kind { get; init; }

    /// <summary>The configuration section, such as <c>Helix:OrdersDb</c>.</summary>
    public string Section { get; init; } = "";

    /// <summary>The keys: the kind's in the kind's order, then the product's own in the manifest's order.</summary>
    public EquatableArray<KeyContract> Keys { get; init; }

    /// <summary>The rules of single environments, in the manifest's order.</summary>
    public EquatableArray<EnvironmentContract> Environments { get; init; }

    /// <summary>Other places that settings come from, defaults filled in.</summary>
    public ProductBindings Bindings { get; init; } = new(null, null, null, null);

    /// <summary>How a developer's machine provides the product; null where neither it nor its kind says.</summary>
    public LocalResource? Local { get; init; }
}

/// <summary>The rules of one environment, values read.</summary>
/// <param name="Name">The environment's name, such as <c>Production</c>.</param>
/// <param name="Require">Keys that must be given there.</param>
/// <param name="Forbid">Keys that must not be given there.</param>
/// <param name="Constrain">Keys as they hold there: the whole contract with the narrower constraints.</param>
public sealed record EnvironmentContract(
    string Name, EquatableArray<string> Require, EquatableArray<string> Forbid, EquatableArray<KeyContract> Constrain);
