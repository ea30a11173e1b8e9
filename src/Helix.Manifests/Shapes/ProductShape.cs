namespace Helix.Manifests;

/// <summary>The shape of a product manifest.</summary>
internal static class ProductShape
{
    // A shape stands behind those that it is made of: static members are made in their order.
    private static ObjectShape Dependency { get; } = new("dependency", static () =>
    [
        new("product", SharedShapes.Label, "The name of the product.") { IsRequired = true },
        new("version", new ScalarShape(ScalarFormat.Range), "The versions that do, such as \">=1.0 <2.0\"."),
    ]);

    private static ObjectShape GoldenPath { get; } = new("productGoldenPath", static () =>
    [
        new("banned", new ListShape(new ObjectShape("bannedApi", static () => SharedShapes.BannedApi(policy: true))), "APIs that this product replaces or forbids."),
        new("waivers", new ObjectShape("waivers", static () =>
        [
            new("maxDays", new ScalarShape(ScalarFormat.Integer(1, 3650)), "The longest time to a waiver's expiry, in days."),
            new("requireTicket", SharedShapes.Boolean, "Whether a waiver must name a ticket."),
        ]), "The limits of waivers."),
    ]);

    private static ObjectShape Plan { get; } = new("plan", static () =>
    [
        new("default", SharedShapes.Boolean, "Whether it applies when none is chosen."),
        new("description", SharedShapes.Text, "What it is for."),
        new("requiresApproval", SharedShapes.Boolean, "Whether the owner has to agree."),
        new("limits", SharedShapes.TextMap, "Named limits."),
    ]);

    private static ObjectShape Bindings { get; } = new("productBindings", static () =>
    [
        new("connectionString", SharedShapes.NonEmpty, "The name below ConnectionStrings. Default: the product's name, where the kind has connection strings."),
        new("serviceBinding", new ObjectShape("productServiceBinding", static () =>
        [
            new("type", SharedShapes.NonEmpty, "The type. Default: the kind's."),
            new("provider", SharedShapes.NonEmpty, "The provider."),
        ]), "A Kubernetes service binding (servicebinding.io)."),
        new("env", new ScalarShape(ScalarFormat.EnvironmentPrefix), "The prefix of environment variables. Default: the name in capitals, such as ORDERS_DB_."),
    ]);

    private static ObjectShape Config { get; } = new("productConfig", static () =>
    [
        new("section", new ScalarShape(ScalarFormat.Section), "The configuration section. Default: Helix:<CSharpName>."),
        new("keys", KeyShapes.ProductKeys, "What the product adds to its kind's keys, and how it narrows them."),
        new("environments", new MapShape(ScalarFormat.NonEmpty, new ObjectShape("environment", static () =>
        [
            new("require", new ListShape(SharedShapes.NonEmpty), "Keys that must be given there."),
            new("forbid", new ListShape(SharedShapes.NonEmpty), "Keys that must not be given there."),
            new("constrain", new MapShape(ScalarFormat.NonEmpty, KeyShapes.Constraint), "Keys with narrower constraints there."),
        ])), "The rules of single environments, by name."),
    ]);

    private static ObjectShape Slo { get; } = new("slo", static () =>
    [
        new("availability", new ScalarShape(ScalarFormat.Percent), "Percent of the time."),
        new("latencyP99", new ScalarShape(ScalarFormat.Duration), "The 99th percentile of latency."),
    ]);

    private static ObjectShape Support { get; } = new("support", static () =>
    [
        new("docs", SharedShapes.Url, "Documentation."),
        new("chat", SharedShapes.Url, "A chat channel."),
        new("feedback", SharedShapes.Url, "Where feedback is read."),
        new("status", SharedShapes.Url, "The status page."),
    ]);

    private static ObjectShape Lifecycle { get; } = new("lifecycle", static () =>
    [
        new("stage", new ScalarShape(ScalarFormat.Text) { Values = ManifestWords.Stages }, "The stage.") { IsRequired = true },
        new("since", SharedShapes.Date, "Since when the product is in use."),
        new("deprecated", SharedShapes.Date, "Since when it is, or from when it will be, deprecated."),
        new("retires", SharedShapes.Date, "The first day that it is gone."),
        new("successor", SharedShapes.Label, "The product that takes its place."),
        new("migration", SharedShapes.Url, "How to move to the successor."),
        new("roadmap", new ListShape(new ObjectShape("roadmapItem", static () =>
        [
            new("date", SharedShapes.Date, "When.") { IsRequired = true },
            new("title", SharedShapes.NonEmpty, "What.") { IsRequired = true },
            new("status", SharedShapes.NonEmpty, "How sure, such as planned."),
        ])), "What is planned."),
    ]);

    private static ObjectShape CSharp { get; } = new("productCSharp", static () =>
    [
        new("namespace", new ScalarShape(ScalarFormat.Namespace), "The namespace of the generated types; part of the contract. Default: the project's RootNamespace."),
    ]);

    private static ObjectShape Owner { get; } = new("owner", static () =>
    [
        new("team", SharedShapes.NonEmpty, "The team.") { IsRequired = true },
        new("oncall", SharedShapes.Url, "How to reach whoever is on call."),
    ]);

    private static ObjectShape Spec { get; } = new("productSpec", static () =>
    [
        new("kind", SharedShapes.NonEmpty, "The product kind: one that a Helix.Sdk package brings, or one of your own.") { IsRequired = true },
        new("kindPackage", SharedShapes.NonEmpty, "The package that brings the kind."),
        new("version", new ScalarShape(ScalarFormat.Version), "The version of the contract, SemVer.") { IsRequired = true },
        new("owner", Owner, "Who runs the product.") { IsRequired = true },
        new("csharp", CSharp, "The generated C#."),
        new("lifecycle", Lifecycle, "Where the product is in its life.") { IsRequired = true },
        new("support", Support, "Where users find help."),
        new("slo", Slo, "What users may rely on."),
        new("config", Config, "The settings."),
        new("bindings", Bindings, "Other places that settings come from."),
        new("plans", new MapShape(ScalarFormat.Label, Plan), "The plans to choose from."),
        new("goldenPath", GoldenPath, "What the compiler says about use off the golden path."),
        new("local", SharedShapes.Local, "How a developer's machine provides the product."),
        new("dependsOn", new ListShape(Dependency), "The products that this one needs."),
    ]);

    public static ObjectShape Root { get; } = new("product", static () =>
    [
        new("apiVersion", SharedShapes.ApiVersion, "The version of the manifest format.") { IsRequired = true },
        new("kind", SharedShapes.Kind("InfrastructureProduct"), "What the file describes.") { IsRequired = true },
        new("metadata", SharedShapes.Metadata, "What the product is called.") { IsRequired = true },
        new("spec", Spec, "The product.") { IsRequired = true },
    ]);
}
