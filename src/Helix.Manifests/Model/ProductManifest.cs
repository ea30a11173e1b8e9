namespace Helix.Manifests;

/// <summary>An infrastructure product as its manifest describes it, without positions in the file.</summary>
/// <param name="Name">The name, an RFC 1123 label; that of the file where the manifest has no readable one.</param>
public sealed record ProductManifest(string Name)
{
    /// <summary>The name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What the product is, for people.</summary>
    public string? Description { get; init; }

    /// <summary>Free labels, sorted by name.</summary>
    public EquatableArray<NamedText> Labels { get; init; }

    /// <summary>The name of the kind; null where the manifest has none.</summary>
    public string? Kind { get; init; }

    /// <summary>The package that brings the kind, where the manifest names it.</summary>
    public string? KindPackage { get; init; }

    /// <summary>The version of the contract, SemVer; <c>0.0.0</c> where the manifest has no readable one.</summary>
    public string Version { get; init; } = "0.0.0";

    /// <summary>Who runs the product.</summary>
    public ProductOwner Owner { get; init; } = new(null, null);

    /// <summary>The namespace of the generated types; null where the owning project's applies.</summary>
    public string? Namespace { get; init; }

    /// <summary>Where the product is in its life.</summary>
    public ProductLifecycle Lifecycle { get; init; } = new(LifecycleStage.Experimental);

    /// <summary>Where users find help.</summary>
    public ProductSupport Support { get; init; } = new(null, null, null, null);

    /// <summary>What users may rely on.</summary>
    public ProductSlo Slo { get; init; } = new(null, null);

    /// <summary>The configuration section; null where <c>Helix:&lt;CSharpName&gt;</c> applies.</summary>
    public string? Section { get; init; }

    /// <summary>The keys as written, in the manifest's order.</summary>
    public EquatableArray<KeyDeclaration> Keys { get; init; }

    /// <summary>The rules of single environments, as written.</summary>
    public EquatableArray<EnvironmentDeclaration> Environments { get; init; }

    /// <summary>Other places that settings come from.</summary>
    public ProductBindings Bindings { get; init; } = new(null, null, null, null);

    /// <summary>The plans, in the manifest's order.</summary>
    public EquatableArray<ProductPlan> Plans { get; init; }

    /// <summary>The banned APIs of this product.</summary>
    public EquatableArray<BannedApi> Banned { get; init; }

    /// <summary>The limits of waivers.</summary>
    public WaiverPolicy Waivers { get; init; } = new(null, false);

    /// <summary>How a developer's machine provides the product; null where the kind's default applies.</summary>
    public LocalResource? Local { get; init; }

    /// <summary>The products that this one needs.</summary>
    public EquatableArray<ProductDependency> DependsOn { get; init; }
}

/// <summary>A name with a text.</summary>
/// <param name="Name">The name.</param>
/// <param name="Text">The text.</param>
public sealed record NamedText(string Name, string Text);

/// <summary>Who runs a product.</summary>
/// <param name="Team">The team; null where the manifest has none.</param>
/// <param name="OnCall">How to reach whoever is on call, a URL.</param>
public sealed record ProductOwner(string? Team, string? OnCall);

/// <summary>Where users of a product find help. Each is a URL.</summary>
/// <param name="Docs">Documentation.</param>
/// <param name="Chat">A chat channel.</param>
/// <param name="Feedback">Where feedback is read.</param>
/// <param name="Status">The status page.</param>
public sealed record ProductSupport(string? Docs, string? Chat, string? Feedback, string? Status);

/// <summary>What users of a product may rely on.</summary>
/// <param name="Availability">Percent of the time, above 0 and at most 100.</param>
/// <param name="LatencyP99">The 99th percentile of latency, in ticks of 100 ns.</param>
public sealed record ProductSlo(double? Availability, long? LatencyP99);

/// <summary>A plan of a product.</summary>
/// <param name="Name">The name, an RFC 1123 label.</param>
/// <param name="IsDefault">Whether it applies when none is chosen.</param>
/// <param name="Description">What it is for.</param>
/// <param name="RequiresApproval">Whether the owner has to agree.</param>
/// <param name="Limits">Named limits, as written.</param>
public sealed record ProductPlan(string Name, bool IsDefault, string? Description, bool RequiresApproval, EquatableArray<NamedText> Limits);

/// <summary>A product that another one needs.</summary>
/// <param name="Product">The name of the product.</param>
/// <param name="Range">The versions that do, such as <c>&gt;=1.0 &lt;2.0</c>; null for any.</param>
public sealed record ProductDependency(string Product, string? Range);

/// <summary>Other places than the product's section that its settings come from.</summary>
/// <param name="ConnectionString">The name below <c>ConnectionStrings</c>.</param>
/// <param name="ServiceBindingType">The type of a Kubernetes service binding.</param>
/// <param name="ServiceBindingProvider">The provider of a Kubernetes service binding.</param>
/// <param name="EnvironmentPrefix">The prefix of environment variables, such as <c>ORDERS_DB_</c>.</param>
public sealed record ProductBindings(string? ConnectionString, string? ServiceBindingType, string? ServiceBindingProvider, string? EnvironmentPrefix);

/// <summary>The rules of one environment, as written.</summary>
/// <param name="Name">The environment's name, such as <c>Production</c>.</param>
/// <param name="Require">Keys that must be given there.</param>
/// <param name="Forbid">Keys that must not be given there.</param>
/// <param name="Constrain">Keys with narrower constraints there.</param>
public sealed record EnvironmentDeclaration(
    string Name, EquatableArray<string> Require, EquatableArray<string> Forbid, EquatableArray<KeyDeclaration> Constrain);
