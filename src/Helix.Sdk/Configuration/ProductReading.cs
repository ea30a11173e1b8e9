using System.Diagnostics.CodeAnalysis;

namespace Helix.Configuration;

/// <summary>
/// The reading of products from one configuration, one after the other: where their values are, and what was found wrong. What is only
/// wanted when something is wrong, such as the name of a source or the keys that there are, is found again then.
/// </summary>
internal sealed class ProductReading(ConfigurationTable table, string? environment, FrozenValues? frozen)
{
    /// <summary>What is wrong, in the order of keys. Whoever takes it sets it to null, so that the next product begins with none.</summary>
    public List<ConfigurationError>? Errors;

    /// <summary>What is worth a line in the log, though the products start.</summary>
    public List<string>? Notes;

    /// <summary>Keys that only a restart takes over and that have another value now.</summary>
    public List<string>? NeedRestart;

    private ProductReadingTarget _target = null!;

    // Where the part of a key below the product's section starts.
    private int _start;
    private AliasValues? _aliases;
    private Dictionary<string, string>? _oldNames;
    private List<EffectiveSetting>? _described;
    private Dictionary<string, string>? _deprecations;
    private HashSet<string>? _names;
    private bool _isPlain;
    private bool _aliasesYieldToFiles;
    private bool? _collectionIsLive;
    private int _minimumSource;
    private string? _asked;
    private string? _answer;

    /// <summary>Whether the effective settings are taken down.</summary>
    public bool IsDescribing => _described is not null;

    /// <summary>Begins with the next product.</summary>
    public void Begin(ProductReadingTarget target, AliasValues? aliases)
    {
        _target = target;
        _start = target.Bindings.Section.Length + 1;
        _aliases = aliases;
        _oldNames = null;
        _asked = null;
        _collectionIsLive = null;
        _minimumSource = 0;
        _isPlain = target.Instance is null && aliases is null && _described is null && _names is null;
        _aliasesYieldToFiles = false;
        if (aliases is not null)
        {
            BeginWith(aliases);
        }
    }

    private void BeginWith(AliasValues aliases)
    {
        _aliasesYieldToFiles = aliases.FileOrder is { } order && LastSourceOfConnection() >= order;
        foreach ((string text, string source) in aliases.Problems)
        {
            Add(new(_target.Info, _target.Section, text, source));
        }
    }

    /// <summary>Takes down, from the next product on, each key with the value and source that hold.</summary>
    public void Describe(List<EffectiveSetting> settings) => _described = settings;

    /// <summary>Takes down, from the next product on, the names of all keys below its section.</summary>
    public void Collect(HashSet<string> names) => _names = names;

    public bool InEnvironment(string name) => string.Equals(environment, name, StringComparison.OrdinalIgnoreCase);

    public void Deprecate(string key, string? replacement, string? since, string? reason)
    {
        string old = Full(key);
        _ = _names?.Add(key[_start..]);
        int at = table.Find(old);
        bool isGiven = at >= 0 && table[at].Value is not null;
        if (!isGiven && _described is null)
        {
            return;
        }

        string instead = replacement is null ? "" : $"; use {replacement[_start..]}";
        string text = $"deprecated{(since is null ? "" : " since " + since)}{instead}{(reason is null ? "" : ": " + reason)}";
        if (_described is not null)
        {
            (_deprecations ??= new(StringComparer.OrdinalIgnoreCase))[old] = text;
        }

        if (!isGiven)
        {
            return;
        }

        (Notes ??= []).Add($"{old} is {text} ({table.SourceNameOf(at)})");
        if (replacement is not null)
        {
            table[at].IsRead = true;
            (_oldNames ??= new(StringComparer.OrdinalIgnoreCase))[Full(replacement)] = old;
            _isPlain = false;
        }
    }

    /// <summary>Whether a source supplies the key. The answer is kept for the call that reads it.</summary>
    public bool Has(string key, KeyFlags flags)
    {
        _answer = Find(key, flags);
        _asked = key;
        return _answer is not null;
    }

