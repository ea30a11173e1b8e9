using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Helix.Registration;

/// <summary>Registers products. Generated <c>Add…</c> methods call it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ProductServices
{
    /// <summary>Registers a product. Nothing is read here; a second registration of the same product and instance has no effect.</summary>
    /// <param name="services">The services of the app.</param>
    /// <param name="definition">The product.</param>
    /// <param name="configuration">The configuration to read at start-up; null for the container's own.</param>
    /// <param name="instance">The name and service key of a keyed instance; null for the product itself.</param>
    /// <exception cref="ArgumentException">The instance's name is empty or has a colon.</exception>
    public static void AddProduct<TProduct, TSettings>(
        this IServiceCollection services, ProductDefinition<TProduct, TSettings> definition, IConfiguration? configuration = null,
        string? instance = null)
        where TProduct : InfrastructureProduct
        where TSettings : class => throw new NotImplementedException();

    /// <summary>Reads settings from pairs of key and value, for a test: keys as in a file, below the product's section or in full.</summary>
    /// <param name="definition">The product.</param>
    /// <param name="values">The values; a key without one has its default.</param>
    /// <param name="environment">The environment whose rules apply; null for none.</param>
    /// <exception cref="ProductConfigurationException">A value is missing, wrong or unknown.</exception>
    public static TSettings CreateSettings<TProduct, TSettings>(
        ProductDefinition<TProduct, TSettings> definition, IEnumerable<KeyValuePair<string, string?>> values, string? environment = null)
        where TProduct : InfrastructureProduct
        where TSettings : class => throw new NotImplementedException();
}
