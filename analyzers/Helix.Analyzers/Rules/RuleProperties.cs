using System.Collections.Immutable;

namespace Helix.Analyzers;

/// <summary>The names of diagnostic properties: what fixes go by, and what logs carry as <c>customProperties</c>.</summary>
internal static class RuleProperties
{
    /// <summary>The product's name, such as <c>orders-db</c>.</summary>
    public const string Product = "helix.product";

    /// <summary>The metadata name of the product's type.</summary>
    public const string Type = "helix.type";

    /// <summary>The entry of a golden path, such as <c>raw-npgsql</c>.</summary>
    public const string Entry = "helix.entry";

    /// <summary>The member of the product to use instead.</summary>
    public const string Use = "helix.use";

    /// <summary>The configuration key, relative to the product's section.</summary>
    public const string Key = "helix.key";

    /// <summary>The key or product that takes the place of a deprecated one.</summary>
    public const string Replacement = "helix.replacement";

    /// <summary>The metadata name of the type of the product that takes the place of a deprecated one.</summary>
    public const string Successor = "helix.successor";

    /// <summary>The name of the token that is at hand.</summary>
    public const string Token = "helix.token";

    /// <summary>The properties that name a product.</summary>
    public static ImmutableDictionary<string, string?> Of(KnownProduct product) =>
        ImmutableDictionary<string, string?>.Empty.Add(Product, product.Name).Add(Type, product.TypeName);
}
