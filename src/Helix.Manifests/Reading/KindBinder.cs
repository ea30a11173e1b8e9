namespace Helix.Manifests;

/// <summary>Reads a kind out of a file's nodes.</summary>
internal static class KindBinder
{
    public static KindManifest? Bind(MappingNode root, string fallbackName)
    {
        ManifestNode? metadata = root.Get("metadata");
        ManifestNode? spec = root.Get("spec");
        string name = metadata.Text("name") ?? fallbackName;
        if (name.Length is 0 or > 200)
        {
            return null;
        }

        ManifestNode? csharp = spec.Get("csharp");
        ManifestNode? bindings = spec.Get("bindings");
        return new(name)
        {
            DisplayName = metadata.Text("displayName"),
            Description = metadata.Text("description"),
            Version = spec.Text("version", ScalarFormat.Version) ?? "0.0.0",
            Package = spec.Text("package"),
            Namespace = csharp.Text("namespace", ScalarFormat.Namespace),
            ProductType = csharp.Text("product", ScalarFormat.Identifier),
            SettingsType = csharp.Text("settings", ScalarFormat.Identifier),
            Keys = KeyBinder.BindAll(spec.Get("config").Get("keys")),
            ConnectionStringKeywords = bindings.Get("connectionString").Get("keywords").Entries()
                .SelectMany(static e => e.Value.Texts().Select(keyword => new NamedText(keyword, e.Name))).ToEquatableArray(),
            ServiceBindingType = bindings.Get("serviceBinding").Text("type"),
            ServiceBindingEntries = bindings.Get("serviceBinding").NamedTexts("entries"),
            ConnectionProperties = bindings.NamedTexts("connectionProperties"),
            Replaces = SharedBinder.BannedApis(spec.Get("goldenPath").Get("replaces")),
            Packages = spec.Get("goldenPath").Texts("packages"),
            Local = SharedBinder.Local(spec.Get("local")),
        };
    }
}
