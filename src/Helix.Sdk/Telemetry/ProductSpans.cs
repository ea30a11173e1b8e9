using System.Diagnostics;

namespace Helix.Telemetry;

/// <summary>
/// Marks the spans that a client starts on its own while a product works. Clients name their spans, and know nothing of products: for as
/// long as a product is current in the calling code, the spans of the client's sources get its attributes.
/// </summary>
public static class ProductSpans
{
    private static readonly AsyncLocal<ProductTelemetry?> s_current = new();
    private static readonly HashSet<string> s_sources = new(StringComparer.Ordinal);
    private static readonly Lock s_lock = new();

    /// <summary>
    /// Makes a product current for the rest of the calling async method, and for what it calls. Call it first thing in an async method: the
    /// caller is not touched.
    /// </summary>
    /// <param name="telemetry">The product.</param>
    public static void Enter(ProductTelemetry telemetry) => s_current.Value = telemetry;

    /// <summary>Enriches the spans of sources by these names from now on.</summary>
    internal static void Watch(IEnumerable<string> sources)
    {
        lock (s_lock)
        {
            foreach (string source in sources)
            {
                if (s_sources.Add(source))
                {
                    // It never asks for a span, only marks those that somebody else wants.
                    ActivitySource.AddActivityListener(new ActivityListener
                    {
                        ShouldListenTo = candidate => candidate.Name == source,
                        ActivityStarted = static activity => s_current.Value?.Enrich(activity),
                    });
                }
            }
        }
    }
}
