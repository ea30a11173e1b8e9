using Acme.Catalog;
using Acme.Orders;
using Microsoft.Extensions.Caching.Hybrid;
using Npgsql;

namespace Storefront;

/// <summary>
/// The articles: read from the database, and kept in the cache that all instances of the app share. A changed price is seen by the instance
/// that changed it at once, and by the others when their copy in memory is too old.
/// </summary>
internal sealed class ArticleCatalog(OrdersDb db, CatalogCache product, HybridCache cache)
{
    private const string Key = "articles";

    private static readonly TimeSpan s_inMemory = TimeSpan.FromSeconds(5);

    public ValueTask<Article[]> GetAsync(CancellationToken cancellationToken)
    {
        var options = new HybridCacheEntryOptions { Expiration = product.Settings.EntryLifetime, LocalCacheExpiration = s_inMemory };
        return cache.GetOrCreateAsync(Key, this, static (self, token) => self.ReadAsync(token), options, cancellationToken: cancellationToken);
    }

    /// <returns>False where there is no such article.</returns>
    public async Task<bool> SetPriceAsync(string sku, decimal price, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = db.CreateCommand("UPDATE article SET price = @price WHERE sku = @sku");
        _ = command.Parameters.AddWithValue("sku", sku);
        _ = command.Parameters.AddWithValue("price", price);
        bool known = await command.ExecuteNonQueryAsync(cancellationToken) == 1;
        await cache.RemoveAsync(Key, cancellationToken);
        return known;
    }

    private async ValueTask<Article[]> ReadAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = db.CreateCommand("SELECT sku, name, price FROM article ORDER BY sku");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<Article> articles = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            articles.Add(new(reader.GetString(0), reader.GetString(1), reader.GetDecimal(2)));
        }

        return [.. articles];
    }
}
