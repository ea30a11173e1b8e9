namespace Helix.Manifests;

/// <summary>Reads declared keys as values of their types and merges a product's keys with its kind's, which they may only narrow.</summary>
internal sealed class KeyResolver(string owner, List<ContractProblem> problems)
{
    /// <summary>The deepest nesting of items and objects: the file's limit of depth bounds it, this keeps the model's honest.</summary>
    private const int MaxDepth = 16;

    /// <summary>Whether the kind's keys are known, so that a key without a type is certainly a mistake.</summary>
    public bool IsKindKnown { get; init; } = true;

    public EquatableArray<KeyContract> ResolveAll(
        EquatableArray<KeyDeclaration> declarations, EquatableArray<KeyContract> inherited, NodePath place, int depth = 0)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var resolved = new Dictionary<string, KeyContract>(StringComparer.OrdinalIgnoreCase);
        var own = new List<KeyContract>();
        foreach (KeyDeclaration declaration in declarations)
        {
            NodePath node = place.Child(declaration.Name);
            if (!names.Add(declaration.Name))
            {
                Invalid(node.Name(), $"{owner} has two keys '{declaration.Name}': configuration keys differ by more than case");
                continue;
            }

            KeyContract? parent = Find(inherited, declaration.Name);
            if (parent is not null && parent.Name != declaration.Name)
            {
                Invalid(node.Name(), $"The kind spells this key '{parent.Name}'");
            }

            KeyContract? key = Resolve(declaration, parent, Names(inherited), node, depth);
            if (key is null)
            {
                continue;
            }

            if (parent is null)
            {
                own.Add(key);
            }
            else
            {
                resolved[parent.Name] = key;
            }
        }

