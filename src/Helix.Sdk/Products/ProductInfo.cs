namespace Helix;

/// <summary>What a product's manifest says about it: the same for every app that uses this version of the product.</summary>
public sealed class ProductInfo
{
    /// <summary>The name, an RFC 1123 label such as <c>orders-db</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people; that of the product where the manifest has none.</summary>
    public string DisplayName { get => field ?? Name; init; }

    /// <summary>What the product is, for people.</summary>
    public string? Description { get; init; }

    /// <summary>The product kind, such as <c>postgresql</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The version of the contract, SemVer.</summary>
    public required string Version { get; init; }

    /// <summary>The plan that users have who choose none; null where the manifest has no plans.</summary>
    public string? Plan { get; init; }

    /// <summary>Who runs the product.</summary>
    public required ProductOwner Owner { get; init; }

    /// <summary>Where the product is in its life.</summary>
    public ProductLifecycle Lifecycle { get; init; } = new();

    /// <summary>What users may rely on.</summary>
    public ProductSlo Slo { get; init; } = new();

    /// <summary>Where users find help.</summary>
    public ProductSupport Support { get; init; } = new();

    /// <summary>The labels of the manifest.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The name and version, such as <c>orders-db 2.3.0</c>.</summary>
    public override string ToString() => $"{Name} {Version}";
}
