using Helix;
using Helix.Sqlite;
using Helix.Sqlite.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Puts contexts of Entity Framework on products of the sqlite kind.</summary>
public static class SqliteDbContextOptionsExtensions
{
    /// <summary>
    /// Puts a context on a product of the app: <c>services.AddDbContext&lt;NotesContext&gt;(o =&gt; o.UseProduct&lt;NotesDb&gt;())</c>. Its
    /// connections have the file, folder, journal mode and foreign keys of the product, and its commands count in the product's metrics. A
    /// changed timeout of the product holds from the next command or connection on, in pooled contexts too.
    /// </summary>
    /// <remarks>
    /// The file is not touched before the first connection, and <c>dotnet ef migrations add</c> needs no valid configuration either.
    /// </remarks>
    /// <typeparam name="TProduct">The product, which the app registered.</typeparam>
    /// <param name="options">The options, of <c>AddDbContext</c>, <c>AddDbContextPool</c>, <c>AddDbContextFactory</c> or <c>OnConfiguring</c>.</param>
    /// <param name="sqlite">Sets more of the provider, such as the assembly of migrations.</param>
    /// <param name="instance">The name of a keyed instance; null for the product itself.</param>
    /// <exception cref="InvalidOperationException">The app did not register the product, or the options know of no app.</exception>
    public static DbContextOptionsBuilder UseProduct<TProduct>(
        this DbContextOptionsBuilder options, Action<SqliteDbContextOptionsBuilder>? sqlite = null, string? instance = null)
        where TProduct : SqliteProduct
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

        try
        {
            return Use(options, instance is null ? services.GetRequiredService<TProduct>() : services.GetRequiredKeyedService<TProduct>(instance), sqlite);
        }
        catch (ProductConfigurationException e) when (EF.IsDesignTime)
        {
            // A migration is made of the model alone. What needs the database gets the report when it opens it.
            return options.UseSqlite("Data Source=:memory:", sqlite).AddInterceptors(new NoConnection(e));
        }
    }

    /// <summary>Puts a context on a product that is at hand, in a test or a script. See <see cref="UseProduct{TProduct}"/>.</summary>
    /// <param name="options">The options.</param>
    /// <param name="product">The product, which lives longer than the context.</param>
    /// <param name="sqlite">Sets more of the provider.</param>
    public static DbContextOptionsBuilder UseProduct(
        this DbContextOptionsBuilder options, SqliteProduct product, Action<SqliteDbContextOptionsBuilder>? sqlite = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(product);
        return Use(options, product, sqlite);
    }

    private static DbContextOptionsBuilder Use(DbContextOptionsBuilder options, SqliteProduct product, Action<SqliteDbContextOptionsBuilder>? sqlite) =>
        options.UseSqlite(product.DataSource.ConnectionString, sqlite).AddInterceptors(new ProductConnections(product));
}
