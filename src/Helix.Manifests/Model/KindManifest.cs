namespace Helix.Manifests;

/// <summary>A product kind as its manifest describes it, without positions in the file.</summary>
/// <param name="Name">The name that products give in <c>spec.kind</c>.</param>
public sealed record KindManifest(string Name)
{
    /// <summary>The name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What the kind is, for people.</summary>
    public string? Description { get; init; }

    /// <summary>The version of the kind, SemVer.</summary>
    public string Version { get; init; } = "0.0.0";

    /// <summary>The package and assembly that bring its runtime.</summary>
    public string? Package { get; init; }

    /// <summary>The namespace of the C# types.</summary>
    public string? Namespace { get; init; }

    /// <summary>The base type of products, such as <c>SqliteProduct</c>.</summary>
    public string? ProductType { get; init; }

    /// <summary>The interface of settings, such as <c>ISqliteSettings</c>.</summary>
    public string? SettingsType { get; init; }

    /// <summary>The keys as written, in the manifest's order.</summary>
    public EquatableArray<KeyDeclaration> Keys { get; init; }

    /// <summary>Which keyword of a connection string fills which key: the keyword as name, the key as text.</summary>
    public EquatableArray<NamedText> ConnectionStringKeywords { get; init; }

    /// <summary>The type of a Kubernetes service binding.</summary>
    public string? ServiceBindingType { get; init; }

    /// <summary>Which entry of a service binding fills which key: the entry as name, the key as text.</summary>
    public EquatableArray<NamedText> ServiceBindingEntries { get; init; }

    /// <summary>Which Aspire connection property carries which key: the property as name, the key as text.</summary>
    public EquatableArray<NamedText> ConnectionProperties { get; init; }

    /// <summary>The raw APIs that products of this kind replace.</summary>
    public EquatableArray<BannedApi> Replaces { get; init; }

    /// <summary>The packages that an app has no need to reference.</summary>
    public EquatableArray<string> Packages { get; init; }

    /// <summary>How a developer's machine provides a product of this kind, where the product does not say.</summary>
    public LocalResource? Local { get; init; }
}
