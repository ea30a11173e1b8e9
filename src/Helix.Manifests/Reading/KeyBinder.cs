namespace Helix.Manifests;

/// <summary>Reads key declarations out of nodes.</summary>
internal static class KeyBinder
{
    public static EquatableArray<KeyDeclaration> BindAll(ManifestNode? keys) =>
        keys.Entries().Where(static e => ScalarFormat.Identifier.IsValid(e.Name)).Select(static e => Bind(e.Name, e.Value)).ToEquatableArray();

    public static KeyDeclaration Bind(string name, ManifestNode? node)
    {
        ManifestNode? of = node.Get("of");
        ManifestNode? defaultValue = node.Get("default");
        ManifestNode? deprecated = node.Get("deprecated");
        return new(name)
        {
            Type = Type(node.Text("type")),
            Item = of is null ? null : of is MappingNode ? Bind("", of) : new KeyDeclaration("") { Type = Type(of.Text()) },
            Keys = BindAll(node.Get("keys")),
            Required = node.Boolean("required"),
            Secret = node.Boolean("secret"),
            Connection = node.Boolean("connection") ?? false,
            Default = defaultValue.Text(),
            DefaultItems = defaultValue is SequenceNode ? defaultValue.Texts() : null,
            Minimum = node.Text("minimum"),
            Maximum = node.Text("maximum"),
            MinLength = node.Integer("minLength"),
            MaxLength = node.Integer("maxLength"),
            Pattern = node.Text("pattern", ScalarFormat.Regex),
            Format = node.Text("format") is { } format && Array.IndexOf(KeyShapes.FormatNames, format) >= 0 ? format : null,
            Values = node.Texts("values"),
            Schemes = node.Texts("schemes"),
            Live = node.Text("reload") switch { "live" => true, "restart" => false, _ => null },
            Deprecated = deprecated is MappingNode
                ? new(deprecated.Text("since", ScalarFormat.Version), deprecated.Text("replacement"), deprecated.Text("reason"))
                : null,
            Description = node.Text("description"),
        };
    }

    private static KeyType? Type(string? text) =>
        text is not null && Array.IndexOf(KeyShapes.TypeNames, text) is var index and >= 0 ? (KeyType)index : null;
}
