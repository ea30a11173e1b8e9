using Helix.Registration;

namespace Helix.Benchmarks.Fleet;

/// <summary>The product type of the kind without keys.</summary>
public abstract class BareProduct(IProductContext<IBareSettings> context) : InfrastructureProduct(context)
{
    public static void Register(ProductRegistration registration) => ArgumentNullException.ThrowIfNull(registration);
}
