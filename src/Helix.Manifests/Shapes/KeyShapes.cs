namespace Helix.Manifests;

/// <summary>The shape of a configuration key, in products, kinds and environments.</summary>
internal static class KeyShapes
{
    public static readonly string[] TypeNames = Array.ConvertAll(
        (KeyType[])Enum.GetValues(typeof(KeyType)), static type => type.ToString().ToLowerInvariant());

    public static readonly string[] FormatNames = ["email", "hostname", "ipv4", "ipv6", "path"];

    private static readonly ScalarShape s_text = new(ScalarFormat.Text);
    private static readonly ScalarShape s_bool = new(ScalarFormat.Boolean);
    private static readonly ScalarShape s_any = new(ScalarFormat.Any);
    private static readonly ScalarShape s_length = new(ScalarFormat.Integer(0, int.MaxValue));
    private static readonly ListShape s_texts = new(s_any);

    public static ObjectShape ProductKey { get; } = new("key", static () => Properties(connection: false));

    public static ObjectShape KindKey { get; } = new("kindKey", static () => Properties(connection: true));

    public static MapShape ProductKeys { get; } = new(ScalarFormat.Identifier, ProductKey);

    public static MapShape KindKeys { get; } = new(ScalarFormat.Identifier, KindKey);

    /// <summary>What an environment may narrow.</summary>
    public static ObjectShape Constraint { get; } = new("constraint", static () => Bounds());

    private static Property[] Properties(bool connection)
    {
        List<Property> properties =
        [
            new("type", new ScalarShape(ScalarFormat.Text) { Values = TypeNames }, "The type; where the kind brings the key, its type applies."),
            new("of", new EitherShape(new ScalarShape(ScalarFormat.Text) { Values = TypeNames }, ProductKey), "The type of a list's or map's items, alone or with constraints."),
            new("keys", ProductKeys, "The keys of an object."),
            new("description", s_text, "What the key means, for people."),
            new("required", s_bool, "Whether a value must be given."),
            new("secret", s_bool, "Whether the value must never be shown."),
            new("default", new EitherShape(s_any, s_texts), "The value when none is configured."),
            .. Bounds(),
            new("format", new ScalarShape(ScalarFormat.Text) { Values = FormatNames }, "A named form of text."),
            new("schemes", new ListShape(new ScalarShape(ScalarFormat.NonEmpty)), "The allowed schemes of a URI."),
            new("reload", new ScalarShape(ScalarFormat.Text) { Values = ["live", "restart"] }, "Whether a changed value is taken over while the app runs. Default: restart."),
            new("deprecated", new ObjectShape("keyDeprecation", static () =>
            [
                new("since", new ScalarShape(ScalarFormat.Version), "The version of the product that deprecated the key."),
                new("replacement", s_text, "The key that takes its place."),
                new("reason", s_text, "Why."),
            ]), "Since when and why the key should not be used any more."),
        ];
        if (connection)
        {
            properties.Add(new("connection", s_bool, "Whether the key belongs to the connection group, whose keys come from one source as a whole."));
        }

        return properties.ToArray();
    }

    private static Property[] Bounds() =>
    [
        new("minimum", s_any, "The smallest allowed value."),
        new("maximum", s_any, "The largest allowed value."),
        new("minLength", s_length, "The smallest number of characters or items."),
        new("maxLength", s_length, "The largest number of characters or items."),
        new("pattern", new ScalarShape(ScalarFormat.Regex), "A regular expression that the value must match somewhere."),
        new("values", s_texts, "The allowed values."),
    ];
}
