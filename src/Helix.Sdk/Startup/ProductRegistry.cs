using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Helix.Startup;

/// <summary>The products that one service collection registered, in that order.</summary>
internal sealed class ProductRegistry
{
    private static readonly ConditionalWeakTable<IServiceCollection, ProductRegistry> s_registries = [];

    private readonly IServiceCollection _services;
    private readonly Dictionary<Type, List<string>> _keys = [];

    private ProductRegistry(IServiceCollection services) => _services = services;

    /// <summary>Makes the products' state, once a container: two containers of one collection share no settings.</summary>
    public List<Func<BoundProduct>> Factories { get; } = [];

    /// <summary>The registry of a service collection.</summary>
    public static ProductRegistry Of(IServiceCollection services, out bool isNew)
    {
        isNew = !s_registries.TryGetValue(services, out ProductRegistry? registry);
        if (registry is null)
        {
            registry = new(services);
            s_registries.Add(services, registry);
        }

        return registry;
    }

    /// <summary>Whether the product and instance were not there before.</summary>
    public bool Claim(Type product, string? instance)
    {
        if (!_keys.TryGetValue(product, out List<string>? instances))
        {
            _keys.Add(product, instances = []);
        }

        string key = instance ?? "";
        if (instances.Contains(key))
        {
            return false;
        }

        instances.Add(key);
        return true;
    }

    /// <summary>
    /// The settings types that <c>Configure</c> or <c>PostConfigure</c> was called for. Read off the registrations: to resolve two services
    /// a product would cost more than to bind it.
    /// </summary>
    public IReadOnlySet<Type> SettingsConfiguredElsewhere(IReadOnlyList<BoundProduct> products)
    {
        var settings = new HashSet<Type>(products.Count);
        foreach (BoundProduct product in products)
        {
            _ = settings.Add(product.SettingsType);
        }

        var configured = new HashSet<Type>();
        foreach (ServiceDescriptor service in _services)
        {
            if (service.ServiceType is { IsConstructedGenericType: true } type
                && (type.GetGenericTypeDefinition() == typeof(IConfigureOptions<>) || type.GetGenericTypeDefinition() == typeof(IPostConfigureOptions<>))
                && settings.Contains(type.GenericTypeArguments[0]))
            {
                _ = configured.Add(type.GenericTypeArguments[0]);
            }
        }

        return configured;
    }
}
