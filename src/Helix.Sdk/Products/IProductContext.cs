namespace Helix;

/// <summary>What a product gets from the app that runs it.</summary>
/// <typeparam name="TSettings">The settings: the product's own, or the interface of its kind.</typeparam>
public interface IProductContext<out TSettings>
    where TSettings : class
{
    /// <summary>What the manifest says about the product.</summary>
    ProductInfo Info { get; }

    /// <summary>The name of a keyed instance, such as <c>replica</c>; null for the product itself.</summary>
    string? Instance { get; }

    /// <summary>
    /// The name of the product in this app, such as <c>orders-db</c> or, for a keyed instance, <c>orders-db:replica</c>. Health checks,
    /// named clients and telemetry use it.
    /// </summary>
    string Name { get; }

    /// <summary>The settings that hold now: always valid, and replaced as a whole when the configuration is reloaded.</summary>
    TSettings Settings { get; }

    /// <summary>The services of the app.</summary>
    IServiceProvider Services { get; }

    /// <summary>
    /// Calls back with the settings after each reload that was taken over, also where it changed none of this product: compare what matters.
    /// The last call has the settings that hold; two never run at once.
    /// </summary>
    /// <returns>Stops the calls when disposed.</returns>
    IDisposable OnChange(Action<TSettings> listener);
}
