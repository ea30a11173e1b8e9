namespace Helix.Manifests;

/// <summary>What <c>spec.local</c> of a product or kind must keep: each placeholder stands for something that there is.</summary>
internal static class LocalChecks
{
    private static readonly NodePath s_local = NodePath.Of("spec", "local");

    /// <param name="local">The resource as the manifest writes it; null for none.</param>
    /// <param name="owner">The name of the product or kind, for messages.</param>
    /// <param name="keys">The keys of the product or kind.</param>
    /// <param name="plans">The plans of the product; null for a kind, whose products each have their own.</param>
    /// <param name="areKeysKnown">Whether the keys are all; false for a product whose kind is not known.</param>
    /// <param name="problems">Where to report.</param>
    public static void Check(
        LocalResource? local, string owner, EquatableArray<KeyContract> keys, EquatableArray<ProductPlan>? plans, bool areKeysKnown, List<ContractProblem> problems)
    {
        if (local is null || !areKeysKnown)
        {
            return;
        }

        NodePath form = s_local.Child(local.Form == LocalResourceForm.Executable ? "executable" : "container");
        foreach (NamedText variable in local.Environment)
        {
            Template(variable.Text, form.Child("env").Child(variable.Name));
        }

        for (int i = 0; i < local.Arguments.Count; i++)
        {
            Template(local.Arguments[i], form.Child("args").Child(i));
        }

        foreach (NamedText value in local.Values)
        {
            NodePath node = s_local.Child("values").Child(value.Name);
            if (!keys.Any(key => string.Equals(key.Name, value.Name, StringComparison.OrdinalIgnoreCase)))
            {
                string? nearest = Suggestions.Nearest(value.Name, keys.Select(static key => key.Name));
                problems.Add(new(ManifestRules.InvalidValue, node.Name(), $"'{value.Name}' is no key of {owner}{DidYouMean(nearest)}") { Suggestion = nearest });
            }

            Template(value.Text, node);
        }

        for (int i = 0; i < (local.Health?.Command.Count ?? 0); i++)
        {
            Template(local.Health!.Command[i], s_local.Child("health").Child("command").Child(i));
        }

        if (local.Health?.HttpPath is { } path)
        {
            Template(path, s_local.Child("health").Child("http"));
        }

        void Template(string text, NodePath node)
        {
            foreach (TemplatePart part in LocalTemplate.Parse(text))
            {
                if (part.IsLiteral || IsKnown(part.Text))
                {
                    continue;
                }

                string? nearest = Suggestions.Nearest(part.Text, keys.Select(static key => key.Name).Concat(LocalTemplate.Words));
                problems.Add(new(ManifestRules.InvalidValue, node, $"'{{{part.Text}}}' stands for nothing: it is no key of {owner}, nor one of {string.Join(", ", LocalTemplate.Words)}{DidYouMean(nearest)}")
                {
                    Suggestion = nearest is null ? null : text.Replace("{" + part.Text + "}", "{" + nearest + "}"),
                });
            }
        }

        bool IsKnown(string name) =>
            LocalTemplate.Words.Contains(name, StringComparer.Ordinal)
            || (LocalTemplate.Limit(name) is { } limit && (plans is not { } all || all.Any(plan => plan.Limits.Any(l => l.Name == limit))))
            || keys.Any(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    private static string DidYouMean(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'?";
}
