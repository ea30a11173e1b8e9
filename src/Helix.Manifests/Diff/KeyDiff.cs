namespace Helix.Manifests;

/// <summary>Compares configuration keys: the settings that generated code shows, and the configurations that they accept.</summary>
internal sealed class KeyDiff(ChangeList changes)
{
    private const ContractBreak Both = ContractBreak.Source | ContractBreak.Config;

    public void Compare(EquatableArray<KeyContract> before, EquatableArray<KeyContract> after, NodePath place)
    {
        Dictionary<string, KeyContract> old = ByName(before);
        Dictionary<string, KeyContract> now = ByName(after);
        foreach (KeyContract key in before)
        {
            NodePath node = place.Child(key.Name);
            if (!now.TryGetValue(key.Name, out KeyContract? successor))
            {
                changes.Break(node, Both, $"{key.Name} is removed: code that reads it does not compile, and a configuration that sets it is refused");
            }
            else if (!key.Equals(successor))
            {
                Compare(key, successor, node);
                CompareReplacement(key, successor, old, now, node);
            }
        }

        foreach (KeyContract key in after.Where(key => !old.ContainsKey(key.Name)))
        {
            NodePath node = place.Child(key.Name);
            if (IsNeeded(key))
            {
                changes.Break(node, ContractBreak.Config, $"{key.Name} is added and required: a configuration without it is refused");
            }
            else
            {
                changes.Safe(node, VersionBump.Minor, $"{key.Name} is added");
            }
        }
    }

    /// <summary>Compares what may be configured, without what code sees: for a key as it holds in one environment.</summary>
    public void CompareBounds(KeyContract before, KeyContract after, NodePath node, string where = "")
    {
        string name = before.Name + where;
        Bound(before.Minimum, after.Minimum, node.Child("minimum"), $"The minimum of {name}", lower: true);
        Bound(before.Maximum, after.Maximum, node.Child("maximum"), $"The maximum of {name}", lower: false);
        Length(before.MinLength ?? 0, after.MinLength ?? 0, node.Child("minLength"), $"The shortest length of {name}", raisedIsNarrower: true);
        Length(before.MaxLength ?? int.MaxValue, after.MaxLength ?? int.MaxValue, node.Child("maxLength"), $"The longest length of {name}", raisedIsNarrower: false);
        Form(before.Pattern, after.Pattern, node.Child("pattern"), $"The pattern of {name}");
        Form(before.Format, after.Format, node.Child("format"), $"The format of {name}");
        Choices(before.Schemes, after.Schemes, node.Child("schemes"), $"scheme of {name}");
        if (before.Type == KeyType.String && after.Type == KeyType.String)
        {
            Choices(before.Values, after.Values, node.Child("values"), $"value of {name}");
        }
        else if (before.Type == KeyType.Enum && after.Type == KeyType.Enum)
        {
            Choices(Allowed(before), Allowed(after, before.Values), node.Child("values"), $"value of {name}");
        }
    }

    private static Dictionary<string, KeyContract> ByName(EquatableArray<KeyContract> keys)
    {
        var byName = new Dictionary<string, KeyContract>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyContract key in keys)
        {
            byName[key.Name] = key;
        }

