namespace Helix.Manifests;

/// <summary>
/// A configuration key as one manifest writes it. What it omits may come from the product's kind, so texts are not read as values yet;
/// <see cref="ContractResolver"/> does that.
/// </summary>
/// <param name="Name">The name, as written in configuration files.</param>
public sealed record KeyDeclaration(string Name)
{
    /// <summary>The type, or null where the kind's applies.</summary>
    public KeyType? Type { get; init; }

    /// <summary>The type of a list's or map's items.</summary>
    public KeyDeclaration? Item { get; init; }

    /// <summary>The keys of an object.</summary>
    public EquatableArray<KeyDeclaration> Keys { get; init; }

    /// <summary>Whether a value must be given.</summary>
    public bool? Required { get; init; }

    /// <summary>Whether the value must never be shown.</summary>
    public bool? Secret { get; init; }

    /// <summary>Whether the key belongs to the kind's connection group, whose keys come from one source as a whole.</summary>
    public bool Connection { get; init; }

    /// <summary>The default as written; null where there is none or it is a list.</summary>
    public string? Default { get; init; }

    /// <summary>The default of a list, as written; null where there is none.</summary>
    public EquatableArray<string>? DefaultItems { get; init; }

    /// <summary>The smallest allowed value, as written.</summary>
    public string? Minimum { get; init; }

    /// <summary>The largest allowed value, as written.</summary>
    public string? Maximum { get; init; }

    /// <summary>The smallest number of characters or items.</summary>
    public int? MinLength { get; init; }

    /// <summary>The largest number of characters or items.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A regular expression that the value must match somewhere.</summary>
    public string? Pattern { get; init; }

    /// <summary>A named form of text that the value must have: <c>email</c>, <c>hostname</c>, <c>ipv4</c>, <c>ipv6</c> or <c>path</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The allowed values.</summary>
    public EquatableArray<string> Values { get; init; }

    /// <summary>The allowed schemes of a URI.</summary>
    public EquatableArray<string> Schemes { get; init; }

    /// <summary>Whether a changed value is taken over while the app runs; null where the kind's or the default (restart) applies.</summary>
    public bool? Live { get; init; }

    /// <summary>Why and since when the key should not be used any more.</summary>
    public KeyDeprecation? Deprecated { get; init; }

    /// <summary>What the key means, for people.</summary>
    public string? Description { get; init; }
}

/// <summary>The deprecation of a key.</summary>
/// <param name="Since">The version of the product that deprecated it.</param>
/// <param name="Replacement">The key that takes its place, or null.</param>
/// <param name="Reason">Why, or null.</param>
public sealed record KeyDeprecation(string? Since, string? Replacement, string? Reason);
