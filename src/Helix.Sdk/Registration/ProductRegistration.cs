using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helix.Registration;

/// <summary>
/// One registration of a product, as its kind sees it: the kind adds its health check, clients and telemetry. It is called when the app
/// is composed, so there is no configuration yet.
/// </summary>
public abstract class ProductRegistration
{
    private protected ProductRegistration(IServiceCollection services, ProductInfo info, string? instance)
    {
        Services = services;
        Info = info;
        Instance = instance;
    }

    /// <summary>The services of the app.</summary>
    public IServiceCollection Services { get; }

    /// <summary>What the manifest says about the product.</summary>
    public ProductInfo Info { get; }

    /// <summary>The name of a keyed instance, which is also its service key; null for the product itself.</summary>
    public string? Instance { get; }

    /// <summary>The name in this app, such as <c>orders-db</c> or <c>orders-db:replica</c>.</summary>
    public string Name => Instance is null ? Info.Name : $"{Info.Name}:{Instance}";

    /// <summary>The typed product, such as <c>OrdersDb</c>.</summary>
    public abstract Type ProductType { get; }

    /// <summary>
    /// Reads a connection string of the kind into keyword and value, with the native builder of its driver. Without it, the text is read as
    /// <see cref="System.Data.Common.DbConnectionStringBuilder"/> reads it. It throws <see cref="FormatException"/> or
    /// <see cref="ArgumentException"/> for a text that it cannot read; the exception's message is not shown, as it may hold the text.
    /// </summary>
    public Func<string, IEnumerable<KeyValuePair<string, string>>>? ReadConnectionString { get; set; }

    /// <summary>The product, resolved from the app's services with its instance key.</summary>
    public abstract InfrastructureProduct Resolve(IServiceProvider services);

    /// <summary>Adds a health check named like the product, tagged <c>helix</c> and with the kind.</summary>
    /// <param name="create">Makes the check from the product.</param>
    public abstract void AddHealthCheck<TProduct>(Func<TProduct, IHealthCheck> create)
        where TProduct : InfrastructureProduct;

    /// <summary>Adds the names of activity sources, collected whenever the app adds OpenTelemetry tracing.</summary>
    public abstract void AddTracing(params ReadOnlySpan<string> activitySources);

    /// <summary>Adds the names of meters, collected whenever the app adds OpenTelemetry metrics.</summary>
    public abstract void AddMetrics(params ReadOnlySpan<string> meters);
}
