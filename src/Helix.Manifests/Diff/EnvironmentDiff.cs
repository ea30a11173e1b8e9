namespace Helix.Manifests;

/// <summary>Compares the rules of single environments.</summary>
internal sealed class EnvironmentDiff(ChangeList changes)
{
    public void Compare(ProductContract before, ProductContract after)
    {
        NodePath root = NodePath.Of("spec", "config", "environments");
        foreach (string name in before.Environments.Concat(after.Environments).Select(static e => e.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            EnvironmentContract old = Find(before, name);
            EnvironmentContract now = Find(after, name);
            if (!old.Equals(now))
            {
                NodePath node = root.Child(name);
                Names(before, after, old.Require, now.Require, node.Child("require"), "required", name);
                Names(before, after, old.Forbid, now.Forbid, node.Child("forbid"), "forbidden", name);
                Bounds(before, after, old, now, node.Child("constrain"));
            }
        }
    }

    private static EnvironmentContract Find(ProductContract product, string name) =>
        product.Environments.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase)) ?? new(name, default, default, default);

    private void Names(
        ProductContract before, ProductContract after, EquatableArray<string> old, EquatableArray<string> now, NodePath node, string word, string environment)
    {
        foreach (string key in now.Where(key => !old.Contains(key) && !(word == "required" && IsRequired(before, key))))
        {
            changes.Break(node, ContractBreak.Config, $"{key} is {word} in {environment}");
        }

        foreach (string key in old.Where(key => !now.Contains(key) && Key(after, key) is not null && !(word == "required" && IsRequired(after, key))))
        {
            changes.Safe(node, VersionBump.Minor, $"{key} is not {word} in {environment} any more");
        }
    }

    private void Bounds(ProductContract before, ProductContract after, EnvironmentContract old, EnvironmentContract now, NodePath node)
    {
        foreach (string name in old.Constrain.Concat(now.Constrain).Select(static key => key.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (Key(before, name) is not { } oldKey || Key(after, name) is not { } newKey || oldKey.Type != newKey.Type)
            {
                // A key that came, went or changed its type is a change of its own.
                continue;
            }

            KeyContract there = old.Constrain.FirstOrDefault(key => key.Name == oldKey.Name) ?? oldKey;
            KeyContract here = now.Constrain.FirstOrDefault(key => key.Name == newKey.Name) ?? newKey;

            // What changed for all environments alike has been said.
            var everywhere = new ChangeList();
            new KeyDiff(everywhere).CompareBounds(oldKey, newKey, node.Child(name));
            var local = new ChangeList();
            new KeyDiff(local).CompareBounds(there, here, node.Child(name), $" in {now.Name}");
            foreach (ContractChange change in local.ToArray())
            {
                if (!everywhere.ToArray().Any(known => known.Node.Equals(change.Node) && known.Breaks == change.Breaks))
                {
                    changes.Add(change);
                }
            }
        }
    }

    private static bool IsRequired(ProductContract product, string key) => Key(product, key)?.Required == true;

    private static KeyContract? Key(ProductContract product, string name) =>
        product.Keys.FirstOrDefault(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));
}
