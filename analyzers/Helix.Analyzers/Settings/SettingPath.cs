using Helix.Manifests;

namespace Helix.Analyzers;

/// <summary>Where a configuration path leads in the contract of a product.</summary>
/// <param name="Product">The product whose section the path is in.</param>
/// <param name="Relative">The path below the section, without the part of a keyed instance; empty for the section itself.</param>
/// <param name="Key">The key that the path leads to; null for the section itself and for an unknown key.</param>
/// <param name="Nearest">The full relative path that was probably meant, where the key is unknown.</param>
internal sealed record SettingPath(KnownProduct Product, string Relative, KeyContract? Key, string? Nearest)
{
    /// <summary>Whether the path leads to nothing that the product has.</summary>
    public bool IsUnknown => Key is null && Relative.Length > 0;

    /// <summary>Follows a path below a product's section.</summary>
    public static SettingPath Of(KnownProduct product, string relative)
    {
        string[] names = relative.Length == 0 ? [] : relative.Split(':');
        int first = 0;
        if (names.Length >= 1 && string.Equals(names[0], "Instances", StringComparison.OrdinalIgnoreCase))
        {
            // Helix:OrdersDb:Instances:replica:Port is Port of the instance replica.
            first = Math.Min(2, names.Length);
        }

        KeyContract? key = null;
        for (int i = first; i < names.Length; i++)
        {
            string name = names[i];
            KeyContract? next = key switch
            {
                null => Find(product.Contract.Keys, name),
                { Type: KeyType.Object } => Find(key.Keys, name),
                { Type: KeyType.List } => name.Length > 0 && name.All(static c => c is >= '0' and <= '9') ? key.Item : null,
                { Type: KeyType.Map } => key.Item,
                _ => null,
            };
            if (next is null)
            {
                string before = string.Concat(names.Skip(first).Take(i - first).Select(static part => part + ":"));
                IEnumerable<KeyContract> siblings = key is null ? product.Contract.Keys : key.Type == KeyType.Object ? key.Keys : [];
                string? nearest = Suggestions.Nearest(name, siblings.Select(static sibling => sibling.Name));
                return new(product, Join(names, first), null, nearest is null ? null : before + nearest);
            }

            key = next;
        }

        return new(product, Join(names, first), key, null);
    }

    private static KeyContract? Find(IEnumerable<KeyContract> keys, string name) =>
        keys.FirstOrDefault(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));

    private static string Join(string[] names, int first) => string.Join(":", names.Skip(first));
}
