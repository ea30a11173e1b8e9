using Helix.Redis;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers products on Redis as caches of the app. A product that is not registered so is no cache.</summary>
public static class RedisCachingExtensions
{
    /// <summary>
    /// Makes a product the <see cref="IDistributedCache"/> of the app: on its connection, with its key prefix, timeouts and telemetry. The
    /// product itself is registered by its own method, before or after.
    /// </summary>
    /// <typeparam name="TProduct">The product, such as <c>CatalogCache</c>.</typeparam>
    /// <param name="services">The services of the app.</param>
    /// <param name="instance">The name of a keyed instance of the product; null for the product itself.</param>
    public static IServiceCollection AddDistributedCache<TProduct>(this IServiceCollection services, string? instance = null)
        where TProduct : RedisProduct
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton<IDistributedCache>(provider => ProductCache.Of<TProduct>(provider, instance));
    }

    /// <summary>Makes a product an <see cref="IDistributedCache"/> of the app under a service key, beside others.</summary>
    /// <typeparam name="TProduct">The product, such as <c>CatalogCache</c>.</typeparam>
    /// <param name="services">The services of the app.</param>
    /// <param name="serviceKey">The key that the cache is injected by.</param>
    /// <param name="instance">The name of a keyed instance of the product; null for the product itself.</param>
    public static IServiceCollection AddKeyedDistributedCache<TProduct>(this IServiceCollection services, object? serviceKey, string? instance = null)
        where TProduct : RedisProduct
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddKeyedSingleton<IDistributedCache>(serviceKey, (provider, _) => ProductCache.Of<TProduct>(provider, instance));
    }

    /// <summary>
    /// Makes a product the second level of the app's <see cref="HybridCache"/>: entries are kept in the process, and shared with other processes
    /// through the product.
    /// </summary>
    /// <typeparam name="TProduct">The product, such as <c>CatalogCache</c>.</typeparam>
    /// <param name="services">The services of the app.</param>
    /// <param name="configure">Sets lifetimes and limits; null for the defaults of HybridCache.</param>
    /// <param name="instance">The name of a keyed instance of the product; null for the product itself.</param>
    public static IHybridCacheBuilder AddHybridCache<TProduct>(this IServiceCollection services, Action<HybridCacheOptions>? configure = null, string? instance = null)
        where TProduct : RedisProduct =>
        services.AddDistributedCache<TProduct>(instance).AddHybridCache(configure ?? (static _ => { }));
}
