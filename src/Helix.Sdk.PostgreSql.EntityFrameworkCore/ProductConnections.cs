using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Helix.PostgreSql.EntityFrameworkCore;

/// <summary>
/// Gives a context connections of the pool that the product has now, and its commands the timeout: the options name the pool of the day that
/// they were made, which for pooled contexts and factories is the start of the app.
/// </summary>
internal sealed class ProductConnections(Func<PostgreSqlProduct> find) : IDbConnectionInterceptor, IDbCommandInterceptor
{
    private PostgreSqlProduct? _product;
    private TimeoutOf? _timeout;

    private PostgreSqlProduct Product => _product ??= find();

    public InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        result.HasResult ? result : InterceptionResult<DbConnection>.SuppressWithResult(Product.DataSource.CreateConnection());

    public DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        // A timeout that the app set for its context stands.
        if (eventData.Context?.Database.GetCommandTimeout() is null)
        {
            result.CommandTimeout = TimeoutSeconds();
        }

        return result;
    }

    /// <summary>A connection that a pooled context keeps is of the data source that held when it was made: its own timeout may be an old one.</summary>
    private int TimeoutSeconds()
    {
        NpgsqlDataSource now = Product.DataSource;
        TimeoutOf? known = _timeout;
        if (known?.Source != now)
        {
            _timeout = known = new(now, new NpgsqlConnectionStringBuilder(now.ConnectionString).CommandTimeout);
        }

        return known!.Seconds;
    }

    // One reference, because contexts of a pool share the interceptor.
    private sealed record TimeoutOf(NpgsqlDataSource Source, int Seconds);
}
