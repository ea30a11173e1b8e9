namespace Helix.Manifests;

/// <summary>Reads a product out of a file's nodes.</summary>
internal static class ProductBinder
{
    public static ProductManifest? Bind(MappingNode root, string fallbackName)
    {
        ManifestNode? metadata = root.Get("metadata");
        ManifestNode? spec = root.Get("spec");
        string name = metadata.Text("name") ?? fallbackName;
        if (name.Length is 0 or > 200)
        {
            return null;
        }

        ManifestNode? config = spec.Get("config");
        ManifestNode? bindings = spec.Get("bindings");
        ManifestNode? owner = spec.Get("owner");
        ManifestNode? support = spec.Get("support");
        ManifestNode? slo = spec.Get("slo");
        ManifestNode? goldenPath = spec.Get("goldenPath");
        return new(name)
        {
            DisplayName = metadata.Text("displayName"),
            Description = metadata.Text("description"),
            Labels = metadata.NamedTexts("labels"),
            Kind = spec.Text("kind"),
            KindPackage = spec.Text("kindPackage"),
            Version = spec.Text("version", ScalarFormat.Version) ?? "0.0.0",
            Owner = new(owner.Text("team"), owner.Text("oncall", ScalarFormat.Url)),
            Namespace = spec.Get("csharp").Text("namespace", ScalarFormat.Namespace),
            Lifecycle = Lifecycle(spec.Get("lifecycle")),
            Support = new(
                support.Text("docs", ScalarFormat.Url), support.Text("chat", ScalarFormat.Url),
                support.Text("feedback", ScalarFormat.Url), support.Text("status", ScalarFormat.Url)),
            Slo = new(
                slo.Text("availability", ScalarFormat.Percent) is null ? null : slo.Number("availability"), slo.Duration("latencyP99")),
            Section = config.Text("section", ScalarFormat.Section),
            Keys = KeyBinder.BindAll(config.Get("keys")),
            Environments = config.Get("environments").Entries().Where(static e => e.Name.Trim().Length > 0).Select(static e => new EnvironmentDeclaration(
                e.Name,
                e.Value.Texts("require"),
                e.Value.Texts("forbid"),
                e.Value.Get("constrain").Entries().Select(static c => KeyBinder.Bind(c.Name, c.Value)).ToEquatableArray())).ToEquatableArray(),
            Bindings = new(
                bindings.Text("connectionString"),
                bindings.Get("serviceBinding").Text("type"),
                bindings.Get("serviceBinding").Text("provider"),
                bindings.Text("env", ScalarFormat.EnvironmentPrefix)),
            Plans = spec.Get("plans").Entries().Select(static e => new ProductPlan(
                e.Name,
                e.Value.Boolean("default") ?? false,
                e.Value.Text("description"),
                e.Value.Boolean("requiresApproval") ?? false,
                e.Value.NamedTexts("limits"))).ToEquatableArray(),
            Banned = SharedBinder.BannedApis(goldenPath.Get("banned")),
            Waivers = new(goldenPath.Get("waivers").Integer("maxDays"), goldenPath.Get("waivers").Boolean("requireTicket") ?? false),
            Local = SharedBinder.Local(spec.Get("local")),
            DependsOn = spec.Get("dependsOn").Items().Where(static item => item.Text("product") is not null).Select(static item =>
                new ProductDependency(item.Text("product")!, item.Text("version", ScalarFormat.Range))).ToEquatableArray(),
        };
    }

    private static ProductLifecycle Lifecycle(ManifestNode? node)
    {
        int stage = node.Word("stage", ManifestWords.Stages);
        return new(stage >= 0 ? (LifecycleStage)stage : LifecycleStage.Experimental)
        {
            Since = node.Date("since"),
            Deprecated = node.Date("deprecated"),
            Retires = node.Date("retires"),
            Successor = node.Text("successor"),
            Migration = node.Text("migration", ScalarFormat.Url),
            Roadmap = node.Get("roadmap").Items().Where(static item => item.Date("date") is not null).Select(static item =>
                new RoadmapItem(item.Date("date")!.Value, item.Text("title") ?? "", item.Text("status"))).ToEquatableArray(),
        };
    }
}
