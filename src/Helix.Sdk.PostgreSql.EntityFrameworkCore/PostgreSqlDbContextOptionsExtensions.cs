using System.Data.Common;
using Helix;
using Helix.PostgreSql;
using Helix.PostgreSql.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Puts contexts of Entity Framework on products of the postgresql kind.</summary>
public static class PostgreSqlDbContextOptionsExtensions
{
    /// <summary>
    /// Puts a context on a product of the app: <c>services.AddDbContext&lt;OrdersContext&gt;(o =&gt; o.UseProduct&lt;OrdersDb&gt;())</c>. Its
    /// connections are those of the product's pool, and its commands count in the product's traces and metrics. A changed timeout or password
    /// of the product holds from the next command or connection on, in pooled contexts too.
    /// </summary>
    /// <remarks>
    /// The server is not needed before the first connection, and <c>dotnet ef migrations add</c> needs no valid configuration either.
    /// </remarks>
    /// <typeparam name="TProduct">The product, which the app registered.</typeparam>
    /// <param name="options">The options, of <c>AddDbContext</c>, <c>AddDbContextPool</c>, <c>AddDbContextFactory</c> or <c>OnConfiguring</c>.</param>
    /// <param name="npgsql">Sets more of the provider, such as the assembly of migrations.</param>
    /// <param name="instance">The name of a keyed instance; null for the product itself.</param>
    /// <exception cref="InvalidOperationException">The app did not register the product, or the options know of no app.</exception>
    public static DbContextOptionsBuilder UseProduct<TProduct>(
        this DbContextOptionsBuilder options, Action<NpgsqlDbContextOptionsBuilder>? npgsql = null, string? instance = null)
        where TProduct : PostgreSqlProduct
    {
        ArgumentNullException.ThrowIfNull(options);
        string name = typeof(TProduct).Name;
        IServiceProvider services = options.Options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider
            ?? throw new InvalidOperationException($"These options belong to no app: register the context by AddDbContext, or call UseProduct with a {name}.");
        if (services.GetService<IServiceProviderIsKeyedService>() is { } known
            && !(instance is null ? known.IsService(typeof(TProduct)) : known.IsKeyedService(typeof(TProduct), instance)))
        {
            throw new InvalidOperationException(
                $"{name} is not registered: call {(instance is null ? $"builder.Add{name}()" : $"builder.AddKeyed{name}(\"{instance}\")")} before the context is used.");
        }

        return Use(options, () => instance is null ? services.GetRequiredService<TProduct>() : services.GetRequiredKeyedService<TProduct>(instance), npgsql);
    }

    /// <summary>Puts a context on a product that is at hand, in a test or a script. See <see cref="UseProduct{TProduct}"/>.</summary>
    /// <param name="options">The options.</param>
    /// <param name="product">The product, which lives longer than the context.</param>
    /// <param name="npgsql">Sets more of the provider.</param>
    public static DbContextOptionsBuilder UseProduct(
        this DbContextOptionsBuilder options, PostgreSqlProduct product, Action<NpgsqlDbContextOptionsBuilder>? npgsql = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(product);
        return Use(options, () => product, npgsql);
    }

    private static DbContextOptionsBuilder Use(DbContextOptionsBuilder options, Func<PostgreSqlProduct> product, Action<NpgsqlDbContextOptionsBuilder>? npgsql)
    {
        DbDataSource? source = null;
        try
        {
            source = product().DataSource;
        }
        catch (ProductConfigurationException) when (EF.IsDesignTime)
        {
            // A migration is made of the model alone. What needs the database gets the report when it opens a connection.
        }

        return (source is null ? options.UseNpgsql(npgsql) : options.UseNpgsql(source, npgsql)).AddInterceptors(new ProductConnections(product));
    }
}
