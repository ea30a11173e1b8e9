using System.ComponentModel;

namespace Helix.Registration;

/// <summary>Where the settings of a product come from. Generated from its manifest.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProductBindings
{
    /// <summary>The configuration section, such as <c>Helix:OrdersDb</c>.</summary>
    public required string Section { get; init; }

    /// <summary>The name below <c>ConnectionStrings</c>; null where the product has none.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The prefix of environment variables with connection properties, such as <c>ORDERS_DB_</c>; null for none.</summary>
    public string? EnvironmentPrefix { get; init; }

    /// <summary>The type of a Kubernetes service binding; null for none.</summary>
    public string? ServiceBindingType { get; init; }

    /// <summary>The provider of a Kubernetes service binding; null for any.</summary>
    public string? ServiceBindingProvider { get; init; }
}
