namespace Helix.Configuration;

/// <summary>What is below the keys of products: the items of lists, the names of maps, the parts of objects.</summary>
internal sealed class ConfigurationTree
{
    private readonly Dictionary<string, ConfigurationNode> _nodes = new(StringComparer.OrdinalIgnoreCase);

    public ConfigurationTree(ReadOnlySpan<ConfigurationSlot> slots, ProductReadingTarget[] targets)
    {
        // A key of a product is one level below its section; what is asked for is below such a key.
        int depth = int.MaxValue;
        foreach (ProductReadingTarget target in targets)
        {
            depth = Math.Min(depth, target.Bindings.Section.AsSpan().Count(':') + 2);
        }

        Dictionary<string, ConfigurationNode>.AlternateLookup<ReadOnlySpan<char>> lookup = _nodes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (ref readonly ConfigurationSlot slot in slots)
        {
            if (slot.Value is null || slot.IsVariable || slot.Key.AsSpan().Count(':') < depth)
            {
                continue;
            }

            ReadOnlySpan<char> key = slot.Key;
            int start = 0;
            for (int level = 0; level < depth; level++)
            {
                start += key[start..].IndexOf(':') + 1;
            }

            while (true)
            {
                ReadOnlySpan<char> parent = key[..(start - 1)];
                int length = key[start..].IndexOf(':');
                if (!lookup.TryGetValue(parent, out ConfigurationNode? node))
                {
                    node = new();
                    _nodes.Add(parent.ToString(), node);
                }

                node.Add(length < 0 ? key[start..] : key.Slice(start, length), slot.Source);
                if (length < 0)
                {
                    break;
                }

                start += length + 1;
            }
        }
    }

    /// <summary>What is below a key; null for nothing.</summary>
    public ConfigurationNode? Below(string key) => _nodes.GetValueOrDefault(key);
}

/// <summary>The names one level below a key.</summary>
internal sealed class ConfigurationNode
{
    private readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _names = [];
    private readonly List<int> _sources = [];

    /// <summary>The highest source of anything below.</summary>
    public int Source { get; private set; } = -1;

    /// <summary>The names in the order of the sources, in the spelling of the first.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The names that have something from this source or a higher one.</summary>
    public string[] NamesFrom(int minimumSource)
    {
        var names = new List<string>(_names.Count);
        for (int i = 0; i < _names.Count; i++)
        {
            if (_sources[i] >= minimumSource)
            {
                names.Add(_names[i]);
            }
        }

        return [.. names];
    }

    public void Add(ReadOnlySpan<char> name, int source)
    {
        Source = Math.Max(Source, source);
        if (_index.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out int at))
        {
            _sources[at] = Math.Max(_sources[at], source);
            return;
        }

        string text = name.ToString();
        _index.Add(text, _names.Count);
        _names.Add(text);
        _sources.Add(source);
    }
}