        return byName;
    }

    private void Compare(KeyContract before, KeyContract after, NodePath node)
    {
        string name = after.Name;
        if (before.CSharpName != after.CSharpName)
        {
            changes.Break(node, ContractBreak.Source, $"The property of {name} changed from {before.CSharpName} to {after.CSharpName}");
        }

        if (before.Type != after.Type)
        {
            CompareType(before, after, node);
            return;
        }

        if (before.Secret != after.Secret)
        {
            changes.Break(
                node.Child("secret"), after.Secret ? ContractBreak.Source | ContractBreak.Policy : ContractBreak.Source,
                after.Secret
                    ? $"{name} is secret now: its property is a Secret, and its value may not be in a settings file"
                    : $"{name} is not secret any more: its property is a plain value");
        }

        ComparePresence(before, after, node);
        CompareEnum(before, after, node);
        CompareBounds(before, after, node);
        if (before.Item is { } oldItem && after.Item is { } newItem && !oldItem.Equals(newItem))
        {
            Compare(oldItem with { Name = name, CSharpName = "" }, newItem with { Name = name, CSharpName = "" }, node.Child("of"));
        }

        Compare(before.Keys, after.Keys, node.Child("keys"));
        if (before.Live != after.Live)
        {
            if (after.Live)
            {
                changes.Safe(node.Child("reload"), VersionBump.Minor, $"A changed value of {name} is taken over while the app runs");
            }
            else
            {
                changes.Break(node.Child("reload"), ContractBreak.Config, $"A changed value of {name} needs a restart, and was taken over while the app runs");
            }
        }

        if (before.Connection != after.Connection)
        {
            changes.Break(node.Child("connection"), ContractBreak.Config, $"{name} {(after.Connection ? "joins" : "leaves")} the connection group, whose keys come from one source as a whole");
        }

        CompareDeprecation(before.Deprecated, after.Deprecated, name, node.Child("deprecated"));
        changes.Words(node.Child("description"), before.Description, after.Description, $"The description of {name}");
    }

    private void CompareType(KeyContract before, KeyContract after, NodePath node)
    {
        string step = $"{after.Name} is {AWord(after.Type)} and was {AWord(before.Type)}";
        bool widened = before.Type == KeyType.Int && after.Type == KeyType.Long;
        if (widened)
        {
            changes.Break(node.Child("type"), ContractBreak.Source, step + ": every value fits, but the property's type changed");
            ComparePresence(before, after, node);
            CompareBounds(before, after, node);
        }
        else
        {
            changes.Break(node.Child("type"), Both, step);
        }
    }

    private void ComparePresence(KeyContract before, KeyContract after, NodePath node)
    {
        bool wasOptional = IsNullable(before);
        bool isOptional = IsNullable(after);
        if (!IsNeeded(before) && IsNeeded(after))
        {
            // A value type that was nullable is not any more.
            ContractBreak breaks = wasOptional && !isOptional && !IsReference(after) ? Both : ContractBreak.Config;
            changes.Break(node.Child("required"), breaks, $"{after.Name} is required now: a configuration without it is refused");
        }
        else if (wasOptional != isOptional)
        {
            NodePath place = node.Child(before.Default is not null || after.Default is not null ? "default" : "required");
            if (isOptional)
            {
                changes.Break(place, ContractBreak.Source, $"{after.Name} may be missing: its property can be null");
            }
            else if (IsReference(after))
            {
                changes.Safe(place, VersionBump.Minor, $"{after.Name} is never missing any more{Default(after)}");
            }
            else
            {
                changes.Break(place, ContractBreak.Source, $"{after.Name} is never missing any more{Default(after)}: its property is not nullable");
            }
        }
        else if (IsNeeded(before) && !IsNeeded(after))
        {
            changes.Safe(node.Child("required"), VersionBump.Minor, $"{after.Name} is not required any more{Default(after)}");
        }
        else if (!Same(before.Default, after.Default))
        {
            changes.Safe(node.Child("default"), VersionBump.Minor, $"The default of {after.Name} {ChangeList.Step(Shown(before.Default), Shown(after.Default))}");
        }
    }

    private void CompareEnum(KeyContract before, KeyContract after, NodePath node)
    {
        if (after.Type != KeyType.Enum || before.Values == after.Values)
        {
            return;
        }

        foreach (string value in before.Values.Where(value => !after.Values.Contains(value)))
        {
            changes.Break(node.Child("values"), Both, $"{after.Name} has no value {value} any more");
        }

        string[] kept = [.. before.Values.Where(after.Values.Contains)];
        string[] there = [.. after.Values.Where(before.Values.Contains)];
        bool appended = after.Values.Take(before.Values.Count).SequenceEqual(before.Values, StringComparer.Ordinal);
        foreach (string value in after.Values.Where(value => !before.Values.Contains(value)))
        {
            changes.Safe(node.Child("values"), VersionBump.Minor, $"{after.Name} has a new value {value}");
        }

        if (!appended && kept.Length == before.Values.Count)
        {
            changes.Break(
                node.Child("values"), ContractBreak.Source,
                kept.SequenceEqual(there, StringComparer.Ordinal)
                    ? $"A new value of {after.Name} is not the last one: the members behind it have other numbers in code that is compiled"
                    : $"The values of {after.Name} have another order: its members have other numbers in code that is compiled");
        }
    }

    private void CompareDeprecation(KeyDeprecation? before, KeyDeprecation? after, string name, NodePath node)
    {
        if (before is null && after is not null)
        {
            string instead = after.Replacement is null ? "" : $"; {after.Replacement} takes its place";
            changes.Policy(node, VersionBump.Minor, $"{name} is deprecated{instead}: builds that use it warn");
        }
        else if (before is not null && after is null)
        {
            changes.Safe(node, VersionBump.Minor, $"{name} is not deprecated any more");
        }
        else if (before is not null && after is not null && before != after)
        {
            changes.Words(node.Child("since"), before.Since, after.Since, $"The version that deprecated {name}");
            changes.Words(node.Child("reason"), before.Reason, after.Reason, $"The reason why {name} is deprecated");
            changes.Words(node.Child("replacement"), before.Replacement, after.Replacement, $"The replacement of {name}");
        }
    }

    /// <summary>A deprecated key fills its replacement, so its values have to be values of that one, and its property shows it.</summary>
    private void CompareReplacement(
        KeyContract before, KeyContract after, Dictionary<string, KeyContract> old, Dictionary<string, KeyContract> now, NodePath node)
    {
        if (after.Deprecated?.Replacement is not { } name || before.Deprecated?.Replacement == name || !now.TryGetValue(name, out KeyContract? replacement)
            || before.Type != after.Type)
        {
            return;
        }

        NodePath place = node.Child("deprecated").Child("replacement");
        if (replacement.Type != after.Type)
        {
            changes.Break(place, ContractBreak.Config, $"{after.Name} fills {name}, which is {AWord(replacement.Type)} and takes no {Word(after.Type)}");
            return;
        }

        var differences = new ChangeList();
        new KeyDiff(differences).CompareBounds(before, replacement, place);
        if (differences.ToArray().Any(static change => !change.IsSafe))
        {
            changes.Break(place, ContractBreak.Config, $"{after.Name} fills {name}, which takes fewer values");
        }

        if (IsNullable(before) != IsNullable(replacement) && !(IsNullable(before) && IsReference(replacement)))
        {
            changes.Break(place, ContractBreak.Source, $"The property of {after.Name} shows {name}, which is {(IsNullable(replacement) ? "nullable" : "not nullable")}");
        }

        // Both in one configuration were two settings, and are one now.
        if (old.ContainsKey(name))
        {
            changes.Break(place, ContractBreak.Config, $"{after.Name} and {name} were two settings and are one now: where both are set, that of {name} holds for both");
        }
    }

    private void Bound(KeyLiteral? before, KeyLiteral? after, NodePath node, string what, bool lower)
    {
        int order = before is null || after is null ? 0 : after.CompareTo(before);
        bool narrower = after is not null && (before is null || (lower ? order > 0 : order < 0));
        bool wider = before is not null && (after is null || (lower ? order < 0 : order > 0));
        string step = $"{what} {ChangeList.Step(before?.Text, after?.Text)}";
        if (narrower)
        {
            changes.Break(node, ContractBreak.Config, $"{step}: a value {(lower ? "below" : "above")} is refused");
        }
        else if (wider)
        {
            changes.Safe(node, VersionBump.Minor, step);
        }
    }

    private void Length(int before, int after, NodePath node, string what, bool raisedIsNarrower)
    {
        if (before == after)
        {
            return;
        }

        string step = $"{what} {ChangeList.Step(Limit(before), Limit(after))}";
        if (after > before == raisedIsNarrower)
        {
            changes.Break(node, ContractBreak.Config, $"{step}: a {(raisedIsNarrower ? "shorter" : "longer")} value is refused");
        }
        else
        {
            changes.Safe(node, VersionBump.Minor, step);
        }

        static object? Limit(int length) => length is 0 or int.MaxValue ? null : length;
    }

    private void Form(string? before, string? after, NodePath node, string what)
    {
        if (before == after)
        {
            return;
        }

        string step = $"{what} {ChangeList.Step(before, after)}";
        if (after is null)
        {
            changes.Safe(node, VersionBump.Minor, step);
        }
        else
        {
            changes.Break(node, ContractBreak.Config, $"{step}: a value of another form is refused");
        }
    }

    /// <summary>A choice of values; an empty one means that any value does.</summary>
    private void Choices(EquatableArray<string> before, EquatableArray<string> after, NodePath node, string what)
    {
        if (before == after)
        {
            return;
        }

        if (after.IsEmpty)
        {
            changes.Safe(node, VersionBump.Minor, $"Any {what} is allowed");
            return;
        }

        if (before.IsEmpty)
        {
            changes.Break(node, ContractBreak.Config, $"Only one {what} is allowed of {string.Join(", ", after)}");
            return;
        }

        string[] removed = [.. before.Where(value => !after.Contains(value))];
        string[] added = [.. after.Where(value => !before.Contains(value))];
        if (removed.Length > 0)
        {
            changes.Break(node, ContractBreak.Config, $"{string.Join(", ", removed)} is no allowed {what} any more");
        }

        if (added.Length > 0)
        {
            changes.Safe(node, VersionBump.Minor, $"{string.Join(", ", added)} is a new allowed {what}");
        }
    }

    /// <summary>The values that an enum allows; those that it has at all are compared elsewhere.</summary>
    private static EquatableArray<string> Allowed(KeyContract key, EquatableArray<string>? among = null) =>
        key.AllowedValues.IsEmpty ? default : among is { } known ? key.AllowedValues.Where(known.Contains).ToEquatableArray() : key.AllowedValues;

    /// <summary>Whether both are one value, in whatever words and at whatever place among an enum's names.</summary>
    private static bool Same(KeyLiteral? before, KeyLiteral? after) =>
        before is null || after is null
            ? before is null && after is null
            : before.Items == after.Items && (before.Text == after.Text || (LiteralReader.IsOrdered(before.Type) && before.Type == after.Type && before.CompareTo(after) == 0));

    private static string? Shown(KeyLiteral? value) =>
        value is null ? null : value.Type == KeyType.List ? "[" + string.Join(", ", value.Items) + "]" : value.Text.Length == 0 ? "''" : value.Text;

    private static string Default(KeyContract key) => key.Default is null ? "" : $"; its default is {Shown(key.Default)}";

    /// <summary>Whether a configuration without the key is refused. A deprecated key that has a replacement is never asked for.</summary>
    private static bool IsNeeded(KeyContract key) =>
        key.Deprecated?.Replacement is null && key.Type switch
        {
            // An object without a default of its own is needed where it is required or, never optional, has keys that are.
            KeyType.Object => key.Required,
            _ => key is { Required: true, Default: null },
        };

    /// <summary>Whether the property may be null; the generator's own rule.</summary>
    private static bool IsNullable(KeyContract key) => !key.Required && key.Default is null && key.Type switch
    {
        KeyType.List or KeyType.Map => false,
        KeyType.Object => key.Keys.Any(static nested => nested.Required),
        _ => true,
    };

    private static bool IsReference(KeyContract key) =>
        key.Secret || key.Type is KeyType.String or KeyType.Uri or KeyType.List or KeyType.Map or KeyType.Object;

    private static string Word(KeyType type) => type.ToString().ToLowerInvariant();

    private static string AWord(KeyType type) => (type is KeyType.Int or KeyType.Enum or KeyType.Object ? "an " : "a ") + Word(type);
}
