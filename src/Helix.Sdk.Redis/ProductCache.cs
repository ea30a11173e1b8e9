using System.Buffers;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Helix.Redis;

/// <summary>
/// The library's cache on the connection of a product. The library's own object closes its connection when the container disposes it; this
/// one is not disposed, as the connection is the product's.
/// </summary>
internal sealed class ProductCache(RedisCache cache) : IBufferDistributedCache
{
    private readonly IBufferDistributedCache _cache = cache;

    public static ProductCache Of<TProduct>(IServiceProvider services, string? instance)
        where TProduct : RedisProduct
    {
        TProduct product = instance is null ? services.GetRequiredService<TProduct>() : services.GetRequiredKeyedService<TProduct>(instance);
        return new(new RedisCache(Options.Create(new RedisCacheOptions
        {
            InstanceName = product.Current.KeyPrefix,
            ConnectionMultiplexerFactory = async () => (await product.ConnectAsync().ConfigureAwait(false)).Multiplexer,
        })));
    }

    public byte[]? Get(string key) => _cache.Get(key);

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => _cache.GetAsync(key, token);

    public bool TryGet(string key, IBufferWriter<byte> destination) => _cache.TryGet(key, destination);

    public ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default) =>
        _cache.TryGetAsync(key, destination, token);

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => _cache.Set(key, value, options);

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        _cache.SetAsync(key, value, options, token);

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options) => _cache.Set(key, value, options);

    public ValueTask SetAsync(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        _cache.SetAsync(key, value, options, token);

    public void Refresh(string key) => _cache.Refresh(key);

    public Task RefreshAsync(string key, CancellationToken token = default) => _cache.RefreshAsync(key, token);

    public void Remove(string key) => _cache.Remove(key);

    public Task RemoveAsync(string key, CancellationToken token = default) => _cache.RemoveAsync(key, token);
}
