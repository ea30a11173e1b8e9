using Helix;

namespace Quickstart;

internal sealed record CatalogItem(
    string Name, string? Description, string Kind, string Version, string Owner, string Lifecycle, DateOnly? Since, double? Availability,
    double? LatencyP99Ms, string? Docs, string? Feedback);

internal static class Catalog
{
    public static void MapCatalog(this WebApplication app)
    {
        app.MapGet("/catalog", (HelixCatalog catalog) => catalog.Products.Select(static entry => Item(entry)));
        app.MapGet("/", (HelixCatalog catalog) => Results.Content(Page.Of(catalog), "text/html; charset=utf-8"));
    }

    public static string Stage(LifecycleStage stage) => stage == LifecycleStage.GenerallyAvailable ? "ga" : stage.ToString().ToLowerInvariant();

    private static CatalogItem Item(CatalogEntry entry) => new(
        entry.Name, entry.Info.Description, entry.Info.Kind, entry.Info.Version, entry.Info.Owner.Team, Stage(entry.Info.Lifecycle.Stage),
        entry.Info.Lifecycle.Since, entry.Info.Slo.Availability, entry.Info.Slo.LatencyP99?.TotalMilliseconds, entry.Info.Support.Docs,
        entry.Info.Support.Feedback);
}
