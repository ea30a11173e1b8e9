namespace Helix.Manifests;

/// <summary>What a product manifest must keep beyond the form of single values, without knowing its kind.</summary>
internal static class ProductChecks
{
    private static readonly NodePath s_name = NodePath.Of("metadata", "name");
    private static readonly NodePath s_lifecycle = NodePath.Of("spec", "lifecycle");
    private static readonly NodePath s_plans = NodePath.Of("spec", "plans");
    private static readonly NodePath s_banned = NodePath.Of("spec", "goldenPath", "banned");

    public static IEnumerable<ContractProblem> Check(ProductManifest product) =>
        Name(product).Concat(Lifecycle(product)).Concat(Plans(product)).Concat(Banned(product)).Concat(Local(product)).Concat(Dependencies(product));

    private static IEnumerable<ContractProblem> Name(ProductManifest product)
    {
        string type = CSharpNames.ForProduct(product.Name);
        if (CSharpNames.IsMemberOfProduct(type))
        {
            yield return Invalid(
                s_name,
                $"'{product.Name}' makes the type {type}, and every product has a member {type}, which its type cannot be named like; give it a name that says what of, such as orders-{product.Name}");
        }
    }

    private static IEnumerable<ContractProblem> Lifecycle(ProductManifest product)
    {
        ProductLifecycle lifecycle = product.Lifecycle;
        if (lifecycle is { Deprecated: { } deprecated, Retires: { } retires } && retires < deprecated)
        {
            yield return Invalid(s_lifecycle.Child("retires"), $"{product.Name} retires on {retires}, before it is deprecated on {deprecated}");
        }

        if (lifecycle is { Since: { } since, Deprecated: { } end } && end < since)
        {
            yield return Invalid(s_lifecycle.Child("deprecated"), $"{product.Name} is deprecated on {end}, before it is in use since {since}");
        }

        if (lifecycle is { Stage: LifecycleStage.Deprecated, Deprecated: null })
        {
            yield return Invalid(s_lifecycle.Child("stage"), $"{product.Name} is deprecated, but 'deprecated' does not say since when");
        }

        if (lifecycle is { Stage: LifecycleStage.Deprecated or LifecycleStage.Retired, Retires: null })
        {
            yield return Invalid(s_lifecycle.Child("stage"), $"{product.Name} is {ManifestWords.Stages[(int)lifecycle.Stage]}, but 'retires' does not say from when it is gone");
        }

        if (lifecycle.Successor == product.Name)
        {
            yield return Invalid(s_lifecycle.Child("successor"), $"{product.Name} cannot be its own successor");
        }
    }

    private static IEnumerable<ContractProblem> Plans(ProductManifest product)
    {
        ProductPlan? first = null;
        foreach (ProductPlan plan in product.Plans)
        {
            if (plan.IsDefault && first is not null)
            {
                yield return Invalid(s_plans.Child(plan.Name).Child("default"), $"The plans '{first.Name}' and '{plan.Name}' of {product.Name} are both the default; one can be");
            }

            first ??= plan.IsDefault ? plan : null;
        }
    }

    private static IEnumerable<ContractProblem> Banned(ProductManifest product)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < product.Banned.Count; i++)
        {
            BannedApi entry = product.Banned[i];
            if (!ids.Add(entry.Id))
            {
                yield return new(ManifestRules.Collision, s_banned.Child(i).Child("id"), $"{product.Name} has two entries '{entry.Id}'; waivers and options could not tell them apart");
            }

            if (entry is { EscalatesToWarning: { } warning, EscalatesToError: { } error } && error < warning)
            {
                yield return Invalid(s_banned.Child(i).Child("escalate").Child("error"), $"'{entry.Id}' becomes an error on {error}, before it becomes a warning on {warning}");
            }

            for (int s = 0; s < entry.Symbols.Count; s++)
            {
                if (!DocumentationId.HasForm(entry.Symbols[s]))
                {
                    yield return Invalid(
                        s_banned.Child(i).Child("symbols").Child(s),
                        $"'{entry.Symbols[s]}' is not a documentation-comment ID; expected one of T: M: P: F: E: N: and a full name, such as M:Npgsql.NpgsqlConnection.#ctor(System.String)");
                }
            }
        }
    }

    private static IEnumerable<ContractProblem> Local(ProductManifest product)
    {
        if (product.Local is { Form: LocalResourceForm.Container, Port: null } && product.Kind is not null)
        {
            yield return new(ManifestRules.MissingOrWrongType, NodePath.Of("spec", "local", "container").Name(), $"The container of {product.Name} lacks 'port'; nothing could connect to it");
        }
    }

    private static IEnumerable<ContractProblem> Dependencies(ProductManifest product)
    {
        for (int i = 0; i < product.DependsOn.Count; i++)
        {
            if (product.DependsOn[i].Product == product.Name)
            {
                yield return Invalid(NodePath.Of("spec", "dependsOn").Child(i).Child("product"), $"{product.Name} cannot depend on itself");
            }
        }
    }

    private static ContractProblem Invalid(NodePath node, string message) => new(ManifestRules.InvalidValue, node, message);
}