        EquatableArray<KeyContract> all = inherited.Select(key => resolved.TryGetValue(key.Name, out KeyContract? narrowed) ? narrowed : key)
            .Concat(own).ToEquatableArray();
        CheckReplacements(all, place);
        return all;
    }

    /// <summary>Applies an environment's narrower constraints to a key.</summary>
    public KeyContract? Constrain(KeyContract key, KeyDeclaration constraint, NodePath node)
    {
        // The default is judged where the key is declared: an environment that excludes it demands a value.
        KeyContract? narrowed = Resolve(constraint with { Name = key.Name }, key with { Default = null }, [], node, 0);
        return narrowed is null ? null : narrowed with { Default = key.Default };
    }

    private KeyContract? Resolve(KeyDeclaration declaration, KeyContract? parent, IEnumerable<string> kindKeys, NodePath node, int depth)
    {
        if (depth > MaxDepth)
        {
            Invalid(node.Name(), $"Keys are nested deeper than {MaxDepth} levels");
            return null;
        }

        if (declaration.Type is null && parent is null)
        {
            // Without the kind's manifest a key without a type may well be one of the kind's: HLX0008 has said what is missing.
            if (IsKindKnown)
            {
                string? nearest = Suggestions.Nearest(declaration.Name, kindKeys);
                string hint = nearest is null ? "give it a 'type'" : $"did you mean '{nearest}'? A key of its own needs a 'type'";
                problems.Add(new(ManifestRules.MissingOrWrongType, node.Name(), $"'{declaration.Name}' is no key of the kind of {owner}; {hint}") { Suggestion = nearest });
            }

            return null;
        }

        KeyType type = parent?.Type ?? declaration.Type!.Value;
        if (parent is not null && declaration.Type is { } written && written != parent.Type)
        {
            Invalid(node.Child("type"), $"{owner} makes '{declaration.Name}' {Word(written)}; its kind says {Word(parent.Type)}, and a product may only narrow its kind");
        }

        var literals = new LiteralReader(type, Names(declaration, parent), node, problems);
        KeyContract key = new KeyContract(parent?.Name ?? declaration.Name, parent?.CSharpName ?? declaration.Name, type)
        {
            FromKind = parent?.FromKind ?? false,
            Secret = Secret(declaration, parent, node),
            Connection = parent?.Connection ?? declaration.Connection,
            Live = Live(declaration, parent, node),
            Values = type == KeyType.Enum ? parent?.Values ?? Distinct(declaration, node) : default,
            AllowedValues = parent?.AllowedValues ?? default,
            Format = declaration.Format ?? parent?.Format,
            Schemes = Schemes(declaration, parent, node),
            Deprecated = declaration.Deprecated ?? parent?.Deprecated,
            Description = declaration.Description ?? parent?.Description,
            Item = Item(declaration, parent, type, node, depth),
            Keys = type == KeyType.Object
                ? ResolveAll(declaration.Keys, parent?.Keys ?? default, node.Child("keys"), depth + 1)
                : default,
        };
        key = Values(key, declaration, parent, node);
        key = new BoundsResolver(owner, problems).Resolve(key, declaration, parent, literals, node);
        key = Presence(key, declaration, parent, literals, node);
        CheckForm(key, declaration, node);
        return key;
    }

    private KeyContract Presence(KeyContract key, KeyDeclaration declaration, KeyContract? parent, LiteralReader literals, NodePath node)
    {
        KeyLiteral? written = literals.Default(declaration);
        bool hasDefault = declaration.Default is not null || declaration.DefaultItems is not null;
        if (hasDefault && key.Secret)
        {
            Invalid(node.Child("default"), $"'{key.Name}' of {owner} is secret and has a default: whoever reads the manifest would know it. Remove the default");
            written = null;
        }

        if (hasDefault && declaration.Required == true)
        {
            Invalid(node.Child("default"), $"'{key.Name}' of {owner} is required, so its default would never apply. Remove one of the two");
            written = null;
        }

        if (parent is { Required: true } && declaration.Required == false && written is null)
        {
            Invalid(node.Child("required"), $"{owner} makes '{key.Name}' optional; its kind requires it. Give it a default instead");
        }

        // A default that breaks a constraint is reported, and stays: without one the property's type would change, and the compiler would
        // complain of each of its uses too.
        if (written is not null)
        {
            Keep(key, written, node.Child("default"), "default");
        }

        bool required = declaration.Required ?? (parent?.Required == true && written is null);
        KeyLiteral? inherited = required ? null : parent?.Default;
        if (written is null && inherited is not null)
        {
            Keep(key, inherited, node.Name(), "default of its kind,");
        }

        return key with { Required = required || (parent?.Required == true && written is null), Default = required ? null : written ?? inherited };
    }

    /// <summary>Reports a default that breaks the key's own constraints.</summary>
    private void Keep(KeyContract key, KeyLiteral value, NodePath node, string what)
    {
        if (ValueCheck.Breaks(key, value) is { } reason)
        {
            Invalid(node, $"The {what} of '{key.Name}' of {owner} {reason}");
        }
    }

    private bool Secret(KeyDeclaration declaration, KeyContract? parent, NodePath node)
    {
        if (parent is { Secret: true } && declaration.Secret == false)
        {
            Invalid(node.Child("secret"), $"{owner} makes '{declaration.Name}' public; its kind keeps it secret, and a product may only narrow its kind");
        }

        bool secret = parent?.Secret == true || declaration.Secret == true;
        if (secret && (declaration.Type ?? parent?.Type) is not (KeyType.String or KeyType.Uri or null) && parent is null)
        {
            Invalid(node.Child("secret"), $"'{declaration.Name}' of {owner} is a secret {Word(declaration.Type!.Value)}; secrets are of type string");
            return false;
        }

        return secret;
    }

    private bool Live(KeyDeclaration declaration, KeyContract? parent, NodePath node)
    {
        if (parent is { Live: false } && declaration.Live == true)
        {
            Invalid(node.Child("reload"), $"{owner} reloads '{declaration.Name}' live; its kind needs a restart");
            return false;
        }

        return declaration.Live ?? parent?.Live ?? false;
    }

    private EquatableArray<string> Schemes(KeyDeclaration declaration, KeyContract? parent, NodePath node)
    {
        if (declaration.Schemes.IsEmpty)
        {
            return parent?.Schemes ?? default;
        }

        if (parent is { Schemes.IsEmpty: false })
        {
            foreach (string scheme in declaration.Schemes)
            {
                if (!parent.Schemes.Contains(scheme))
                {
                    Invalid(node.Child("schemes"), $"{owner} allows scheme '{scheme}' in '{declaration.Name}'; its kind allows {string.Join(", ", parent.Schemes)}");
                }
            }
        }

        return declaration.Schemes;
    }

    private EquatableArray<string> Distinct(KeyDeclaration declaration, NodePath node)
    {
        if (declaration.Values.IsEmpty)
        {
            problems.Add(new(ManifestRules.MissingOrWrongType, node.Name(), $"'{declaration.Name}' of {owner} is an enum without 'values'"));
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var values = new List<string>();
        for (int i = 0; i < declaration.Values.Count; i++)
        {
            string value = declaration.Values[i];
            if (!ScalarFormat.Identifier.IsValid(value))
            {
                Invalid(node.Child("values").Child(i), $"The value '{value}' of '{declaration.Name}' is not {ScalarFormat.Identifier.Expected.Replace("CommandTimeout", "ReadOnly")}");
            }
            else if (!seen.Add(value))
            {
                Invalid(node.Child("values").Child(i), $"'{declaration.Name}' of {owner} has the value '{value}' twice");
            }
            else
            {
                values.Add(value);
            }
        }

        return values.ToEquatableArray();
    }

    /// <summary>The values of a text, or those that a product leaves of its kind's enum.</summary>
    private KeyContract Values(KeyContract key, KeyDeclaration declaration, KeyContract? parent, NodePath node)
    {
        EquatableArray<string> broader = parent is null ? default : key.Type == KeyType.Enum && !parent.AllowedValues.IsEmpty ? parent.AllowedValues : parent.Values;
        if (parent is null || declaration.Values.IsEmpty)
        {
            return key.Type == KeyType.Enum ? key : key with { Values = declaration.Values.IsEmpty ? broader : declaration.Values };
        }

        for (int i = 0; i < declaration.Values.Count; i++)
        {
            if (!broader.IsEmpty && !broader.Contains(declaration.Values[i]))
            {
                string? nearest = Suggestions.Nearest(declaration.Values[i], broader);
                string hint = nearest is null ? "known are " + string.Join(", ", broader) : $"did you mean '{nearest}'?";
                problems.Add(new(ManifestRules.InvalidValue, node.Child("values").Child(i), $"'{declaration.Values[i]}' is no value of '{key.Name}'; {hint}") { Suggestion = nearest });
            }
        }

        EquatableArray<string> left = broader.IsEmpty ? declaration.Values : broader.Where(declaration.Values.Contains).ToEquatableArray();
        return key.Type == KeyType.Enum ? key with { AllowedValues = left } : key with { Values = left };
    }

    private KeyContract? Item(KeyDeclaration declaration, KeyContract? parent, KeyType type, NodePath node, int depth)
    {
        if (type is not (KeyType.List or KeyType.Map))
        {
            return null;
        }

        if (declaration.Item is null && parent?.Item is null)
        {
            problems.Add(new(ManifestRules.MissingOrWrongType, node.Name(), $"'{declaration.Name}' of {owner} is a {Word(type)} without 'of', the type of its items"));
            return new("", "", KeyType.String);
        }

        return declaration.Item is null
            ? parent!.Item
            : Resolve(declaration.Item, parent?.Item, [], node.Child("of"), depth + 1) ?? new("", "", KeyType.String);
    }

    private void CheckForm(KeyContract key, KeyDeclaration declaration, NodePath node)
    {
        (string Name, bool IsGiven, bool Fits)[] uses =
        [
            ("pattern", declaration.Pattern is not null, key.Type == KeyType.String),
            ("format", declaration.Format is not null, key.Type == KeyType.String),
            ("schemes", !declaration.Schemes.IsEmpty, key.Type == KeyType.Uri),
            ("values", !declaration.Values.IsEmpty, key.Type is KeyType.Enum or KeyType.String),
            ("of", declaration.Item is not null, key.Type is KeyType.List or KeyType.Map),
            ("keys", !declaration.Keys.IsEmpty, key.Type == KeyType.Object),
            ("minimum", declaration.Minimum is not null, LiteralReader.IsOrdered(key.Type)),
            ("maximum", declaration.Maximum is not null, LiteralReader.IsOrdered(key.Type)),
            ("minLength", declaration.MinLength is not null, key.Type is KeyType.String or KeyType.List or KeyType.Map),
            ("maxLength", declaration.MaxLength is not null, key.Type is KeyType.String or KeyType.List or KeyType.Map),
        ];
        foreach ((string name, bool isGiven, bool fits) in uses)
        {
            if (isGiven && !fits)
            {
                Invalid(node.Child(name).Name(), $"'{name}' means nothing for a key of type {Word(key.Type)}");
            }
        }
    }

    private void CheckReplacements(EquatableArray<KeyContract> keys, NodePath place)
    {
        foreach (KeyContract key in keys)
        {
            if (key.Deprecated?.Replacement is not { } replacement)
            {
                continue;
            }

            NodePath node = place.Child(key.Name).Child("deprecated").Child("replacement");
            KeyContract? target = Find(keys, replacement);
            if (target is null)
            {
                string? nearest = Suggestions.Nearest(replacement, keys.Select(static k => k.Name));
                string hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
                problems.Add(new(ManifestRules.UnknownReference, node, $"The replacement '{replacement}' of '{key.Name}' is no key of {owner}{hint}") { Suggestion = nearest });
            }
            else if (target.Type != key.Type)
            {
                Invalid(node, $"'{key.Name}' is {Word(key.Type)}, its replacement '{replacement}' {Word(target.Type)}: old configuration could not bind to it");
            }
            else if (target.Name == key.Name)
            {
                Invalid(node, $"'{key.Name}' cannot replace itself");
            }
        }
    }

    private static IEnumerable<string> Names(KeyDeclaration declaration, KeyContract? parent) => parent?.Values ?? declaration.Values;

    private static IEnumerable<string> Names(EquatableArray<KeyContract> keys) => keys.Select(static key => key.Name);

    private static KeyContract? Find(EquatableArray<KeyContract> keys, string name)
    {
        foreach (KeyContract key in keys)
        {
            if (string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return key;
            }
        }

        return null;
    }

    private static string Word(KeyType type) => type.ToString().ToLowerInvariant();

    private void Invalid(NodePath node, string message) => problems.Add(new(ManifestRules.InvalidValue, node, message));
}
