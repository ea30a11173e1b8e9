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

    private static readonly HttpRequestOptionsKey<object> s_writer = new("Helix.Http.HeadersOfSpan");
    private static readonly object s_framework = new();
    private static readonly object s_app = new();

    private readonly string[] _fields = [.. inner.Fields];

    public override IReadOnlyCollection<string> Fields => inner.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        // Where nobody wants a span of the call it is the caller's own that is propagated.
        if (activity?.Source.Name == SourceName)
        {
            telemetry.Enrich(activity);
        }

        if (carrier is HttpRequestMessage request)
        {
            ClearOfAttemptBefore(request);
        }

        inner.Inject(activity, carrier, setter);
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        inner.ExtractBaggage(carrier, getter);

    /// <summary>
    /// A request that is tried again has the headers of the attempt before, and the framework leaves alone what is there: the server would be
    /// told of a span that is over. The framework clears them itself only where it follows redirects. What the app wrote stays.
    /// </summary>
    private void ClearOfAttemptBefore(HttpRequestMessage request)
    {
        if (!request.Options.TryGetValue(s_writer, out object? writer))
        {
            request.Options.Set(s_writer, HasAny(request) ? s_app : s_framework);
        }
        else if (writer == s_framework)
        {
            foreach (string field in _fields)
            {
                _ = request.Headers.Remove(field);
            }
        }
    }

    private bool HasAny(HttpRequestMessage request)
    {
        foreach (string field in _fields)
        {
            if (request.Headers.NonValidated.Contains(field))
            {
                return true;
            }
        }

        return false;
    }
}
