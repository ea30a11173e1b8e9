using System.Globalization;
using Helix.Manifests;

namespace Helix.Tool.Export;

/// <summary>
/// Entities for a Backstage catalog: a product that others call, of the kind http, is a Component; every other one is a Resource. An API
/// entity would need the definition of the API, which a manifest does not have.
/// </summary>
internal sealed class BackstageExport : IExportFormat
{
    public string Name => "backstage";

    public string Description => "Entities of a Backstage catalog, one for each product.";

    public IReadOnlyList<string> FileNames => ["catalog-info.yaml"];

    public IReadOnlyList<string> Write(IReadOnlyList<ProductContract> products, ExportOptions options)
    {
        HashSet<string> components = products.Where(IsComponent).Select(static p => p.Manifest.Name).ToHashSet(StringComparer.Ordinal);
        return [YamlText.Write(
            "Backstage entities of infrastructure products, written by helix export backstage. Change the manifests, not this file.",
            products.Select(product => Entity(product, options, components)))];
    }

    private static bool IsComponent(ProductContract product) => product.Manifest.Kind == "http";

    private static YamlMap Entity(ProductContract product, ExportOptions options, HashSet<string> components)
    {
        ProductManifest manifest = product.Manifest;
        bool component = IsComponent(product);
        return new()
        {
            { "apiVersion", "backstage.io/v1alpha1" },
            { "kind", component ? "Component" : "Resource" },
            { "metadata", Metadata(product, options) },
            {
                "spec", new YamlMap
                {
                    { "type", component ? "service" : TypeOf(manifest.Kind) },
                    { "lifecycle", component ? Lifecycle(manifest.Lifecycle.Stage) : null },
                    { "owner", "group:" + (KubernetesNames.Label(manifest.Owner.Team) ?? "unknown") },
                    {
                        "dependsOn", manifest.DependsOn
                            .Select(dependency => (object)((components.Contains(dependency.Product) ? "component:" : "resource:") + dependency.Product)).ToList()
                    },
                }
            },
        };
    }

    private static YamlMap Metadata(ProductContract product, ExportOptions options)
    {
        ProductManifest manifest = product.Manifest;
        ProductLifecycle lifecycle = manifest.Lifecycle;
        string stage = lifecycle.Stage == LifecycleStage.GenerallyAvailable ? "ga" : lifecycle.Stage.ToString().ToLowerInvariant();
        var labels = new YamlMap();
        foreach (NamedText label in manifest.Labels)
        {
            if (KubernetesNames.Label(label.Name) is { } name)
            {
                labels.Add(name, KubernetesNames.Label(label.Text));
            }
        }

        return new()
        {
            { "name", manifest.Name },
            { "namespace", options.Namespace },
            { "title", manifest.DisplayName },
            { "description", manifest.Description },
            { "labels", labels },
            {
                "annotations", new YamlMap
                {
                    { "helix.dev/version", manifest.Version },
                    { "helix.dev/kind", manifest.Kind },
                    { "helix.dev/stage", stage },
                    { "helix.dev/type", manifest.Namespace is { } space ? $"{space}.{product.CSharpName}" : product.CSharpName },
                    { "helix.dev/section", product.Section },
                    { "helix.dev/deprecated", lifecycle.Deprecated?.ToString() },
                    { "helix.dev/retires", lifecycle.Retires?.ToString() },
                    { "helix.dev/successor", lifecycle.Successor },
                    { "helix.dev/slo-availability", manifest.Slo.Availability?.ToString(CultureInfo.InvariantCulture) },
                    { "helix.dev/slo-latency-p99", manifest.Slo.LatencyP99 is { } latency ? DurationText.Format(latency) : null },
                }
            },
            { "tags", new[] { manifest.Kind, stage }.Select(KubernetesNames.DnsLabel).OfType<object>().ToList() },
            { "links", Links(manifest) },
        };
    }

    private static List<object> Links(ProductManifest manifest)
    {
        var links = new List<object>();
        Add(manifest.Support.Docs, "Documentation", "docs");
        Add(manifest.Support.Chat, "Chat", "chat");
        Add(manifest.Support.Feedback, "Give feedback", "feedback");
        Add(manifest.Support.Status, "Status", "dashboard");
        Add(manifest.Owner.OnCall, "On call", "alert");
        Add(manifest.Lifecycle.Migration, "How to migrate", "migration");
        return links;

        void Add(string? url, string title, string type)
        {
            if (url is not null)
            {
                links.Add(new YamlMap { { "url", url }, { "title", title }, { "type", type } });
            }
        }
    }

    /// <summary>The words that Backstage's own documentation uses for resources; a kind of one's own keeps its name.</summary>
    private static string TypeOf(string? kind) => kind switch
    {
        "postgresql" or "sqlite" => "database",
        "redis" => "cache",
        "rabbitmq" => "message-broker",
        "blobs" => "object-storage",
        _ => kind ?? "unknown",
    };

    private static string Lifecycle(LifecycleStage stage) => stage switch
    {
        LifecycleStage.Experimental or LifecycleStage.Preview => "experimental",
        LifecycleStage.GenerallyAvailable => "production",
        _ => "deprecated",
    };
}
