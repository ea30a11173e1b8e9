using OpenTelemetry.Metrics;

namespace Helix.Sdk.EntityFrameworkCore.Tests;

internal static class Telemetry
{
    /// <summary>How often something of a product was measured since the start: each collection exports all metrics again.</summary>
    public static long Sum(List<Metric> metrics, string name, string product)
    {
        long sum = 0;
        if (metrics.LastOrDefault(metric => metric.Name == name) is { } metric)
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                {
                    if (tag.Key == "helix.product.name" && tag.Value is string of && of == product)
                    {
                        sum += metric.MetricType == MetricType.Histogram ? point.GetHistogramCount() : point.GetSumLong();
                    }
                }
            }
        }

        return sum;
    }
}
