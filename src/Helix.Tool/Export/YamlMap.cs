namespace Helix.Tool.Export;

/// <summary>A mapping of a YAML document, in the order that its entries are added in.</summary>
internal sealed class YamlMap : Dictionary<string, object>
{
    /// <summary>Adds an entry; nothing where there is no value, an empty text, or an empty list or mapping.</summary>
    public new void Add(string name, object? value)
    {
        if (value is not (null or "" or YamlMap { Count: 0 } or List<object> { Count: 0 }))
        {
            this[name] = value;
        }
    }
}
