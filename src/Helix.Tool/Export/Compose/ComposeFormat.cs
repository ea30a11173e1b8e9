using Helix.Manifests;

namespace Helix.Tool.Export.Compose;

/// <summary>Docker Compose for those without an app host: <see cref="ComposeExport"/> as a format of the command line.</summary>
internal sealed class ComposeFormat : IExportFormat
{
    public string Name => "compose";

    public string Description => "Docker Compose with the local resources of products, and the environment of an app that uses them.";

    public IReadOnlyList<string> FileNames => [ComposeExport.ComposeFile, ComposeExport.AppEnvironmentFile, ComposeExport.VariablesFile];

    public IReadOnlyList<string> Write(IReadOnlyList<ProductContract> products, ExportOptions options)
    {
        ComposeExport export = ComposeExport.Of(products.Select(static product => LocalPlanner.Plan(product)));
        return [export.Compose, export.AppEnvironment, export.Variables];
    }
}
