using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>Makes the descriptors of rules, and diagnostics with the severity that policy and dates give them.</summary>
/// <remarks>
/// A rule has one descriptor, whatever its severity becomes. Its default decides whether the compiler runs it at all: one of severity info
/// never runs in a build without a log, so dated rules are warnings by default, and are lowered.
/// </remarks>
internal static class HelixRules
{
    /// <summary>Configuration read past the product.</summary>
    public const string Configuration = "Helix.Configuration";

    /// <summary>Raw clients and banned APIs.</summary>
    public const string GoldenPath = "Helix.GoldenPath";

    /// <summary>Deprecation and retirement.</summary>
    public const string Lifecycle = "Helix.Lifecycle";

    /// <summary>Waivers.</summary>
    public const string Waivers = "Helix.Waivers";

    /// <summary>How a product is used.</summary>
    public const string Use = "Helix.Use";

    /// <summary>Composition in an app host.</summary>
    public const string AppHost = "Helix.AppHost";

    /// <summary>Facts for reports, no judgement.</summary>
    public const string Facts = "Helix.Facts";

    /// <summary>Makes a descriptor.</summary>
    /// <param name="id">The identifier, such as <c>HLX2001</c>; its page is <c>docs/rules/HLX2001.md</c>.</param>
    /// <param name="title">What the rule finds.</param>
    /// <param name="message">The message's format.</param>
    /// <param name="category">One of the categories of this class.</param>
    /// <param name="severity">The severity where neither policy nor date says another one.</param>
    /// <param name="description">Why it matters.</param>
    /// <param name="tags">Tags of <see cref="WellKnownDiagnosticTags"/>.</param>
    public static DiagnosticDescriptor Create(
        string id, string title, string message, string category, DiagnosticSeverity severity, string description, params string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, description, ManifestRules.HelpLinkFor(id), tags);

    /// <summary>Makes a diagnostic with a severity of its own.</summary>
    public static Diagnostic At(
        this DiagnosticDescriptor rule, Location location, DiagnosticSeverity severity, ImmutableDictionary<string, string?>? properties,
        params object?[] arguments) =>
        Diagnostic.Create(rule, location, severity, additionalLocations: null, properties, arguments);

    /// <summary>Makes a diagnostic with the rule's default severity.</summary>
    public static Diagnostic At(
        this DiagnosticDescriptor rule, Location location, ImmutableDictionary<string, string?>? properties, params object?[] arguments) =>
        Diagnostic.Create(rule, location, additionalLocations: null, properties, arguments);
}
