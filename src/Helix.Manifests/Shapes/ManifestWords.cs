namespace Helix.Manifests;

/// <summary>The words that manifests use for values of a model's enumerations, in their order.</summary>
internal static class ManifestWords
{
    public static readonly string[] Stages = ["experimental", "preview", "ga", "deprecated", "retired"];

    public static readonly string[] Severities = ["none", "info", "warning", "error"];
}
