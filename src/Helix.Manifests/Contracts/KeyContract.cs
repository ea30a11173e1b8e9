namespace Helix.Manifests;

/// <summary>A configuration key as it holds for one product: kind and product merged, values read.</summary>
/// <param name="Name">The name, as written in configuration files.</param>
/// <param name="CSharpName">The name of the property, a valid identifier that needs no escape.</param>
/// <param name="Type">The type.</param>
public sealed record KeyContract(string Name, string CSharpName, KeyType Type)
{
    /// <summary>Whether the kind brings the key.</summary>
    public bool FromKind { get; init; }

    /// <summary>The contract of a list's or map's items; its name is empty.</summary>
    public KeyContract? Item { get; init; }

    /// <summary>The keys of an object, in the manifest's order.</summary>
    public EquatableArray<KeyContract> Keys { get; init; }

    /// <summary>Whether a value must be given in every environment. Never together with a default.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the value must never be shown.</summary>
    public bool Secret { get; init; }

    /// <summary>Whether the key belongs to the kind's connection group, whose keys come from one source as a whole.</summary>
    public bool Connection { get; init; }

    /// <summary>The value when none is configured; null where there is none.</summary>
    public KeyLiteral? Default { get; init; }

    /// <summary>The smallest allowed value; null where there is none.</summary>
    public KeyLiteral? Minimum { get; init; }

    /// <summary>The largest allowed value; null where there is none.</summary>
    public KeyLiteral? Maximum { get; init; }

    /// <summary>The smallest number of characters or items; null where there is none.</summary>
    public int? MinLength { get; init; }

    /// <summary>The largest number of characters or items; null where there is none.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A regular expression that the value must match somewhere; null where there is none.</summary>
    public string? Pattern { get; init; }

    /// <summary>A named form of text; null where there is none.</summary>
    public string? Format { get; init; }

    /// <summary>All names of an enum, in the order that numbers its C# members; the allowed values of a string.</summary>
    public EquatableArray<string> Values { get; init; }

    /// <summary>The names of an enum that the product allows, where it narrows its kind; empty when all are.</summary>
    public EquatableArray<string> AllowedValues { get; init; }

    /// <summary>The allowed schemes of a URI; empty when any is.</summary>
    public EquatableArray<string> Schemes { get; init; }

    /// <summary>Whether a changed value is taken over while the app runs.</summary>
    public bool Live { get; init; }

    /// <summary>Why and since when the key should not be used any more; null when it is not deprecated.</summary>
    public KeyDeprecation? Deprecated { get; init; }

    /// <summary>What the key means, for people.</summary>
    public string? Description { get; init; }
}
