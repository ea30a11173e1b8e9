using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Helix.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Helix.PostgreSql;

/// <summary>
/// Takes the driver's measurements, which know only the name of a pool, over to the product: so commands of whatever uses the data source,
/// Entity Framework or Dapper, count against the SLO, and a command costs no second clock.
/// </summary>
internal static class PostgreSqlMeasurements
{
    // Several where a process has several apps, as in tests: what holds for one of them holds for all.
    private static readonly ConcurrentDictionary<string, ProductTelemetry[]> s_products = new(StringComparer.Ordinal);
    private static readonly Lazy<MeterListener> s_listener = new(Listen);

    /// <summary>Begins with the app's first meter provider: without one, the driver measures nothing for us.</summary>
    public static void CollectWithOpenTelemetry(IServiceCollection services) =>
        services.ConfigureOpenTelemetryMeterProvider(static (_, _) => _ = s_listener.Value);

    public static void Add(string pool, ProductTelemetry telemetry, bool enabled)
    {
        if (enabled)
        {
            _ = s_products.AddOrUpdate(pool, [telemetry], (_, others) => [.. others, telemetry]);
        }
    }

    public static void Remove(string pool, ProductTelemetry telemetry)
    {
        while (s_products.TryGetValue(pool, out ProductTelemetry[]? all))
        {
            ProductTelemetry[] others = Array.FindAll(all, other => other != telemetry);
            if (others.Length == 0 ? s_products.TryRemove(new(pool, all)) : s_products.TryUpdate(pool, others, all))
            {
                return;
            }
        }
    }

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Npgsql" && instrument.Name is "db.client.operation.duration" or "db.client.operation.failed")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, seconds, tags, _) => Find(tags)?.Record(seconds, "command"));
        listener.SetMeasurementEventCallback<long>(static (_, _, tags, _) => Find(tags)?.Failed("command", Error(tags)));
        listener.SetMeasurementEventCallback<int>(static (_, _, tags, _) => Find(tags)?.Failed("command", Error(tags)));
        listener.Start();
        return listener;
    }

    private static ProductTelemetry? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            if (tag.Key == "db.client.connection.pool.name")
            {
                return tag.Value is string pool && s_products.TryGetValue(pool, out ProductTelemetry[]? all) ? all[^1] : null;
            }
        }

        return null;
    }

    private static string Error(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            if (tag.Key is "error.type" or "db.response.status_code" && tag.Value is string error)
            {
                return error;
            }
        }

        return "_OTHER";
    }
}
