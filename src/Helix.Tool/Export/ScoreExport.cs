using Helix.Manifests;

namespace Helix.Tool.Export;

/// <summary>
/// A Score v1b1 workload that uses the products: a resource for each, and the variables by which the product's settings take it. The
/// types of resources are those of Score's own provisioners where there is one; a kind of one's own keeps its name.
/// </summary>
internal sealed class ScoreExport : IExportFormat
{
    public string Name => "score";

    public string Description => "A Score workload (score.dev/v1b1) with a resource for each product.";

    public IReadOnlyList<string> FileNames => ["score.yaml"];

    public IReadOnlyList<string> Write(IReadOnlyList<ProductContract> products, ExportOptions options)
    {
        var variables = new YamlMap();
        var resources = new YamlMap();
        // An embedded product is part of the app; nobody provisions it.
        foreach (ProductContract product in products.Where(static p => p.Local is not { Form: LocalResourceForm.Embedded }))
        {
            string kind = product.Manifest.Kind ?? "unknown";
            resources.Add(product.Manifest.Name, Resource(product, kind));
            foreach ((string entry, KeyContract key) in ConnectionEntries.Of(product))
            {
                if (OutputOf(kind, entry, key) is { } output)
                {
                    string variable = $"{product.Section.Replace(":", "__", StringComparison.Ordinal)}__{key.Name}";
                    variables.Add(variable, $"${{resources.{product.Manifest.Name}.{output}}}");
                }
            }
        }

        return [YamlText.Write(
            "A Score workload with infrastructure products, written by helix export score. The image is the caller's.",
            [
                new()
                {
                    { "apiVersion", "score.dev/v1b1" },
                    { "metadata", new YamlMap { { "name", options.Workload } } },
                    { "containers", new YamlMap { { "main", new YamlMap { { "image", "." }, { "variables", variables } } } } },
                    { "resources", resources },
                },
            ])];
    }

    private static YamlMap Resource(ProductContract product, string kind)
    {
        var annotations = new YamlMap { { "helix.dev/version", product.Manifest.Version }, { "helix.dev/owner", product.Manifest.Owner.Team } };
        string? plan = product.Manifest.Plans.FirstOrDefault(static plan => plan.IsDefault)?.Name;
        return new()
        {
            { "type", TypeOf(kind) },
            { "metadata", new YamlMap { { "annotations", annotations } } },
            { "params", plan is null ? null : new YamlMap { { "plan", plan } } },
        };
    }

    private static string TypeOf(string kind) => kind switch
    {
        "postgresql" => "postgres",
        "rabbitmq" => "amqp",
        _ => kind,
    };

    /// <summary>
    /// What Score's provisioners call an entry; null for one that they do not give. A provisioner for a kind of one's own gives what its
    /// entries are called, and of secrets only those that the product insists on: others stand for different ways to sign in.
    /// </summary>
    private static string? OutputOf(string kind, string entry, KeyContract key) => (kind, entry) switch
    {
        ("postgresql", "database") => "name",
        ("postgresql" or "redis" or "rabbitmq", "host" or "port" or "username" or "password") => entry,
        ("rabbitmq", "virtual-host" or "vhost") => "vhost",
        ("postgresql" or "redis" or "rabbitmq", _) => null,
        _ => key.Secret && !key.Required ? null : entry.Replace('-', '_'),
    };
}
