using System.Globalization;

namespace Helix.Manifests;

/// <summary>Takes values out of nodes, passing over what has the wrong form: the shape check has reported that.</summary>
internal static class NodeReading
{
    public static ManifestNode? Get(this ManifestNode? node, string name) => (node as MappingNode)?.Find(name)?.Value;

    public static string? Text(this ManifestNode? node, string name) => Text(node.Get(name));

    public static string? Text(this ManifestNode? node) => node is ScalarNode { IsNull: false } scalar ? scalar.Text : null;

    /// <summary>The text if it has a form, else null.</summary>
    public static string? Text(this ManifestNode? node, string name, ScalarFormat format) =>
        node.Text(name) is { } text && format.IsValid(text) ? text : null;

    public static bool? Boolean(this ManifestNode? node, string name) =>
        node.Text(name, ScalarFormat.Boolean) is { } text ? text[0] is 't' or 'T' : null;

    public static int? Integer(this ManifestNode? node, string name) =>
        int.TryParse(node.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;

    public static double? Number(this ManifestNode? node, string name) =>
        double.TryParse(node.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    public static long? Duration(this ManifestNode? node, string name) =>
        node.Text(name) is { } text && DurationText.TryParse(text, out long ticks) ? ticks : null;

    public static IsoDate? Date(this ManifestNode? node, string name) =>
        node.Text(name) is { } text && IsoDate.TryParse(text, out IsoDate date) ? date : null;

    /// <summary>The texts of a list, without items that are no single value.</summary>
    public static EquatableArray<string> Texts(this ManifestNode? node, string name) => Texts(node.Get(name));

    public static EquatableArray<string> Texts(this ManifestNode? node) =>
        Items(node).Select(static item => item.Text()).OfType<string>().ToEquatableArray();

    public static IEnumerable<ManifestNode> Items(this ManifestNode? node) => node is SequenceNode sequence ? sequence.Items : [];

    public static IEnumerable<(string Name, ManifestNode? Value)> Entries(this ManifestNode? node) =>
        node is MappingNode mapping ? mapping.Entries.Select(static e => (e.Name.Text, e.Value)) : [];

    public static EquatableArray<NamedText> NamedTexts(this ManifestNode? node, string name) =>
        node.Get(name).Entries().Where(static e => e.Value.Text() is not null)
            .Select(static e => new NamedText(e.Name, e.Value.Text()!)).ToEquatableArray();

    /// <summary>The index of a text in a list of words; -1 for none.</summary>
    public static int Word(this ManifestNode? node, string name, string[] words) =>
        node.Text(name) is { } text ? Array.IndexOf(words, text) : -1;
}
