using System.Globalization;
using Helix.Manifests;

namespace Helix.Tool.Export;

/// <summary>
/// Crossplane: for each product a CompositeResourceDefinition (apiextensions.crossplane.io/v1) with a claim, and a claim to begin with.
/// How the resource is made is the platform's Composition, which no manifest knows.
/// </summary>
internal sealed class CrossplaneExport : IExportFormat
{
    public string Name => "crossplane";

    public string Description => "Crossplane definitions and claims, one pair for each product.";

    public IReadOnlyList<string> FileNames => ["crossplane.yaml"];

    public IReadOnlyList<string> Write(IReadOnlyList<ProductContract> products, ExportOptions options) => [YamlText.Write(
        "Crossplane definitions and claims of infrastructure products, written by helix export crossplane.\nThe Compositions that make the resources are the platform's own.",
        products.Where(static product => product.Local is not { Form: LocalResourceForm.Embedded }).SelectMany(product => Documents(product, options)))];

    private static IEnumerable<YamlMap> Documents(ProductContract product, ExportOptions options)
    {
        ProductManifest manifest = product.Manifest;
        string kind = product.CSharpName.Replace("_", "", StringComparison.Ordinal) + "Claim";
        string plural = kind.ToLowerInvariant() + "s";
        string version = VersionOf(manifest);
        yield return new()
        {
            { "apiVersion", "apiextensions.crossplane.io/v1" },
            { "kind", "CompositeResourceDefinition" },
            {
                "metadata", new YamlMap
                {
                    { "name", $"x{plural}.{options.Group}" },
                    { "labels", new YamlMap { { "helix.dev/product", manifest.Name }, { "helix.dev/owner", KubernetesNames.Label(manifest.Owner.Team) } } },
                }
            },
            {
                "spec", new YamlMap
                {
                    { "group", options.Group },
                    { "names", new YamlMap { { "kind", "X" + kind }, { "plural", "x" + plural } } },
                    { "claimNames", new YamlMap { { "kind", kind }, { "plural", plural } } },
                    { "connectionSecretKeys", ConnectionEntries.Of(product).Select(static entry => (object)entry.Entry).ToList() },
                    {
                        "versions", new List<object>
                        {
                            new YamlMap
                            {
                                { "name", version }, { "served", true }, { "referenceable", true },
                                { "schema", new YamlMap { { "openAPIV3Schema", Schema(manifest) } } },
                            },
                        }
                    },
                }
            },
        };
        string? plan = manifest.Plans.FirstOrDefault(static plan => plan.IsDefault)?.Name;
        yield return new()
        {
            { "apiVersion", $"{options.Group}/{version}" },
            { "kind", kind },
            { "metadata", new YamlMap { { "name", manifest.Name }, { "namespace", options.Namespace ?? "default" } } },
            {
                "spec", new YamlMap
                {
                    { "parameters", plan is null ? null : new YamlMap { { "plan", plan } } },
                    { "writeConnectionSecretToRef", new YamlMap { { "name", manifest.Name } } },
                }
            },
        };
    }

    private static YamlMap Schema(ProductManifest manifest)
    {
        var parameters = new YamlMap { { "type", "object" }, { "description", $"What one may ask of {manifest.Name}." } };
        if (!manifest.Plans.IsEmpty)
        {
            parameters.Add("properties", new YamlMap
            {
                {
                    "plan", new YamlMap
                    {
                        { "type", "string" },
                        { "description", string.Join(' ', manifest.Plans.Select(static plan => $"{plan.Name}: {plan.Description}{(plan.RequiresApproval ? " Needs approval." : "")}")) },
                        { "enum", manifest.Plans.Select(static plan => (object)plan.Name).ToList() },
                        { "default", manifest.Plans.FirstOrDefault(static plan => plan.IsDefault)?.Name },
                    }
                },
            });
        }

        var spec = new YamlMap { { "type", "object" }, { "properties", new YamlMap { { "parameters", parameters } } } };
        return new() { { "type", "object" }, { "description", manifest.Description }, { "properties", new YamlMap { { "spec", spec } } } };
    }

    /// <summary>By Kubernetes' rule: the contract's major version, alpha and beta before general availability.</summary>
    private static string VersionOf(ProductManifest manifest)
    {
        int major = SemVersion.TryParse(manifest.Version, out SemVersion version) ? Math.Max(version.Major, 1) : 1;
        return string.Create(CultureInfo.InvariantCulture, $"v{major}") + manifest.Lifecycle.Stage switch
        {
            LifecycleStage.Experimental => "alpha1",
            LifecycleStage.Preview => "beta1",
            _ => "",
        };
    }
}
