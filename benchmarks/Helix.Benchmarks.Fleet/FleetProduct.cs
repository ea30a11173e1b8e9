using Helix.Registration;

namespace Helix.Benchmarks.Fleet;

/// <summary>The product type of the kind: nothing but settings, as these are what is measured.</summary>
public abstract class FleetProduct(IProductContext<IFleetSettings> context) : InfrastructureProduct(context)
{
    public static void Register(ProductRegistration registration) => ArgumentNullException.ThrowIfNull(registration);
}
