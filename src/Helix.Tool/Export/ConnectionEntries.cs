using Helix.Manifests;

namespace Helix.Tool.Export;

/// <summary>How a product's connection is handed to an app: the kind's names of a service binding's entries, and the keys behind them.</summary>
internal static class ConnectionEntries
{
    /// <summary>The entries whose keys the product has, in the kind's order; where two fill one key, the first.</summary>
    public static IReadOnlyList<(string Entry, KeyContract Key)> Of(ProductContract product) =>
    [
        .. (product.Kind?.Manifest.ServiceBindingEntries ?? default)
            .Select(entry => (entry.Name, Key: product.Keys.FirstOrDefault(key => string.Equals(key.Name, entry.Text, StringComparison.OrdinalIgnoreCase))))
            .Where(static pair => pair.Key is not null)
            .DistinctBy(static pair => pair.Key!.Name, StringComparer.OrdinalIgnoreCase)
            .Select(static pair => (pair.Name, pair.Key!)),
    ];

    /// <summary>A place for a value that only the cluster knows, in the form that <c>envsubst</c> fills: <c>${ORDERS_DB_HOST}</c>.</summary>
    public static string Placeholder(ProductContract product, string entry) =>
        $"${{{product.Bindings.EnvironmentPrefix}{new string([.. entry.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')])}}}";
}
