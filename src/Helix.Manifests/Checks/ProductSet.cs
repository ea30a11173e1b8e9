namespace Helix.Manifests;

/// <summary>All products that one project sees, owned and referenced, checked against each other.</summary>
/// <param name="Problems">What is wrong between them, in the order of files and places.</param>
/// <param name="NotGenerated">
/// The files of owned products whose type another one takes: the first by path is generated, so that no type is there twice.
/// </param>
public sealed record ProductSet(EquatableArray<ManifestProblem> Problems, EquatableArray<string> NotGenerated)
{
    /// <summary>Checks the products; the order that they are given in does not matter.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ProductSet Of(IEnumerable<ProductIdentity> products, CancellationToken cancellationToken = default)
    {
        ProductIdentity[] sorted =
        [
            .. products.OrderBy(static product => product.IsOwned).ThenBy(static product => product.Path, StringComparer.Ordinal),
        ];
        var problems = new List<ManifestProblem>();
        var notGenerated = new List<string>();
        var byName = new Dictionary<string, ProductIdentity>(StringComparer.OrdinalIgnoreCase);
        var byType = new Dictionary<string, ProductIdentity>(StringComparer.OrdinalIgnoreCase);
        var bySection = new Dictionary<string, ProductIdentity>(StringComparer.OrdinalIgnoreCase);
        foreach (ProductIdentity product in sorted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (byName.TryGetValue(product.Manifest.Name, out ProductIdentity? same))
            {
                // The same manifest by two ways, a project and its package, is one product.
                if (!product.IsOwned && !same.IsOwned && same.Manifest == product.Manifest)
                {
                    continue;
                }

                Collide(product, same, product.NameSpan, $"the name '{product.Manifest.Name}'");
            }
            else
            {
                byName.Add(product.Manifest.Name, product);
                if (byType.TryGetValue(product.FullName, out ProductIdentity? type))
                {
                    Collide(product, type, product.NameSpan, $"the type {product.FullName}, which both names make");
                }
                else if (bySection.TryGetValue(product.Section, out ProductIdentity? section))
                {
                    Collide(product, section, product.SectionSpan, $"the configuration section '{product.Section}'", generated: true);
                }
            }

            byType[product.FullName] = byType.TryGetValue(product.FullName, out ProductIdentity? first) ? first : product;
            bySection[product.Section] = bySection.TryGetValue(product.Section, out ProductIdentity? holder) ? holder : product;
        }

        foreach (ProductIdentity product in sorted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (product.IsOwned)
            {
                CheckReferences(product, byName, problems);
            }
        }

        return new(
            problems.OrderBy(static p => p.Path, StringComparer.Ordinal).ThenBy(static p => p.Span.Start).ToEquatableArray(),
            notGenerated.ToEquatableArray());

        void Collide(ProductIdentity product, ProductIdentity other, SourceSpan span, string what, bool generated = false)
        {
            problems.Add(new(
                ManifestRules.Collision,
                product.Path,
                span,
                $"'{product.Manifest.Name}' of {Where(product, other)} and '{other.Manifest.Name}' of {Where(other, product)} both have {what}; {Whom(product, other)}"));

            // A type of a referenced assembly is in another assembly, and may live beside one of this name here.
            if (!generated && product.IsOwned && other.IsOwned)
            {
                notGenerated.Add(product.Path);
            }
        }
    }

    private static void CheckReferences(ProductIdentity product, Dictionary<string, ProductIdentity> known, List<ManifestProblem> problems)
    {
        if (product.Manifest.Lifecycle.Successor is { } successor && !known.ContainsKey(successor))
        {
            Unknown(successor, "successor", product.SuccessorSpan);
        }

        for (int i = 0; i < product.Manifest.DependsOn.Count; i++)
        {
            ProductDependency dependency = product.Manifest.DependsOn[i];
            SourceSpan span = product.DependencySpans[i];
            if (!known.TryGetValue(dependency.Product, out ProductIdentity? found))
            {
                Unknown(dependency.Product, "dependency", span);
            }
            else if (dependency.Range is { } text
                && VersionRange.TryParse(text, out VersionRange? range)
                && SemVersion.TryParse(found.Manifest.Version, out SemVersion version)
                && !range!.Contains(version))
            {
                problems.Add(new(
                    ManifestRules.UnknownReference, product.Path, span,
                    $"The dependency '{dependency.Product}' is {found.Manifest.Version} here, which is outside {text}"));
            }
        }

        void Unknown(string name, string role, SourceSpan span)
        {
            string? nearest = Suggestions.Nearest(name, known.Keys.Where(key => key != product.Manifest.Name));
            string hint = nearest is null ? "reference the project or package that brings its manifest" : $"did you mean '{nearest}'?";
            problems.Add(new(ManifestRules.UnknownReference, product.Path, span, $"The {role} '{name}' is no product that this project knows; {hint}")
            {
                Suggestion = nearest,
            });
        }
    }

    /// <summary>The assembly, or as much of the path, from its end on, as tells the file from the other one.</summary>
    private static string Where(ProductIdentity product, ProductIdentity other)
    {
        if (product.OwnerAssembly is not null)
        {
            return product.OwnerAssembly;
        }

        string[] own = product.Path.Split('/', '\\');
        string[] others = other.OwnerAssembly is null ? other.Path.Split('/', '\\') : [];
        int shown = 1;
        while (shown < own.Length && shown <= others.Length && own[own.Length - shown] == others[others.Length - shown])
        {
            shown++;
        }

        return string.Join("/", own.Skip(own.Length - shown));
    }

    private static string Whom(ProductIdentity product, ProductIdentity other)
    {
        string[] teams = [.. new[] { product.Manifest.Owner.Team, other.Manifest.Owner.Team }.OfType<string>().Distinct(StringComparer.Ordinal)];
        return teams.Length == 0 ? "one of them has to change" : "one of them has to change; ask " + string.Join(" or ", teams);
    }
}
