using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Helix.Configuration;

/// <summary>
/// The values of a configuration that concern products, each with the source that wins, gathered by one pass over what the providers
/// hold. It asks no provider for the children of a section, so the time is linear in the number of entries. Its memory is rented.
/// </summary>
internal sealed class ConfigurationTable : IDisposable
{
    private const string ConnectionStrings = "ConnectionStrings";
    private const int Attempts = 4;
    private const int MostSpare = 1 << 14;

    // The memory of one pass for the next; a pool of a type of our own would be ten methods more to compile at the first.
    private static ConfigurationSlot[]? s_spareSlots;
    private static int[]? s_spareHeads;

    /// <summary>The number of entries.</summary>
    public int Count;

    /// <summary>Whether there is any entry below <c>ConnectionStrings</c>.</summary>
    public bool HasConnectionStrings;

    private readonly string[] _roots;
    private readonly ProductReadingTarget[] _targets;
    private readonly uint _variableInitials;
    private readonly List<ConfigurationSource> _sources = [];
    private ConfigurationSlot[]? _rented;
    private ConfigurationSlot[] _slots = null!;
    private int[] _heads = null!;
    private int[]? _variableHeads;
    private int _mask;
    private int _next;
    private ConfigurationTree? _tree;

    private ConfigurationTable(ProductReadingTarget[] targets, uint variableInitials)
    {
        _targets = targets;
        _roots = RootsOf(targets);
        _variableInitials = variableInitials;
    }

