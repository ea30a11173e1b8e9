namespace Helix.Manifests;

/// <summary>The products that one developer's machine provides together.</summary>
public static class LocalEnvironment
{
    /// <summary>
    /// The products in the order that they start: each after those that it depends on. A dependency that is not among them is passed
    /// over: it may run elsewhere. Products without an order between them go by name.
    /// </summary>
    /// <exception cref="ArgumentException">Two have one name, or they depend on each other in a circle.</exception>
    public static EquatableArray<LocalProduct> InStartOrder(IEnumerable<LocalProduct> products)
    {
        LocalProduct[] sorted = [.. products.OrderBy(static product => product.Name, StringComparer.Ordinal)];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Name == sorted[i - 1].Name)
            {
                throw new ArgumentException($"Two products have the name '{sorted[i].Name}'", nameof(products));
            }
        }

        var order = new List<LocalProduct>();
        var path = new List<string>();
        foreach (LocalProduct product in sorted)
        {
            Visit(product);
        }

        return order.ToEquatableArray();

        void Visit(LocalProduct product)
        {
            if (order.Contains(product))
            {
                return;
            }

            int at = path.IndexOf(product.Name);
            if (at >= 0)
            {
                throw new ArgumentException($"The products depend on each other: {string.Join(" -> ", path.Skip(at))} -> {product.Name}; one 'dependsOn' has to go", nameof(products));
            }

            path.Add(product.Name);
            foreach (LocalProduct other in sorted.Where(other => other.Name != product.Name && product.StartsAfter.Contains(other.Name)))
            {
                Visit(other);
            }

            path.RemoveAt(path.Count - 1);
            order.Add(product);
        }
    }
}
