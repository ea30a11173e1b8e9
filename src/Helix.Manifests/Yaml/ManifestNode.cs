namespace Helix.Manifests;

/// <summary>A node of a manifest's YAML or JSON, with its place in the file.</summary>
internal abstract class ManifestNode(SourceSpan span)
{
    public SourceSpan Span { get; set; } = span;

    /// <summary>What the node is, for messages.</summary>
    public abstract string Noun { get; }
}

/// <summary>A single value. Its text is what the file says, whatever type YAML would guess.</summary>
internal sealed class ScalarNode(string text, bool isPlain, SourceSpan span) : ManifestNode(span)
{
    public string Text { get; } = text;

    /// <summary>Whether the value stands without quotes.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>Whether the value says that there is none.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Noun => IsNull ? "nothing" : "a single value";
}

/// <summary>A list.</summary>
internal sealed class SequenceNode(SourceSpan span) : ManifestNode(span)
{
    public List<ManifestNode> Items { get; } = [];

    public override string Noun => "a list";
}

/// <summary>Properties with values, in the order of the file.</summary>
internal sealed class MappingNode(SourceSpan span) : ManifestNode(span)
{
    private readonly Dictionary<string, MappingEntry> _byName = new(StringComparer.Ordinal);

    public List<MappingEntry> Entries { get; } = [];

    public override string Noun => "a mapping";

    /// <summary>Adds a property, unless there is one of that name already.</summary>
    public bool TryAdd(MappingEntry entry)
    {
        if (_byName.ContainsKey(entry.Name.Text))
        {
            return false;
        }

        _byName.Add(entry.Name.Text, entry);
        Entries.Add(entry);
        return true;
    }

    public MappingEntry? Find(string name) => _byName.TryGetValue(name, out MappingEntry? entry) ? entry : null;
}

/// <summary>A property of a mapping; its value is null as long as the file breaks off before it.</summary>
internal sealed class MappingEntry(ScalarNode name)
{
    public ScalarNode Name { get; } = name;

    public ManifestNode? Value { get; set; }
}
