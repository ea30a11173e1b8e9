using Helix.Registration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helix.Sdk.Tests.Products;

/// <summary>The base type of the kind, written by hand as the author of any kind does.</summary>
public abstract class BoxProduct(IProductContext<IBoxSettings> context) : InfrastructureProduct(context), IDisposable
{
    public IBoxSettings Box => context.Settings;

    public bool IsDisposed { get; private set; }

    /// <summary>Listens as a kind does, which knows only its own interface.</summary>
    public IDisposable OnBoxChange(Action<IBoxSettings> listener) => context.OnChange(listener);

    public static void Register(ProductRegistration registration)
    {
        registration.AddHealthCheck<BoxProduct>(static box => new Check(box));
        registration.AddTracing("Box");
        registration.AddMetrics("Box");
    }

    public void Dispose()
    {
        IsDisposed = true;
        GC.SuppressFinalize(this);
    }

    private sealed class Check(BoxProduct box) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(HealthCheckResult.Healthy(box.Name));
    }
}
