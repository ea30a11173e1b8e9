using System.ComponentModel;
using Helix.Configuration;

namespace Helix.Registration;

/// <summary>All that the registration of a product needs. Generated, one static instance a product.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProductDefinition<TProduct, TSettings>
    where TProduct : InfrastructureProduct
    where TSettings : class
{
    /// <summary>What the manifest says about the product.</summary>
    public required ProductInfo Info { get; init; }

    /// <summary>Where its settings come from.</summary>
    public required ProductBindings Bindings { get; init; }

    /// <summary>Its kind; null where the kind is not known.</summary>
    public ProductKindInfo? Kind { get; init; }

    /// <summary>Makes the settings: the generated constructor.</summary>
    public required SettingsFactory<TSettings> ReadSettings { get; init; }

    /// <summary>Makes the product: the generated constructor.</summary>
    public required Func<IProductContext<TSettings>, TProduct> Create { get; init; }

    /// <summary>Registers what the kind adds: its <c>Register</c> method; null where the kind has none.</summary>
    public Action<ProductRegistration>? Register { get; init; }
}
