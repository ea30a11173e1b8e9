namespace Helix.Manifests;

/// <summary>The shape of a kind manifest.</summary>
internal static class KindShape
{
    // A shape stands behind those that it is made of: static members are made in their order.
    private static ObjectShape Bindings { get; } = new("kindBindings", static () =>
    [
        new("connectionString", new ObjectShape("kindConnectionString", static () =>
        [
            new("keywords", new MapShape(ScalarFormat.NonEmpty, new ListShape(SharedShapes.NonEmpty)), "For each key the keywords that fill it.") { IsRequired = true },
        ]), "Connection strings."),
        new("serviceBinding", new ObjectShape("kindServiceBinding", static () =>
        [
            new("type", SharedShapes.NonEmpty, "The type.") { IsRequired = true },
            new("entries", new MapShape(ScalarFormat.NonEmpty, SharedShapes.NonEmpty), "For each entry the key that it fills.") { IsRequired = true },
        ]), "Kubernetes service bindings (servicebinding.io)."),
        new("connectionProperties", new MapShape(ScalarFormat.NonEmpty, SharedShapes.NonEmpty), "For each Aspire connection property the key that it fills."),
    ]);

    private static ObjectShape CSharp { get; } = new("kindCSharp", static () =>
    [
        new("namespace", new ScalarShape(ScalarFormat.Namespace), "The namespace of the types.") { IsRequired = true },
        new("product", new ScalarShape(ScalarFormat.Identifier), "The base type of products, such as SqliteProduct.") { IsRequired = true },
        new("settings", new ScalarShape(ScalarFormat.Identifier), "The interface of settings, such as ISqliteSettings.") { IsRequired = true },
    ]);

    private static ObjectShape Spec { get; } = new("kindSpec", static () =>
    [
        new("version", new ScalarShape(ScalarFormat.Version), "The version of the kind, SemVer.") { IsRequired = true },
        new("package", SharedShapes.NonEmpty, "The package and assembly that bring the runtime of the kind.") { IsRequired = true },
        new("csharp", CSharp, "The C# types of the kind.") { IsRequired = true },
        new("config", new ObjectShape("kindConfig", static () => [new("keys", KeyShapes.KindKeys, "The keys of every product of the kind.")]), "The settings."),
        new("bindings", Bindings, "Other places that settings come from."),
        new("goldenPath", new ObjectShape("kindGoldenPath", static () =>
        [
            new("replaces", new ListShape(new ObjectShape("replacedApi", static () => SharedShapes.BannedApi(policy: false))), "The raw APIs that products of the kind replace."),
            new("packages", new ListShape(SharedShapes.NonEmpty), "The packages that an app has no need to reference."),
        ]), "What the compiler says about use off the golden path."),
        new("local", SharedShapes.Local, "How a developer's machine provides a product of the kind."),
    ]);

    public static ObjectShape Root { get; } = new("productKind", static () =>
    [
        new("apiVersion", SharedShapes.ApiVersion, "The version of the manifest format.") { IsRequired = true },
        new("kind", SharedShapes.Kind("ProductKind"), "What the file describes.") { IsRequired = true },
        new("metadata", SharedShapes.Metadata, "What the kind is called.") { IsRequired = true },
        new("spec", Spec, "The kind.") { IsRequired = true },
    ]);
}
