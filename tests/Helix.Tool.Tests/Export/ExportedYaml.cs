using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Helix.Tool.Tests.Export;

/// <summary>A mapping of an exported file, read as other tools read it: an unquoted 17, true or null is no text.</summary>
internal sealed class ExportedYaml(IDictionary<object, object> map, string place)
{
    private static readonly IDeserializer s_deserializer = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();

    public IEnumerable<string> Names => map.Keys.Cast<string>();

    public static IReadOnlyList<ExportedYaml> Documents(string text)
    {
        var documents = new List<ExportedYaml>();
        var parser = new MergingParser(new Parser(new StringReader(text)));
        _ = parser.TryConsume<YamlDotNet.Core.Events.StreamStart>(out _);
        while (parser.Accept<YamlDotNet.Core.Events.DocumentStart>(out _))
        {
            documents.Add(new(s_deserializer.Deserialize<Dictionary<object, object>>(parser)!, $"document {documents.Count}"));
        }

        return documents;
    }

    public bool Has(string name) => map.ContainsKey(name);

    public string Text(string name) => Assert.IsType<string>(Value(name), exactMatch: false);

    /// <summary>A text of a form; the whole text must have it.</summary>
    public string Text(string name, string pattern)
    {
        string text = Text(name);
        Assert.True(Regex.IsMatch(text, $"^(?:{pattern})$"), $"{place}.{name} is '{text}', which is not {pattern}");
        return text;
    }

    public bool Bool(string name) => Assert.IsType<bool>(Value(name));

    public ExportedYaml Map(string name) => new(Assert.IsType<IDictionary<object, object>>(Value(name), exactMatch: false), $"{place}.{name}");

    public IReadOnlyList<ExportedYaml> Maps(string name) =>
        [.. Assert.IsType<List<object>>(Value(name)).Select((item, i) => new ExportedYaml((IDictionary<object, object>)item, $"{place}.{name}[{i}]"))];

    public string[] Texts(string name) => [.. Assert.IsType<List<object>>(Value(name)).Select(static item => Assert.IsType<string>(item))];

    /// <summary>No other property than these is there.</summary>
    public ExportedYaml Only(params string[] names)
    {
        string[] others = [.. Names.Except(names)];
        Assert.True(others.Length == 0, $"{place} has {string.Join(", ", others)}");
        return this;
    }

    private object Value(string name)
    {
        Assert.True(map.TryGetValue(name, out object? value), $"{place} has no {name}");
        Assert.True(value is not null, $"{place}.{name} is null");
        return value!;
    }
}
