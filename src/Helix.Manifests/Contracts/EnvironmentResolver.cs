namespace Helix.Manifests;

/// <summary>Reads the rules of single environments.</summary>
internal static class EnvironmentResolver
{
    public static EquatableArray<EnvironmentContract> Resolve(
        ProductManifest product, EquatableArray<KeyContract> keys, KeyResolver resolver, List<ContractProblem> problems)
    {
        NodePath root = NodePath.Of("spec", "config", "environments");
        return product.Environments.Select(environment =>
        {
            NodePath node = root.Child(environment.Name);
            EquatableArray<string> require = Known(environment.Require, node.Child("require"));
            EquatableArray<string> forbid = Known(environment.Forbid, node.Child("forbid"));
            for (int i = 0; i < forbid.Count; i++)
            {
                if (require.Contains(forbid[i]) || Find(forbid[i])!.Required)
                {
                    problems.Add(new(ManifestRules.InvalidValue, node.Child("forbid").Child(i), $"{product.Name} requires '{forbid[i]}' and forbids it in {environment.Name}"));
                }
            }

            var constrain = new List<KeyContract>();
            foreach (KeyDeclaration constraint in environment.Constrain)
            {
                NodePath place = node.Child("constrain").Child(constraint.Name);
                if (Find(constraint.Name) is not { } key)
                {
                    Unknown(constraint.Name, place.Name());
                }
                else if (resolver.Constrain(key, constraint, place) is { } narrowed)
                {
                    constrain.Add(narrowed);
                }
            }

            return new EnvironmentContract(environment.Name, require, forbid, constrain.ToEquatableArray());
        }).ToEquatableArray();

        EquatableArray<string> Known(EquatableArray<string> names, NodePath node)
        {
            var known = new List<string>();
            for (int i = 0; i < names.Count; i++)
            {
                if (Find(names[i]) is { } key)
                {
                    known.Add(key.Name);
                }
                else
                {
                    Unknown(names[i], node.Child(i));
                }
            }

            return known.ToEquatableArray();
        }

        void Unknown(string name, NodePath node)
        {
            // Without its kind a product's keys are only half known.
            if (!resolver.IsKindKnown)
            {
                return;
            }

            string? nearest = Suggestions.Nearest(name, keys.Select(static key => key.Name));
            string hint = nearest is null ? "known are " + string.Join(", ", keys.Select(static key => key.Name)) : $"did you mean '{nearest}'?";
            problems.Add(new(ManifestRules.InvalidValue, node, $"'{name}' is no key of {product.Name}; {hint}") { Suggestion = nearest });
        }

        KeyContract? Find(string name) => keys.FirstOrDefault(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));
    }
}
