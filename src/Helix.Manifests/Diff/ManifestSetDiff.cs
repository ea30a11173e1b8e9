namespace Helix.Manifests;

/// <summary>All differences between two states of a platform team's manifests.</summary>
/// <param name="Products">The products that differ, by name. One that is new or removed has a change of its own.</param>
/// <param name="Kinds">The kinds that differ, by name.</param>
public sealed record ManifestSetDiff(EquatableArray<ContractDiff> Products, EquatableArray<ContractDiff> Kinds)
{
    /// <summary>Compares two sets. One product on each side is compared whatever its name is; several are matched by name.</summary>
    /// <param name="before">What users have.</param>
    /// <param name="after">What they will get.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ManifestSetDiff Compare(ManifestSet before, ManifestSet after, CancellationToken cancellationToken = default) => new(
        Compare(
            before.Products.Select(static p => p.Contract), after.Products.Select(static p => p.Contract), static p => p.Manifest.Name,
            ContractComparer.Compare, Added, Removed, cancellationToken),
        Compare(
            before.OwnKinds, after.OwnKinds, static k => k.Manifest.Name,
            ContractComparer.Compare, static kind => New(kind.Manifest.Name, kind.Manifest.Version, "The kind is new"),
            static kind => Gone(kind.Manifest.Name, kind.Manifest.Version, false, "The kind is removed: its products are of no kind"), cancellationToken));

    private static EquatableArray<ContractDiff> Compare<T>(
        IEnumerable<T> before, IEnumerable<T> after, Func<T, string> name, Func<T, T, ContractDiff> compare,
        Func<T, ContractDiff> added, Func<T, ContractDiff> removed, CancellationToken cancellationToken)
    {
        Dictionary<string, T> old = ByName(before);
        Dictionary<string, T> now = ByName(after);
        if (old.Count == 1 && now.Count == 1)
        {
            ContractDiff only = compare(old.Values.First(), now.Values.First());
            return Differs(only) ? EquatableArray.Create(only) : default;
        }

        var diffs = new List<ContractDiff>();
        foreach (string key in old.Keys.Concat(now.Keys).Distinct(StringComparer.Ordinal).OrderBy(static key => key, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ContractDiff diff = !now.TryGetValue(key, out T? later) ? removed(old[key]) : !old.TryGetValue(key, out T? earlier) ? added(later) : compare(earlier, later);
            if (Differs(diff))
            {
                diffs.Add(diff);
            }
        }

        return diffs.ToEquatableArray();

        static bool Differs(ContractDiff diff) => diff.Changes.Count > 0 || diff.OldVersion != diff.NewVersion;

        Dictionary<string, T> ByName(IEnumerable<T> items)
        {
            // Two of one name are a problem of their own, which lint tells.
            var byName = new Dictionary<string, T>(StringComparer.Ordinal);
            foreach (T item in items)
            {
                byName[name(item)] = item;
            }

            return byName;
        }
    }

    private static ContractDiff Added(ProductContract product) => New(product.Manifest.Name, product.Manifest.Version, "The product is new");

    private static ContractDiff Removed(ProductContract product)
    {
        LifecycleStage stage = product.Manifest.Lifecycle.Stage;
        bool free = stage is LifecycleStage.Retired or LifecycleStage.Experimental or LifecycleStage.Preview;
        string message = free
            ? $"The product, which was {ManifestWords.Stages[(int)stage]}, is removed"
            : $"The product is removed while it is {ManifestWords.Stages[(int)stage]}: its users' code does not compile. Deprecate it, and retire it, first";
        return Gone(product.Manifest.Name, product.Manifest.Version, free, message);
    }

    private static ContractDiff New(string name, string version, string message) =>
        new(name, "", version, EquatableArray.Create(new ContractChange(NodePath.Root, ContractBreak.None, VersionBump.None, message)));

    private static ContractDiff Gone(string name, string version, bool free, string message) =>
        new(name, version, "", EquatableArray.Create(new ContractChange(
            NodePath.Root, free ? ContractBreak.None : ContractBreak.Source | ContractBreak.Config, free ? VersionBump.None : VersionBump.Major, message)))
        {
            IsExempt = free,
        };
}
