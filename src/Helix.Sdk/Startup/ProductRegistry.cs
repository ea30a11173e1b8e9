using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace Helix.Startup;

/// <summary>The products that one service collection registered, in that order.</summary>
internal sealed class ProductRegistry
{
    private static readonly ConditionalWeakTable<IServiceCollection, ProductRegistry> s_registries = [];

    private readonly HashSet<(Type Product, string? Instance)> _keys = [];

    /// <summary>Makes the products' state, once a container: two containers of one collection share no settings.</summary>
    public List<Func<BoundProduct>> Factories { get; } = [];

    /// <summary>The registry of a service collection.</summary>
    public static ProductRegistry Of(IServiceCollection services, out bool isNew)
    {
        isNew = !s_registries.TryGetValue(services, out ProductRegistry? registry);
        if (registry is null)
        {
            registry = new();
            s_registries.Add(services, registry);
        }

        return registry;
    }

    /// <summary>Whether the product and instance were not there before.</summary>
    public bool Claim(Type product, string? instance) => _keys.Add((product, instance));
}
