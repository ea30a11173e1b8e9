using Helix.Registration;

namespace Helix.Configuration;

/// <summary>One reading of one product: where its values are, and what was found wrong.</summary>
internal sealed class ProductReading(ConfigurationMap map, ProductReadingTarget target, string? environment, FrozenValues? frozen)
{
    private readonly string _section = target.Instance is null ? target.Bindings.Section : $"{target.Bindings.Section}:Instances:{target.Instance}";
    private readonly AliasValues _aliases = AliasValues.Of(map, target);
    private readonly Dictionary<string, (string Old, string Text)> _deprecated = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private bool? _collectionIsLive;

    public List<ConfigurationError> Errors { get; } = [];

    /// <summary>What is worth a line in the log, though the product starts.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The values of keys that are read once, for the next reading.</summary>
    public FrozenValues Frozen { get; } = new();

    /// <summary>Keys that are read once and have another value now.</summary>
    public List<string> NeedRestart { get; } = [];

    public bool InEnvironment(string name) => string.Equals(environment, name, StringComparison.OrdinalIgnoreCase);

    public void Deprecate(string key, int offset, string? replacement, string? since, string? reason)
    {
        string old = Full(key, offset);
        _ = _known.Add(key[offset..]);
        if (map.Find(old) is not { Value: not null } entry)
        {
            return;
        }

        string instead = replacement is null ? "" : $"; use {replacement[offset..]}";
        string text = $"{old} is deprecated{(since is null ? "" : " since " + since)}{instead}{(reason is null ? "" : ": " + reason)} ({entry.Source})";
        Notes.Add(text);
        if (replacement is not null)
        {
            entry.IsRead = true;
            _deprecated[Full(replacement, offset)] = (old, text);
        }
    }

    /// <summary>The value of a key; null when no source supplies one. Reports a missing required and a given forbidden key.</summary>
    public FoundValue? Find(string key, int offset, KeyFlags flags)
    {
        string relative = key[offset..];
        _ = _known.Add(relative);
        string full = Full(key, offset);
        FoundValue? found = Lookup(full, relative, (flags & KeyFlags.Connection) != 0);
        if (found is null && _deprecated.TryGetValue(full, out (string Old, string Text) alias) && map.Find(alias.Old) is { Value: { } old } entry)
        {
            found = new(old, entry.Source, alias.Old);
        }

        if (!IsLive(flags))
        {
            if (frozen is not null && frozen.Values.TryGetValue(full, out FoundValue? first))
            {
                if (first?.Value != found?.Value)
                {
                    AddNeedRestart(full);
                }

                found = first;
            }

            Frozen.Values[full] = found;
        }

        string where = (flags & KeyFlags.ByEnvironment) != 0 ? $" in {environment}" : "";
        if (found is null && (flags & KeyFlags.Required) != 0)
        {
            Report(new(target.Info, full, $"is required{where} and has no value", null));
        }
        else if (found is not null && (flags & KeyFlags.Forbidden) != 0)
        {
            Report(new(target.Info, full, $"must not be set{where}", found.Source));
        }

        return found;
    }

    public bool HasSection(string key, int offset, KeyFlags flags)
    {
        _ = _known.Add(key[offset..]);
        string full = Full(key, offset);
        bool has = Names(full, flags).Length > 0;
        if (!has && (flags & KeyFlags.Required) != 0)
        {
            Errors.Add(new(target.Info, full, "is required and has no value", null));
        }

        return has;
    }

