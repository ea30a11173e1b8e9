using Helix.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Helix.Registration;

/// <inheritdoc/>
internal sealed class TypedProductRegistration<TProduct>(IServiceCollection services, ProductInfo info, string? instance)
    : ProductRegistration(services, info, instance)
    where TProduct : InfrastructureProduct
{
    public override Type ProductType => typeof(TProduct);

    public override InfrastructureProduct Resolve(IServiceProvider services) =>
        Instance is null ? services.GetRequiredService<TProduct>() : services.GetRequiredKeyedService<TProduct>(Instance);

    public override void AddHealthCheck<T>(Func<T, IHealthCheck> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _ = Services.AddHealthChecks().Add(new(Name, services => create((T)Resolve(services)), failureStatus: null, ["helix", Info.Kind]));
    }

    public override void AddTracing(params ReadOnlySpan<string> activitySources)
    {
        string[] names = activitySources.ToArray();
        _ = Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(names));
        // Only in an app that collects: whoever listens makes a client believe that its spans are wanted, and pay for them.
        _ = Services.ConfigureOpenTelemetryTracerProvider((_, _) => ProductSpans.Watch(names));
    }

    public override void AddMetrics(params ReadOnlySpan<string> meters)
    {
        string[] names = meters.ToArray();
        _ = Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(names));
    }
}
