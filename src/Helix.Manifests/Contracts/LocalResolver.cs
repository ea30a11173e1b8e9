namespace Helix.Manifests;

/// <summary>Merges how a product is provided locally with what its kind says.</summary>
internal static class LocalResolver
{
    /// <summary>
    /// The product's own form, with the kind's values and health check where the product has none. What the kind says of one form says
    /// nothing of another; a kind that names no form says it of all. A default of the product wins over a value of the kind.
    /// </summary>
    public static LocalResource? Resolve(ProductManifest product, LocalResource? kind)
    {
        LocalResource? own = product.Local;
        if (kind is null)
        {
            return own;
        }

        kind = kind with { Values = kind.Values.Where(value => !product.Keys.Any(key => key.Default is not null && Same(key.Name, value.Name))).ToEquatableArray() };
        if (own is null)
        {
            return kind;
        }

        if (own.Form == LocalResourceForm.External)
        {
            own = kind with { Values = own.Values, Health = own.Health };
        }

        return kind.Form != own.Form && kind.Form != LocalResourceForm.External ? own : own with
        {
            Values = own.Values.Concat(kind.Values.Where(value => !own.Values.Any(written => Same(written.Name, value.Name)))).ToEquatableArray(),
            Health = own.Health ?? kind.Health,
        };
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
