namespace Helix.Manifests;

/// <summary>Shapes that products and kinds have in common.</summary>
internal static class SharedShapes
{
    public static ScalarShape Text { get; } = new(ScalarFormat.Text);

    public static ScalarShape NonEmpty { get; } = new(ScalarFormat.NonEmpty);

    public static ScalarShape Boolean { get; } = new(ScalarFormat.Boolean);

    public static ScalarShape Any { get; } = new(ScalarFormat.Any);

    public static ScalarShape Label { get; } = new(ScalarFormat.Label);

    public static ScalarShape Url { get; } = new(ScalarFormat.Url);

    public static ScalarShape Date { get; } = new(ScalarFormat.Date);

    public static MapShape TextMap { get; } = new(ScalarFormat.NonEmpty, Any);

    public static ScalarShape ApiVersion { get; } = new(ScalarFormat.Text) { Values = ["helix.dev/v1"] };

    public static ScalarShape Kind(string kind) => new(ScalarFormat.Text) { Values = [kind] };

    public static ObjectShape Metadata { get; } = new("metadata", static () =>
    [
        new("name", Label, "The name, an RFC 1123 label. The C# name follows from it: orders-db is OrdersDb.") { IsRequired = true },
        new("displayName", Text, "The name for people."),
        new("description", Text, "What it is, for people."),
        new("labels", TextMap, "Free labels."),
    ]);

    public static ObjectShape Local { get; } = new("local", static () =>
    [
        new("container", new ObjectShape("container", static () =>
        [
            new("image", NonEmpty, "The image, without tag.") { IsRequired = true },
            new("tag", Any, "The tag."),
            new("port", new ScalarShape(ScalarFormat.Integer(1, 65535)), "The port that the server listens on."),
            new("env", TextMap, "Environment variables; {Key} stands for the value of a key."),
            new("args", new ListShape(Any), "Arguments; {Key} stands for the value of a key."),
            new("volume", NonEmpty, "The path in the container that keeps data."),
        ]), "A container."),
        new("executable", new ObjectShape("executable", static () =>
        [
            new("command", NonEmpty, "The command.") { IsRequired = true },
            new("port", new ScalarShape(ScalarFormat.Integer(1, 65535)), "The port that the server listens on."),
            new("env", TextMap, "Environment variables; {Key} stands for the value of a key."),
            new("args", new ListShape(Any), "Arguments; {Key} stands for the value of a key."),
        ]), "A program on the machine."),
        new("embedded", NonEmpty, "The name of what runs inside of the app's own process."),
        new("values", TextMap, "The values of keys on a developer's machine; {Key} stands for the value of another key, {endpoint.host} and {endpoint.port} for where the server is, {product.name} for the product."),
        new("health", new ObjectShape("localHealth", static () =>
        [
            new("command", new ListShape(Any), "A command that succeeds once the server answers, run beside the server; {Key} stands for the value of a key."),
            new("http", NonEmpty, "A path that answers 2xx to GET once the server is ready; {Key} stands for the value of a key."),
        ]), "How to find out that the server answers. Default: a connection to its port."),
    ]);

    public static Property[] BannedApi(bool policy)
    {
        List<Property> properties =
        [
            new("id", Label, "The name of the entry, unique in the manifest.") { IsRequired = true },
            new("assembly", NonEmpty, "The simple name of the assembly that declares the symbols.") { IsRequired = true },
            new("symbols", new ListShape(NonEmpty), "Documentation-comment IDs, as in BannedSymbols.txt.") { IsRequired = true },
            new("use", Text, "What to use instead."),
            new("reason", Text, "Why."),
        ];
        if (policy)
        {
            properties.Add(new("severity", new ScalarShape(ScalarFormat.Text) { Values = ["none", "info", "warning", "error"] }, "How strongly the rule speaks. Default: warning."));
            properties.Add(new("escalate", new ObjectShape("escalation", static () =>
            [
                new("warning", Date, "From this day on it is a warning at least."),
                new("error", Date, "From this day on it is an error."),
            ]), "When the rule becomes stricter."));
            properties.Add(new("except", new ListShape(NonEmpty), "Namespaces where the APIs are allowed; * stands for any characters."));
        }

        return properties.ToArray();
    }
}
