using System.Text;
using Helix.Testing;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Helix.Sdk.Redis.Tests;

/// <summary>A product as the cache of the app.</summary>
public sealed class RedisCacheTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Nobody_gets_a_cache_who_does_not_ask()
    {
        using IHost host = Shelf.Host(shared.Server);

        Assert.Null(host.Services.GetService<IDistributedCache>());
    }

    [Fact]
    public async Task A_product_is_the_distributed_cache_on_its_connection_with_its_prefix()
    {
        using IHost host = Shelf.Host(shared.Server, static builder => builder.Services.AddDistributedCache<ShelfCache>());
        IDistributedCache cache = host.Services.GetRequiredService<IDistributedCache>();
        ShelfCache product = host.Services.GetRequiredService<ShelfCache>();

        await cache.SetAsync("distributed", "value"u8.ToArray(), new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) }, Token);

        Assert.Equal("value", Encoding.UTF8.GetString((await cache.GetAsync("distributed", Token))!));
        Assert.True(await product.Connection.GetDatabase().KeyExistsAsync("shelf:distributed"));
        await cache.RemoveAsync("distributed", Token);
        Assert.Null(await cache.GetAsync("distributed", Token));
    }

    [Fact]
    public async Task Hybrid_cache_shares_entries_between_processes_through_the_product()
    {
        using IHost one = Shelf.Host(shared.Server, static builder => builder.Services.AddHybridCache<ShelfCache>());
        using IHost two = Shelf.Host(shared.Server, static builder => builder.Services.AddHybridCache<ShelfCache>());
        string key = "hybrid-" + Guid.NewGuid();

        string first = await one.Services.GetRequiredService<HybridCache>().GetOrCreateAsync(key, static _ => ValueTask.FromResult("made once"), cancellationToken: Token);
        // HybridCache answers first and writes to the shared cache afterwards.
        await Eventually.HoldsAsync(async () => await one.Services.GetRequiredService<ShelfCache>().Connection.GetDatabase().KeyExistsAsync("shelf:" + key), "It was not written to the shared cache.");
        string second = await two.Services.GetRequiredService<HybridCache>().GetOrCreateAsync(key, static _ => ValueTask.FromResult("made twice"), cancellationToken: Token);

        Assert.Equal(("made once", "made once"), (first, second));
    }

    [Fact]
    public async Task Two_instances_are_two_caches_and_disposing_the_services_closes_each_connection_once()
    {
        await using ServiceProvider services = Services();
        IDistributedCache main = services.GetRequiredKeyedService<IDistributedCache>("main");
        IDistributedCache second = services.GetRequiredKeyedService<IDistributedCache>("second");
        await main.SetStringAsync("which", "main", Token);
        await second.SetStringAsync("which", "second", Token);

        Assert.Equal(("main", "second"), (await main.GetStringAsync("which", Token), await second.GetStringAsync("which", Token)));

        ServiceProvider Services()
        {
            IConfiguration configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(Shelf.Values(shared.Server, "Helix:ShelfCache:"))
                .AddInMemoryCollection([.. Shelf.Values(shared.Server, "Helix:ShelfCache:Instances:second:"), new("Helix:ShelfCache:Instances:second:KeyPrefix", "second:")])
                .Build();
            return new ServiceCollection()
                .AddShelfCache(configuration)
                .AddKeyedShelfCache(configuration, "second")
                .AddKeyedDistributedCache<ShelfCache>("main")
                .AddKeyedDistributedCache<ShelfCache>("second", "second")
                .BuildServiceProvider();
        }
    }
}