    /// <summary>Gathers the entries below the sections, the connection strings, and environment variables that may be aliases.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="targets">The products.</param>
    /// <param name="variableInitials">The initials of the environment variables to keep, one bit for each value of the five low bits.</param>
    /// <param name="files">What stands in for a file that cannot be read; null for nothing.</param>
    public static ConfigurationTable Create(IConfiguration configuration, ProductReadingTarget[] targets, uint variableInitials = 0, LastGoodFiles? files = null)
    {
        var table = new ConfigurationTable(targets, variableInitials);
        try
        {
            // A provider replaces its data as a whole when it reloads. A pass that meets two states is done again; should reloads never
            // end, the last of them tells itself by its own change token.
            for (int attempt = 1; !table.TryFill(configuration, files, isLast: attempt == Attempts) && attempt < Attempts; attempt++)
            {
            }

            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>The place of a key; -1 where no source has it.</summary>
    public int Find(string key)
    {
        // Files and settings often have one order: then the next key is the next entry.
        int next = _next;
        if (next < Count && string.Equals(_slots[next].Key, key) && !_slots[next].IsVariable)
        {
            _next = next + 1;
            return next;
        }

        uint hash = KeyHash.Of(key);
        for (int at = _heads[hash & (uint)_mask] - 1; at >= 0; at = _slots[at].Next)
        {
            if (_slots[at].Hash == hash && (string.Equals(_slots[at].Key, key) || string.Equals(_slots[at].Key, key, StringComparison.OrdinalIgnoreCase)))
            {
                _next = at + 1;
                return at;
            }
        }

        return -1;
    }

    public ref ConfigurationSlot this[int at] => ref _slots[at];

    /// <summary>Where the entry comes from.</summary>
    public ConfigurationSource SourceOf(int at) => _sources[_slots[at].Source];

    /// <summary>The name of where the entry comes from.</summary>
    public string SourceNameOf(int at) => SourceOf(at).NameOf(_slots[at].Key);

    /// <summary>What is below keys; made when first asked for, as most products are flat.</summary>
    public ConfigurationTree Tree => _tree ??= new(_slots.AsSpan(0, Count), _targets);

    /// <summary>The first environment variable whose name starts so, at or behind a place; -1 for none. Begin with <see cref="VariablesOf"/>.</summary>
    public int VariableFrom(int at, string prefix)
    {
        while (at >= 0 && !_slots[at].Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            at = _slots[at].Next;
        }

        return at;
    }

    /// <summary>Whether there is any variable that may be an alias.</summary>
    public bool HasVariables;

    /// <summary>The first variable that may start with a prefix; -1 for none.</summary>
    public int VariablesOf(string prefix) => _variableHeads is null || prefix.Length == 0 ? -1 : _variableHeads[prefix[0] & 31] - 1;

    /// <summary>Counts all that is below a key as read.</summary>
    public void ExcuseBelow(string full, int minimumSource = 0, int belowSource = int.MaxValue)
    {
        for (int at = 0; at < Count; at++)
        {
            ref ConfigurationSlot slot = ref _slots[at];
            if (slot.Source >= minimumSource && slot.Source < belowSource && IsBelow(slot.Key, full))
            {
                slot.IsRead = true;
            }
        }
    }

    public static bool IsBelow(string key, string parent) =>
        key.Length > parent.Length && key[parent.Length] == ':' && key.StartsWith(parent, StringComparison.OrdinalIgnoreCase);

    private bool TryFill(IConfiguration configuration, LastGoodFiles? files, bool isLast)
    {
        _sources.Clear();
        ConfigurationSource.Add(configuration, files, _sources);
        int expected = 0;
        // No foreach over lists here and below: its enumerator and its finally are more to compile at a start than an index.
        for (int i = 0; i < _sources.Count; i++)
        {
            expected += _sources[i].Data?.Count ?? 16;
        }

        if (_rented is not null)
        {
            Dispose();
        }

        _next = 0;
        _tree = null;
        HasConnectionStrings = false;
        ConfigurationSlot[]? spare = Interlocked.Exchange(ref s_spareSlots, null);
        _rented = _slots = spare is not null && spare.Length >= expected ? spare : new ConfigurationSlot[Math.Max(expected, 16)];
        RentHeads();
        try
        {
            for (int i = 0; i < _sources.Count; i++)
            {
                Fill(_sources[i], i);
            }
        }
        catch (InvalidOperationException)
        {
            // A dictionary was changed under the pass. What comes each time is the failure of a provider: it is not one without values. No
            // filter: the whole method is slower by one.
            if (isLast)
            {
                throw;
            }

            return false;
        }

        for (int i = 0; i < _sources.Count; i++)
        {
            ConfigurationSource source = _sources[i];
            if (source.Provider is { } provider && source.Data is { } data && ProviderData.Of(provider) is { } now
                && !ReferenceEquals(now, data) && !ReferenceEquals(files?.Choose(provider, now), data))
            {
                return false;
            }
        }

        return true;
    }

    private void Fill(ConfigurationSource source, int order)
    {
        bool isEnvironment = source.Provider is EnvironmentVariablesConfigurationProvider;
        if (source.Data is Dictionary<string, string?> data)
        {
            foreach (KeyValuePair<string, string?> pair in data)
            {
                Add(pair.Key, pair.Value, order, isEnvironment);
            }
        }
        else
        {
            FillOther(source, order, isEnvironment);
        }
    }

    private void FillOther(ConfigurationSource source, int order, bool isEnvironment)
    {
        if (source.Data is { } other)
        {
            foreach (KeyValuePair<string, string?> pair in other)
            {
                Add(pair.Key, pair.Value, order, isEnvironment);
            }
        }
        else if (source.Provider is { } provider)
        {
            FillByAsking(provider, order);
        }
        else
        {
            FillFrom(source.Configuration!, order);
        }
    }

    private void FillByAsking(IConfigurationProvider provider, int order)
    {
        void Take(string key, string? value) => Add(key, value, order, false);
        string? previous = null;
        foreach (ProductReadingTarget target in _targets)
        {
            // Instances are below the section of their product.
            if (target.Bindings.Section != previous)
            {
                ForeignProvider.Walk(provider, previous = target.Bindings.Section, Take);
            }
        }

        ForeignProvider.Walk(provider, ConnectionStrings, Take);
    }

    private void FillFrom(IConfiguration configuration, int order)
    {
        // A section stands for the root that products are below, unless it is one of theirs, or above theirs.
        bool isOfProducts = configuration is IConfigurationSection section && IsOfProducts(section.Path);
        foreach ((string key, string? value) in configuration.AsEnumerable(makePathsRelative: !isOfProducts))
        {
            if (value is not null)
            {
                Add(key, value, order, false);
            }
        }
    }

    private void Add(string key, string? value, int order, bool isEnvironment)
    {
        for (int i = 0; i < _roots.Length; i++)
        {
            string root = _roots[i];
            if (key.Length > root.Length && key[root.Length] == ':'
                && (key.AsSpan(0, root.Length).SequenceEqual(root) || key.StartsWith(root, StringComparison.OrdinalIgnoreCase)))
            {
                Put(key, value, order);
                HasConnectionStrings |= i == _roots.Length - 1;
                return;
            }
        }

        // Behind a prefix are other apps' variables; whether there is one is asked for last, as its answer is dear.
        if (isEnvironment && key.Length > 0 && (1u << (key[0] & 31) & _variableInitials) != 0 && value is not null && !key.Contains(':', StringComparison.Ordinal)
            && ProviderData.IsUnprefixedEnvironment(_sources[order].Provider!))
        {
            PutVariable(key, value, order);
        }
    }

    private void Put(string key, string? value, int order)
    {
        uint hash = KeyHash.Of(key);
        for (int at = _heads[hash & (uint)_mask] - 1; at >= 0; at = _slots[at].Next)
        {
            ref ConfigurationSlot known = ref _slots[at];
            if (known.Hash == hash && (string.Equals(known.Key, key) || string.Equals(known.Key, key, StringComparison.OrdinalIgnoreCase)))
            {
                known.Key = key;
                known.Value = value;
                known.Source = order;
                return;
            }
        }

        if (Count == _slots.Length)
        {
            Grow();
        }

        ref int head = ref _heads[hash & (uint)_mask];
        _slots[Count] = new() { Key = key, Value = value, Hash = hash, Next = head - 1, Source = order };
        head = ++Count;
    }

    private void PutVariable(string key, string value, int order)
    {
        if (Count == _slots.Length)
        {
            Grow();
        }

        if (_variableHeads is null)
        {
            _variableHeads = new int[32];
            HasVariables = true;
        }

        ref int head = ref _variableHeads[key[0] & 31];
        _slots[Count] = new() { Key = key, Value = value, Next = head - 1, Source = order, IsVariable = true, IsRead = true };
        head = ++Count;
    }

    private void RentHeads()
    {
        int size = 16;
        while (size < _slots.Length)
        {
            size *= 2;
        }

        int[]? spare = Interlocked.Exchange(ref s_spareHeads, null);
        _heads = spare is not null && spare.Length >= size ? spare : new int[size];
        Array.Clear(_heads);
        _mask = size - 1;
    }

    private void Grow()
    {
        ConfigurationSlot[] old = _slots;
        _rented = _slots = new ConfigurationSlot[old.Length * 2];
        Array.Copy(old, _slots, Count);
        RentHeads();
        for (int at = 0; at < Count; at++)
        {
            ref ConfigurationSlot slot = ref _slots[at];
            if (!slot.IsVariable)
            {
                ref int head = ref _heads[slot.Hash & (uint)_mask];
                slot.Next = head - 1;
                head = at + 1;
            }
        }
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            // Values may be secrets: what is given back is empty.
            Array.Clear(_slots, 0, Count);
            if (_slots.Length <= MostSpare)
            {
                s_spareSlots = _slots;
                s_spareHeads = _heads;
            }

            _rented = null;
        }

        _variableHeads = null;
        HasVariables = false;
        Count = 0;
    }

    private bool IsOfProducts(string path)
    {
        foreach (ProductReadingTarget target in _targets)
        {
            string section = target.Bindings.Section;
            if (string.Equals(section, path, StringComparison.OrdinalIgnoreCase) || IsBelow(section, path) || IsBelow(path, section))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first segments of the sections, before that of connection strings.</summary>
    private static string[] RootsOf(ProductReadingTarget[] targets)
    {
        var roots = new List<string>();
        foreach (ProductReadingTarget target in targets)
        {
            string section = target.Bindings.Section;
            int colon = section.IndexOf(':', StringComparison.Ordinal);
            int length = colon < 0 ? section.Length : colon;
            bool known = false;
            for (int i = 0; i < roots.Count; i++)
            {
                known |= roots[i].Length == length && section.StartsWith(roots[i], StringComparison.OrdinalIgnoreCase);
            }

            if (!known)
            {
                roots.Add(section[..length]);
            }
        }

        roots.Add(ConnectionStrings);
        return roots.ToArray();
    }
}

/// <summary>An entry of the table.</summary>
internal struct ConfigurationSlot
{
    /// <summary>The full key, as its source spells it.</summary>
    public string Key;

    /// <summary>The value; null where a file says null, which counts as not given.</summary>
    public string? Value;

    public uint Hash;

    /// <summary>The next entry with the same place in the index; -1 for none.</summary>
    public int Next;

    /// <summary>The place of its source among all: the highest wins.</summary>
    public int Source;

    /// <summary>Whether it is an environment variable as it is, not a configuration key.</summary>
    public bool IsVariable;

    /// <summary>Whether generated code asked for it.</summary>
    public bool IsRead;
}
