namespace Helix.Manifests;

/// <summary>Merges manifests into contracts and reads their values.</summary>
public static class ContractResolver
{
    private static readonly NodePath s_keys = NodePath.Of("spec", "config", "keys");

    /// <summary>Reads the keys of a kind.</summary>
    /// <returns>The contract, without what is wrong, and what is wrong.</returns>
    public static Resolved<KindContract> Resolve(KindManifest kind)
    {
        var problems = new List<ContractProblem>();
        var resolver = new KeyResolver(kind.Name, problems);
        EquatableArray<KeyContract> keys = OfKind(resolver.ResolveAll(kind.Keys, default, s_keys));
        KindChecks.Check(kind, keys, problems);
        LocalChecks.Check(kind.Local, kind.Name, keys, plans: null, areKeysKnown: true, problems);
        return new(new(kind, keys), problems.ToEquatableArray());
    }

    /// <summary>
    /// Merges a product with its kind. It never fails: what is wrong is left out of the contract, so that one bad value takes one key at
    /// most, and never the product's type.
    /// </summary>
    /// <param name="product">The product.</param>
    /// <param name="kind">Its kind; null where no manifest of that name is known, which then is not reported here.</param>
    public static Resolved<ProductContract> Resolve(ProductManifest product, KindContract? kind)
    {
        var problems = new List<ContractProblem>();
        var resolver = new KeyResolver(product.Name, problems) { IsKindKnown = kind is not null };
        string csharpName = CSharpNames.ForProduct(product.Name);
        // Reported by ProductChecks; the type is still there, by a name that compiles.
        csharpName = CSharpNames.IsMemberOfProduct(csharpName) ? csharpName + "_" : csharpName;
        EquatableArray<KeyContract> keys = resolver.ResolveAll(product.Keys, kind?.Keys ?? default, s_keys);
        ProductBindings written = product.Bindings;
        var contract = new ProductContract(product, csharpName)
        {
            Kind = kind,
            Section = product.Section ?? "Helix:" + csharpName,
            Keys = keys,
            Environments = EnvironmentResolver.Resolve(product, keys, resolver, problems),
            Bindings = new(
                written.ConnectionString ?? (kind is { Manifest.ConnectionStringKeywords.IsEmpty: false } ? product.Name : null),
                written.ServiceBindingType ?? kind?.Manifest.ServiceBindingType,
                written.ServiceBindingProvider,
                written.EnvironmentPrefix ?? CSharpNames.EnvironmentPrefix(product.Name)),
            Local = LocalResolver.Resolve(product, kind?.Manifest.Local),
        };
        LocalChecks.Check(product.Local, product.Name, keys, product.Plans, kind is not null, problems);
        return new(contract, problems.ToEquatableArray());
    }

    /// <summary>Marks keys at any depth as the kind's, so that a product's contract tells them from its own.</summary>
    private static EquatableArray<KeyContract> OfKind(EquatableArray<KeyContract> keys) => keys.Select(OfKind).ToEquatableArray();

    private static KeyContract OfKind(KeyContract key) =>
        key with { FromKind = true, Item = key.Item is null ? null : OfKind(key.Item), Keys = OfKind(key.Keys) };
}

/// <summary>A contract and what is wrong with what it was made of.</summary>
/// <typeparam name="T">The contract's type.</typeparam>
/// <param name="Contract">The contract, without what is wrong.</param>
/// <param name="Problems">What is wrong, by path.</param>
public sealed record Resolved<T>(T Contract, EquatableArray<ContractProblem> Problems);