    /// <summary>The value of a key; null when no source supplies one. Reports a missing required and a given forbidden key.</summary>
    public string? Find(string key, KeyFlags flags)
    {
        if (_asked is not null && ReferenceEquals(key, _asked))
        {
            _asked = null;
            return _answer;
        }

        string? value;
        if (_isPlain)
        {
            int at = table.Find(key);
            if (at < 0)
            {
                value = null;
            }
            else
            {
                ref ConfigurationSlot slot = ref table[at];
                slot.IsRead = true;
                value = slot.Source >= _minimumSource ? slot.Value : null;
            }
        }
        else
        {
            value = Lookup(key, flags);
        }

        if (frozen is not null && !(_collectionIsLive ?? (flags & KeyFlags.Live) != 0))
        {
            if (frozen.IsOpen)
            {
                frozen.Add(value);
            }
            else
            {
                value = Thaw(key, value);
            }
        }

        if ((value is null ? flags & KeyFlags.Required : flags & KeyFlags.Forbidden) != 0)
        {
            ReportPresence(key, flags, value is not null);
        }

        return value;
    }

    public bool HasSection(string key, KeyFlags flags)
    {
        bool has = Names(key, flags).Length > 0;
        if (!has && (flags & KeyFlags.Required) != 0)
        {
            Fail(key, "is required and has no value");
        }

        return has;
    }

    /// <summary>The names one level below a key of a map or object: those of the start where it is taken over by a restart only.</summary>
    public string[] Names(string key, KeyFlags flags)
    {
        _ = _names?.Add(key[_start..]);
        return Freeze(key, flags, table.Tree.Below(Full(key))?.NamesFrom(_minimumSource) ?? []);
    }

    /// <summary>
    /// The names below a list. The highest source with any of its items supplies all of them: half a list of one file and half of another
    /// is a list that nobody wrote.
    /// </summary>
    /// <param name="key">The full key.</param>
    /// <param name="flags">What holds for the key.</param>
    /// <param name="own">The value of the list itself: an empty one is an empty list of its source.</param>
    /// <param name="source">The source of the items.</param>
    public string[] Items(string key, KeyFlags flags, string? own, out int source)
    {
        _ = _names?.Add(key[_start..]);
        string full = Full(key);
        ConfigurationNode? node = table.Tree.Below(full);
        source = Math.Max(node?.Source ?? _minimumSource, _minimumSource);
        string[] names = node?.NamesFrom(source) ?? [];
        if (names.Length > 0 && own is { Length: 0 } && table.Find(full) is >= 0 and int at && table[at].Source > source)
        {
            table.ExcuseBelow(full);
            names = [];
        }
        else if (node is not null && names.Length > 0)
        {
            table.ExcuseBelow(full, belowSource: source);
        }

        return Freeze(key, flags, names);
    }

    /// <summary>
    /// Says that what is read until <see cref="LeaveCollection"/> belongs to a list or map. It is taken over as a whole, live or by a
    /// restart, whatever the flags of its items say.
    /// </summary>
    /// <returns>What to leave with.</returns>
    public (bool? IsLive, int Source) EnterCollection(KeyFlags flags, int minimumSource = 0)
    {
        (bool?, int) outer = (_collectionIsLive, _minimumSource);
        _collectionIsLive = IsLive(flags);
        _minimumSource = Math.Max(_minimumSource, minimumSource);
        return outer;
    }

    /// <summary>Ends what <see cref="EnterCollection"/> began.</summary>
    public void LeaveCollection((bool? IsLive, int Source) outer) => (_collectionIsLive, _minimumSource) = outer;

    /// <summary>Takes down a default that holds.</summary>
    public void DescribeDefault(string key, string? value)
    {
        if (_described is { Count: > 0 } described && described[^1] is { Source: null } last && last.Key == Full(key))
        {
            described[^1] = last with { Value = last.IsSecret ? null : value };
        }
    }

    /// <summary>Reports what is wrong with the value of a key.</summary>
    public void Fail(string key, string problem, KeyFlags flags = KeyFlags.None)
    {
        Found found = Locate(key, flags);
        Add(new(_target.Info, found.OldName ?? Full(key), problem, found.Source));
    }

    /// <summary>The full key in this instance.</summary>
    public string Full(string key) => _target.Instance is null ? key : string.Concat(_target.Section, ":", key.AsSpan(_start));

    private bool IsLive(KeyFlags flags) => _collectionIsLive ?? (flags & KeyFlags.Live) != 0;

    private void Add(ConfigurationError error) => (Errors ??= []).Add(error);

    /// <summary>Reports a missing required or a given forbidden key.</summary>
    public void ReportPresence(string key, KeyFlags flags, bool isGiven)
    {
        string where = (flags & KeyFlags.ByEnvironment) != 0 ? $" in {environment}" : "";
        if (isGiven)
        {
            Fail(key, $"must not be set{where}", flags);
        }
        else
        {
            Add(new(_target.Info, Full(key), $"is required{where} and has no value", null));
        }
    }

