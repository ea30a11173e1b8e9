namespace Helix.Manifests;

/// <summary>Manifests that belong together, such as a platform team's folder: resolved with their kinds, and checked against each other.</summary>
public sealed class ManifestSet
{
    private ManifestSet(
        IReadOnlyList<ProductInSet> products, IReadOnlyList<KindContract> ownKinds, IReadOnlyList<KindContract> kinds, IReadOnlyList<ManifestProblem> problems)
    {
        Products = products;
        OwnKinds = ownKinds;
        Kinds = kinds;
        Problems = problems;
    }

    /// <summary>The products, in the order that their documents were given in.</summary>
    public IReadOnlyList<ProductInSet> Products { get; }

    /// <summary>The kinds that the documents bring, in their order.</summary>
    public IReadOnlyList<KindContract> OwnKinds { get; }

    /// <summary>The kinds that the documents and the caller bring, each name once.</summary>
    public IReadOnlyList<KindContract> Kinds { get; }

    /// <summary>All that is wrong, by path and place.</summary>
    public IReadOnlyList<ManifestProblem> Problems { get; }

    /// <summary>Resolves and checks manifests.</summary>
    /// <param name="documents">The manifests, all owned.</param>
    /// <param name="otherKinds">Kinds from elsewhere; one among the documents goes before one of the same name here.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ManifestSet Of(
        IReadOnlyList<ManifestDocument> documents, IEnumerable<KindContract> otherKinds, CancellationToken cancellationToken = default) =>
        Of(documents, otherKinds, [], cancellationToken);

    /// <summary>Resolves and checks manifests of a project that sees products of others too.</summary>
    /// <param name="documents">The manifests, all owned.</param>
    /// <param name="otherKinds">Kinds from elsewhere; one among the documents goes before one of the same name here.</param>
    /// <param name="otherProducts">Products from elsewhere: successors and dependencies of the owned ones may be among them.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ManifestSet Of(
        IReadOnlyList<ManifestDocument> documents, IEnumerable<KindContract> otherKinds, IEnumerable<ManifestDocument> otherProducts,
        CancellationToken cancellationToken = default)
    {
        var problems = new List<ManifestProblem>();
        var kinds = new Dictionary<string, KindContract>(StringComparer.Ordinal);
        var kindFiles = new Dictionary<string, ManifestDocument>(StringComparer.Ordinal);
        foreach (ManifestDocument document in documents)
        {
            problems.AddRange(document.Problems);
            if (document.Kind is { } kind)
            {
                Resolved<KindContract> resolved = ContractResolver.Resolve(kind);
                problems.AddRange(resolved.Problems.Select(document.Locate));
                if (kindFiles.TryGetValue(kind.Name, out ManifestDocument? first))
                {
                    problems.Add(document.Locate(new ContractProblem(
                        ManifestRules.Collision, NodePath.Of("metadata", "name"), $"The kind '{kind.Name}' is also in {first.Path}; one of them has to change")));
                }
                else
                {
                    kindFiles.Add(kind.Name, document);
                    kinds.Add(kind.Name, resolved.Contract);
                }
            }
        }

        KindContract[] own = [.. kinds.Values];
        foreach (KindContract kind in otherKinds)
        {
            if (!kinds.ContainsKey(kind.Manifest.Name))
            {
                kinds.Add(kind.Manifest.Name, kind);
            }
        }

        var products = new List<ProductInSet>();
        foreach (ManifestDocument document in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (document.Product is { } product)
            {
                KindContract? kind = product.Kind is { } name && kinds.TryGetValue(name, out KindContract? known) ? known : null;
                Resolved<ProductContract> resolved = ContractResolver.Resolve(product, kind);
                problems.AddRange(resolved.Problems.Select(document.Locate));
                if (kind is null && product.Kind is not null)
                {
                    problems.Add(document.Locate(KindReference.Unknown(product, kinds.Keys)));
                }

                products.Add(new(document, resolved.Contract));
            }
        }

        // The namespace of another project is not told here; its file stands in for it, as types of two projects do not collide.
        IEnumerable<ProductIdentity> others = otherProducts.Where(static document => document.Product is not null)
            .Select(static document => ProductIdentity.Of(document, false, null, document.Path));
        problems.AddRange(ProductSet.Of(products.Select(static p => ProductIdentity.Of(p.Document, true, null, null)).Concat(others), cancellationToken).Problems);
        return new(
            products,
            own,
            [.. kinds.Values.OrderBy(static kind => kind.Manifest.Name, StringComparer.Ordinal)],
            [.. problems.Distinct().OrderBy(static p => p.Path, StringComparer.Ordinal).ThenBy(static p => p.Span.Start).ThenBy(static p => p.RuleId, StringComparer.Ordinal)]);
    }
}

/// <summary>A product of a set.</summary>
/// <param name="Document">The file that it is in.</param>
/// <param name="Contract">The product, merged with its kind.</param>
public sealed record ProductInSet(ManifestDocument Document, ProductContract Contract);
