namespace Helix.Manifests;

/// <summary>What a kind manifest must keep beyond the form of single values.</summary>
internal static class KindChecks
{
    public static void Check(KindManifest kind, EquatableArray<KeyContract> keys, List<ContractProblem> problems)
    {
        NodePath bindings = NodePath.Of("spec", "bindings");
        foreach (NamedText keyword in kind.ConnectionStringKeywords)
        {
            Known(keyword.Text, bindings.Child("connectionString").Child("keywords").Child(keyword.Text).Name());
        }

        foreach (NamedText entry in kind.ServiceBindingEntries)
        {
            Known(entry.Text, bindings.Child("serviceBinding").Child("entries").Child(entry.Name));
        }

        foreach (NamedText property in kind.ConnectionProperties)
        {
            Known(property.Text, bindings.Child("connectionProperties").Child(property.Name));
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < kind.Replaces.Count; i++)
        {
            NodePath node = NodePath.Of("spec", "goldenPath", "replaces").Child(i);
            if (!ids.Add(kind.Replaces[i].Id))
            {
                problems.Add(new(ManifestRules.Collision, node.Child("id"), $"The kind {kind.Name} has two entries '{kind.Replaces[i].Id}'"));
            }

            for (int s = 0; s < kind.Replaces[i].Symbols.Count; s++)
            {
                if (!DocumentationId.HasForm(kind.Replaces[i].Symbols[s]))
                {
                    problems.Add(new(
                        ManifestRules.InvalidValue,
                        node.Child("symbols").Child(s),
                        $"'{kind.Replaces[i].Symbols[s]}' is not a documentation-comment ID; expected one of T: M: P: F: E: N: and a full name"));
                }
            }
        }

        if (kind.SettingsType is { } settings && !(settings.Length > 1 && settings[0] == 'I' && char.IsUpper(settings[1])))
        {
            problems.Add(new(ManifestRules.InvalidValue, NodePath.Of("spec", "csharp", "settings"), $"'{settings}' is an interface; its name starts with I, such as I{settings}"));
        }

        void Known(string key, NodePath node)
        {
            if (keys.Any(k => string.Equals(k.Name, key, StringComparison.OrdinalIgnoreCase)))
            {
                return;
            }

            string? nearest = Suggestions.Nearest(key, keys.Select(static k => k.Name));
            string hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
            problems.Add(new(ManifestRules.InvalidValue, node, $"'{key}' is no key of the kind {kind.Name}{hint}") { Suggestion = nearest });
        }
    }
}
