using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Helix.Telemetry;

/// <summary>
/// What a product tells of itself to traces, metrics and logs: the same attributes on each, and the time of every operation against the
/// SLO of the manifest. One instance a product; kinds make it and feed it.
/// </summary>
/// <remarks>No setting is ever part of it, so no secret can be.</remarks>
public sealed class ProductTelemetry
{
    /// <summary>The name of the meter that holds the measurements of all products.</summary>
    public const string MeterName = "Helix.Products";

    private static readonly Meter s_meter = new(MeterName);

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram(
        "helix.product.operation.duration",
        "s",
        "Time of an operation on a product, as its user sees it.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });

    private static readonly Counter<long> s_errors = s_meter.CreateCounter<long>(
        "helix.product.operation.errors", "{operation}", "Operations on a product that failed.");

    private static readonly Counter<long> s_slow = s_meter.CreateCounter<long>(
        "helix.product.operation.slow", "{operation}", "Operations on a product that took longer than the 99th percentile that its SLO promises.");

    private static readonly Counter<long> s_escapes = s_meter.CreateCounter<long>(
        "helix.product.escapes", "{escape}", "Uses of a raw client that a product handed out by name, by reason.");

    private readonly KeyValuePair<string, object?>[] _attributes;
    private readonly double _slow;

    /// <summary>Takes the attributes from what the manifest says.</summary>
    /// <param name="info">The product.</param>
    /// <param name="instance">The name of a keyed instance; null for the product itself.</param>
    public ProductTelemetry(ProductInfo info, string? instance = null)
    {
        ArgumentNullException.ThrowIfNull(info);
        List<KeyValuePair<string, object?>> attributes =
        [
            new("helix.product.name", info.Name),
            new("helix.product.version", info.Version),
            new("helix.product.owner", info.Owner.Team),
        ];
        if (info.Plan is { } plan)
        {
            attributes.Add(new("helix.product.plan", plan));
        }

        if (instance is not null)
        {
            attributes.Add(new("helix.product.instance", instance));
        }

        _attributes = [.. attributes];
        _slow = info.Slo.LatencyP99?.TotalSeconds ?? double.PositiveInfinity;
    }

    /// <summary>
    /// The attributes <c>helix.product.name</c>, <c>.version</c>, <c>.owner</c>, and where there is one <c>.plan</c> and <c>.instance</c>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Attributes => _attributes;

    /// <summary>Puts the attributes on a span.</summary>
    /// <param name="activity">The span; null, or one that only passes its identity on, is passed over.</param>
    public void Enrich(Activity? activity)
    {
        if (activity is { IsAllDataRequested: true })
        {
            foreach (KeyValuePair<string, object?> attribute in _attributes)
            {
                _ = activity.SetTag(attribute.Key, attribute.Value);
            }
        }
    }

    /// <summary>The time to give to <see cref="Stop"/>; 0 when nobody collects the measurements, which makes Stop do nothing.</summary>
    /// <remarks>The unit is that of <see cref="Stopwatch.GetTimestamp"/>.</remarks>
    public static long Start() => s_duration.Enabled || s_errors.Enabled || s_slow.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Records an operation that <see cref="Start"/> began.</summary>
    /// <param name="started">What Start returned.</param>
    /// <param name="operation">What was done, one of a few words, such as <c>publish</c>. Never a part of the data.</param>
    /// <param name="error">The type of the error, such as that of the exception; null when it worked.</param>
    public void Stop(long started, string operation, string? error = null)
    {
        if (started != 0)
        {
            Record(Stopwatch.GetElapsedTime(started).TotalSeconds, operation, error);
        }
    }

    /// <summary>Records an operation that its client timed.</summary>
    /// <param name="seconds">How long it took, in seconds.</param>
    /// <param name="operation">What was done, one of a few words. Never a part of the data.</param>
    /// <param name="error">The type of the error; null when it worked.</param>
    public void Record(double seconds, string operation, string? error = null)
    {
        if (!s_duration.Enabled && !s_errors.Enabled && !s_slow.Enabled)
        {
            return;
        }

        var tags = new TagList(_attributes) { { "helix.operation", operation } };
        if (error is not null)
        {
            tags.Add("error.type", error);
            s_errors.Add(1, tags);
        }

        s_duration.Record(seconds, tags);
        if (seconds > _slow)
        {
            s_slow.Add(1, tags);
        }
    }

    /// <summary>Counts a failure whose duration is recorded elsewhere.</summary>
    /// <param name="operation">What was done, one of a few words.</param>
    /// <param name="error">The type of the error.</param>
    public void Failed(string operation, string error)
    {
        if (s_errors.Enabled)
        {
            s_errors.Add(1, new TagList(_attributes) { { "helix.operation", operation }, { "error.type", error } });
        }
    }

    /// <summary>Counts a use of the named way out of a product.</summary>
    /// <param name="reason">Why the product does not do.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public void Escaped(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        s_escapes.Add(1, new TagList(_attributes) { { "reason", reason } });
    }
}
