using Helix.Manifests;

namespace Helix.Tool.Export;

/// <summary>
/// Service Binding Specification for Kubernetes 1.1: for each product a Secret with its entries, and a ServiceBinding that mounts it into
/// the workload in a directory named like the product, where the product's settings look for it. All values are places for
/// <c>envsubst</c>: a default is that of a developer's machine, and no secret is ever in the file.
/// </summary>
internal sealed class ServiceBindingExport : IExportFormat
{
    public string Name => "servicebinding";

    public string Description => "Secrets and ServiceBindings (servicebinding.io/v1) that hand products to a workload.";

    public IReadOnlyList<string> FileNames => ["servicebindings.yaml"];

    public IReadOnlyList<string> Write(IReadOnlyList<ProductContract> products, ExportOptions options) => [YamlText.Write(
        "Service bindings of infrastructure products, written by helix export servicebinding.\nTake out the entries that your resource does not have, and fill the rest with envsubst: what comes out holds secrets, and belongs in no repository.",
        products.Where(static product => product.Bindings.ServiceBindingType is not null).SelectMany(product => Documents(product, options)))];

    private static IEnumerable<YamlMap> Documents(ProductContract product, ExportOptions options)
    {
        string name = product.Manifest.Name;
        string type = product.Bindings.ServiceBindingType!;
        string? provider = product.Bindings.ServiceBindingProvider;
        var data = new YamlMap { { "type", type }, { "provider", provider } };
        foreach ((string entry, _) in ConnectionEntries.Of(product))
        {
            data.Add(entry, ConnectionEntries.Placeholder(product, entry));
        }

        yield return new()
        {
            { "apiVersion", "v1" },
            { "kind", "Secret" },
            { "metadata", Metadata(product, options) },
            { "type", $"servicebinding.io/{type}" },
            { "stringData", data },
        };
        yield return new()
        {
            { "apiVersion", "servicebinding.io/v1" },
            { "kind", "ServiceBinding" },
            { "metadata", Metadata(product, options) },
            {
                "spec", new YamlMap
                {
                    { "name", name },
                    { "type", type },
                    { "provider", provider },
                    { "service", new YamlMap { { "apiVersion", "v1" }, { "kind", "Secret" }, { "name", name } } },
                    { "workload", new YamlMap { { "apiVersion", "apps/v1" }, { "kind", "Deployment" }, { "name", options.Workload } } },
                }
            },
        };
    }

    private static YamlMap Metadata(ProductContract product, ExportOptions options) => new()
    {
        { "name", product.Manifest.Name },
        { "namespace", options.Namespace },
        { "labels", new YamlMap { { "app.kubernetes.io/managed-by", "helix" }, { "helix.dev/owner", KubernetesNames.Label(product.Manifest.Owner.Team) } } },
    };
}
