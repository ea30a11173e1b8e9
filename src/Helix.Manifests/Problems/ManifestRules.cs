namespace Helix.Manifests;

/// <summary>A rule about manifests.</summary>
/// <param name="Id">The identifier, such as <c>HLX0002</c>.</param>
/// <param name="Title">What the rule finds, for a list of rules.</param>
/// <param name="Description">Why it matters.</param>
public sealed record ManifestRule(string Id, string Title, string Description)
{
    /// <summary>The page of the rule.</summary>
    public string HelpLink => ManifestRules.HelpLinkFor(Id);
}

/// <summary>The rules about manifests, each an error by default: the author of the manifest sees them, and nobody else.</summary>
public static class ManifestRules
{
    /// <summary>The category of these rules.</summary>
    public const string Category = "Helix.Manifest";

    /// <summary>The file is not readable as YAML or JSON.</summary>
    public const string Syntax = "HLX0001";

    /// <summary>A property is not known.</summary>
    public const string UnknownProperty = "HLX0002";

    /// <summary>A property is missing or of the wrong type.</summary>
    public const string MissingOrWrongType = "HLX0003";

    /// <summary>A value breaks its own contract.</summary>
    public const string InvalidValue = "HLX0004";

    /// <summary>Two products collide.</summary>
    public const string Collision = "HLX0005";

    /// <summary>A banned symbol matches nothing.</summary>
    public const string UnknownSymbol = "HLX0006";

    /// <summary>A successor, replacement or dependency is not known.</summary>
    public const string UnknownReference = "HLX0007";

    /// <summary>The kind is not known.</summary>
    public const string UnknownKind = "HLX0008";

    /// <summary>All rules, by identifier.</summary>
    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new(Syntax, "Manifest is not readable", "A manifest that cannot be read whole describes less than its author meant."),
        new(UnknownProperty, "Unknown property in a manifest", "A mistyped property would otherwise be ignored, and its default would silently apply."),
        new(MissingOrWrongType, "Property is missing or of the wrong type", "Generated code, rules and catalog need the property."),
        new(InvalidValue, "Value breaks its own contract", "A contract that contradicts itself or its kind cannot be kept by any configuration."),
        new(Collision, "Two products collide", "Two products with one name, type, section or entry cannot be told apart by the apps that use them."),
        new(UnknownSymbol, "Banned symbol matches nothing", "An entry that matches nothing protects nobody, and nobody would notice."),
        new(UnknownReference, "Successor, replacement or dependency is unknown", "A pointer that leads nowhere leaves users of the product alone."),
        new(UnknownKind, "The kind of the product is unknown", "Without the package that brings the kind there is no typed API to generate."),
    ];

    /// <summary>The page of a rule.</summary>
    /// <param name="id">The identifier of any HLX rule.</param>
    public static string HelpLinkFor(string id) => $"https://github.com/helix-sdk/helix/blob/main/docs/rules/{id}.md";
}