    /// <summary>The value of the start, and a note where there is another one now.</summary>
    private string? Thaw(string key, string? value)
    {
        string? first = frozen!.Next();
        if (first != value)
        {
            AddNeedRestart(Full(key));
            if (_described is { Count: > 0 } described)
            {
                described[^1] = described[^1] with { Value = Shown(first, described[^1].IsSecret), Source = first is null ? null : "configuration at start-up" };
            }
        }

        return first;
    }

    private string[] Freeze(string key, KeyFlags flags, string[] names)
    {
        if (frozen is null || IsLive(flags))
        {
            return names;
        }

        if (frozen.IsOpen)
        {
            frozen.Add(names.Length == 0 ? null : string.Join('\n', names));
            return names;
        }

        string[] first = frozen.Next()?.Split('\n') ?? [];
        if (!first.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(names))
        {
            AddNeedRestart(Full(key));
            table.ExcuseBelow(Full(key));
        }

        return first;
    }

    private void AddNeedRestart(string full)
    {
        if (NeedRestart?.Contains(full) != true)
        {
            (NeedRestart ??= []).Add(full);
        }
    }

    private static string? Shown(string? value, bool secret) =>
        value is null ? null : secret || Redaction.MayHoldCredentials(value) ? Redaction.Mark : value;

    private string? Lookup(string key, KeyFlags flags)
    {
        Found found = Locate(key, flags);
        _ = _names?.Add(key[_start..]);
        if (_described is not null)
        {
            bool secret = (flags & KeyFlags.Secret) != 0;
            string name = found.OldName ?? Full(key);
            _described.Add(new(name, Shown(found.Value, secret), found.Source, secret, IsLive(flags)) { Deprecation = _deprecations?.GetValueOrDefault(name) });
        }

        return found.Value;
    }

    /// <summary>The value of a key and the name of its source, by all the rules of precedence.</summary>
    private Found Locate(string key, KeyFlags flags)
    {
        string full = Full(key);
        Found direct = At(table.Find(full), null);
        Found found = _aliases is null ? direct : WithAliases(direct, key[_start..], flags);
        return found.Value is null && _oldNames is not null && _oldNames.TryGetValue(full, out string? old) ? At(table.Find(old), old) : found;
    }

    private Found At(int at, string? oldName)
    {
        if (at < 0)
        {
            return default;
        }

        ref ConfigurationSlot slot = ref table[at];
        slot.IsRead = true;
        return slot.Value is null || slot.Source < _minimumSource ? default : new(slot.Value, at, null, oldName, table);
    }

    private Found WithAliases(Found direct, string relative, KeyFlags flags)
    {
        bool isConnection = (flags & KeyFlags.Connection) != 0;
        if (direct.Value is not null && table.SourceOf(direct.At).IsOverride)
        {
            if (isConnection && !_aliasesYieldToFiles)
            {
                NoteOverride(direct, relative);
            }

            return direct;
        }

        Found alias = _aliases!.Find(relative) is { } value ? new(value.Value, -1, value.Source, null, table) : default;
        if (isConnection)
        {
            // One source for the whole group: half a connection of one server and half of another is none.
            return _aliasesYieldToFiles ? direct : alias;
        }

        return alias.Value is null || (direct.Value is not null && _aliasesYieldToFiles) ? direct : alias;
    }

    private void NoteOverride(Found direct, string relative)
    {
        string note = $"{_target.Section}:{relative} of {direct.Source} overrides a part of the connection that comes from {_aliases!.Origin}";
        if (Notes?.Contains(note) != true)
        {
            (Notes ??= []).Add(note);
        }
    }

    /// <summary>The last source that gives a key of the connection group under the product's own section.</summary>
    private int LastSourceOfConnection()
    {
        int last = -1;
        foreach (string key in _target.Kind?.ConnectionKeys ?? [])
        {
            int at = table.Find($"{_target.Section}:{key}");
            if (at >= 0 && table[at].Value is not null && !table.SourceOf(at).IsOverride)
            {
                last = Math.Max(last, table[at].Source);
            }
        }

        return last;
    }

    /// <summary>A value, and what tells where it was found.</summary>
    [SuppressMessage("Naming", "CA1721", Justification = "Private.")]
    private readonly struct Found(string value, int at, string? alias, string? oldName, ConfigurationTable table)
    {
        public string? Value => value;

        public int At => at;

        public string? OldName => oldName;

        /// <summary>Named only when asked for; null where there is no value.</summary>
        public string? Source => value is null ? null : alias ?? table.SourceNameOf(at);
    }
}
