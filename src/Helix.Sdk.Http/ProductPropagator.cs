using System.Diagnostics;
using Helix.Telemetry;

namespace Helix.Http;

/// <summary>
/// Puts the attributes of the product on the span of each attempt. The framework starts the span below all handlers, and shows it to the
/// propagator of the connection, which is the product's own: so no call has to carry the product along.
/// </summary>
/// <param name="inner">The app's propagator, which writes the headers.</param>
/// <param name="telemetry">The product.</param>
internal sealed class ProductPropagator(DistributedContextPropagator inner, ProductTelemetry telemetry) : DistributedContextPropagator
{
    public const string SourceName = "System.Net.Http";

    public override IReadOnlyCollection<string> Fields => inner.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        // Where nobody wants a span of the call it is the caller's own that is propagated.
        if (activity?.Source.Name == SourceName)
        {
            telemetry.Enrich(activity);
        }

        inner.Inject(activity, carrier, setter);
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        inner.ExtractBaggage(carrier, getter);
}
