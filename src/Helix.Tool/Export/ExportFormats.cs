using Helix.Tool.Export.Compose;

namespace Helix.Tool.Export;

/// <summary>The formats. A new one is one line here.</summary>
internal static class ExportFormats
{
    public static IReadOnlyList<IExportFormat> All { get; } =
    [
        new BackstageExport(),
        new BannedSymbolsExport(),
        new ComposeFormat(),
        new CrossplaneExport(),
        new ScoreExport(),
        new ServiceBindingExport(),
    ];
}