    /// <summary>The names one level below a key that have a value at any depth, in the order of the providers.</summary>
    public IEnumerable<string> Children(string full)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ConfigurationEntry entry in map.Under(target.Bindings.Section))
        {
            if (entry.Value is not null && entry.Key.Length > full.Length + 1 && entry.Key[full.Length] == ':'
                && entry.Key.StartsWith(full, StringComparison.OrdinalIgnoreCase))
            {
                int end = entry.Key.IndexOf(':', full.Length + 1);
                string name = end < 0 ? entry.Key[(full.Length + 1)..] : entry.Key[(full.Length + 1)..end];
                if (names.Add(name))
                {
                    yield return name;
                }
            }
        }
    }

    /// <summary>The names one level below a key of a list, map or object: those of the start where it is taken over by a restart only.</summary>
    public string[] Names(string full, KeyFlags flags)
    {
        string[] names = [.. Children(full)];
        if (IsLive(flags))
        {
            return names;
        }

        if (frozen is not null && frozen.Names.TryGetValue(full, out string[]? first))
        {
            if (!first.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(names))
            {
                AddNeedRestart(full);
                Excuse(full);
            }

            names = first;
        }

        Frozen.Names[full] = names;
        return names;
    }

    /// <summary>
    /// Says that what is read until <see cref="LeaveCollection"/> belongs to a list or map. It is taken over as a whole, live or by a
    /// restart, whatever the flags of its items say: half the items of one edit and half of another are a list that nobody wrote.
    /// </summary>
    /// <returns>What to leave with.</returns>
    public bool? EnterCollection(KeyFlags flags)
    {
        bool? outer = _collectionIsLive;
        _collectionIsLive = IsLive(flags);
        return outer;
    }

    /// <summary>Ends what <see cref="EnterCollection"/> began.</summary>
    public void LeaveCollection(bool? outer) => _collectionIsLive = outer;

    public ConfigurationEntry? Entry(string full)
    {
        ConfigurationEntry? entry = map.Find(full);
        if (entry is not null)
        {
            entry.IsRead = true;
        }

        return entry;
    }

    public void Fail(string key, int offset, string problem, string? source) => Errors.Add(new(target.Info, Full(key, offset), problem, source));

    /// <summary>The full key in this instance.</summary>
    public string Full(string key, int offset) =>
        target.Instance is null ? key : string.Concat(_section, ":", key.AsSpan(offset));

    /// <summary>Reports the entries below the product's section that nobody asked for, when all keys have been read.</summary>
    public void ReportUnknown(IReadOnlyCollection<string> instances)
    {
        foreach (ConfigurationEntry entry in map.Under(target.Bindings.Section))
        {
            if (entry.IsRead || entry.Value is null || entry.Key.Length <= _section.Length + 1)
            {
                continue;
            }

            if (!entry.Key.StartsWith(_section, StringComparison.OrdinalIgnoreCase) || entry.Key[_section.Length] != ':')
            {
                continue;
            }

            string relative = entry.Key[(_section.Length + 1)..];
            if (target.Instance is null && relative.StartsWith("Instances:", StringComparison.OrdinalIgnoreCase))
            {
                string name = relative.Split(':')[1];
                if (!instances.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    Errors.Add(new(target.Info, entry.Key, $"is of an instance '{name}' that is not registered", entry.Source));
                }

                continue;
            }

            // What stands in front of an object or list is given by its parts.
            if (entry.Value.Length == 0 && Children(entry.Key).Any())
            {
                continue;
            }

            string? nearest = Nearest.Of(relative, _known);
            Errors.Add(new(target.Info, entry.Key, nearest is null ? "is not a key" : $"is not a key; did you mean {nearest}?", entry.Source));
        }

        foreach ((string text, string source) in _aliases.Problems)
        {
            Errors.Add(new(target.Info, _section, text, source));
        }
    }

    private bool IsLive(KeyFlags flags) => _collectionIsLive ?? (flags & KeyFlags.Live) != 0;

    /// <summary>Adds an error once: an optional key is asked for twice, whether it is there and what it is.</summary>
    private void Report(ConfigurationError error)
    {
        if (!Errors.Contains(error))
        {
            Errors.Add(error);
        }
    }

    /// <summary>Counts what is below a key as read: the restart that takes it over checks it.</summary>
    private void Excuse(string full)
    {
        foreach (ConfigurationEntry entry in map.Under(target.Bindings.Section))
        {
            if (entry.Key.Length > full.Length && entry.Key[full.Length] == ':' && entry.Key.StartsWith(full, StringComparison.OrdinalIgnoreCase))
            {
                entry.IsRead = true;
            }
        }
    }

    private void AddNeedRestart(string full)
    {
        if (!NeedRestart.Contains(full))
        {
            NeedRestart.Add(full);
        }
    }

    private FoundValue? Lookup(string full, string relative, bool connection)
    {
        ConfigurationEntry? entry = Entry(full);
        FoundValue? direct = entry is { Value: { } value } ? new(value, entry.Source, full) : null;
        if (_aliases.IsEmpty)
        {
            return direct;
        }

        if (entry is { Value: not null, IsOverride: true })
        {
            return direct;
        }

        bool filesWin = _aliases.Order is { } order && _aliases.IsFromFiles && DirectConnectionOrder() >= order;
        if (connection)
        {
            // One source for the whole group: half a connection of one server and half of another is none.
            return filesWin ? direct : _aliases.Find(relative);
        }

        FoundValue? alias = _aliases.Find(relative);
        return alias is null || (direct is not null && filesWin) ? direct ?? alias : alias;
    }

    /// <summary>The last provider that gives a key of the connection group under the product's own section.</summary>
    private int DirectConnectionOrder()
    {
        int order = -1;
        foreach (string key in target.Kind?.ConnectionKeys ?? [])
        {
            if (map.Find($"{_section}:{key}") is { Value: not null } entry)
            {
                order = Math.Max(order, entry.Order);
            }
        }

        return order;
    }
}

/// <summary>What is read.</summary>
internal sealed record ProductReadingTarget(
    ProductInfo Info, ProductBindings Bindings, ProductKindInfo? Kind, string? Instance,
    Func<string, IEnumerable<KeyValuePair<string, string>>>? ReadConnectionString);

/// <summary>A value and where it was found.</summary>
internal sealed record FoundValue(string Value, string Source, string Key);
