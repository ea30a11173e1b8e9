using Helix.Configuration;
using Helix.Registration;
using Microsoft.Extensions.Configuration;

namespace Helix.Startup;

/// <summary>A registered product and the settings that hold now.</summary>
internal abstract class BoundProduct(
    ProductRegistration registration, IConfiguration? configuration, ProductReadingTarget target, SettingsFactory<object> read)
{
    /// <summary>What is read.</summary>
    public readonly ProductReadingTarget Target = target;

    /// <summary>Reads the settings.</summary>
    public readonly SettingsFactory<object> ReadSettings = read;

    /// <summary>Who listens to the settings.</summary>
    protected readonly SettingsListeners Listeners = new();

    public ProductRegistration Registration => registration;

    /// <summary>The configuration that was passed when the product was added; null for the container's own.</summary>
    public IConfiguration? Configuration => configuration;

    public abstract Type SettingsType { get; }

    public CatalogEntry Entry => new(
        Target.Info, Target.Instance, Registration.ProductType, SettingsType, Target.Section);

    /// <summary>Reads the settings. Not a member of each generic type: a start would have to make every one of them ready first.</summary>
    public object Read(ProductReading reading)
    {
        var reader = new SettingsReader(reading);
        return ReadSettings(ref reader);
    }

    public abstract void Set(object settings);

    /// <summary>The settings that hold now.</summary>
    public abstract object Now { get; }

    /// <summary>Calls a listener of the product's settings.</summary>
    public abstract void Tell(Delegate listener, object settings);

    /// <summary>Tells the listeners of the settings that hold now, unless they know already.</summary>
    /// <param name="failed">Gets what a listener throws.</param>
    public void Notify(Action<Exception> failed) => Listeners.Tell(this, failed);
}

/// <inheritdoc/>
internal sealed class BoundProduct<TProduct, TSettings>(
    ProductRegistration registration, ProductDefinition<TProduct, TSettings> definition, IConfiguration? configuration)
    : BoundProduct(registration, configuration, new(definition.Info, definition.Bindings, definition.Kind, registration.Instance, registration.ReadConnectionString), definition.ReadSettings)
    where TProduct : InfrastructureProduct
    where TSettings : class
{
    private TSettings? _current;

    public ProductDefinition<TProduct, TSettings> Definition => definition;

    public override Type SettingsType => typeof(TSettings);

    /// <summary>The settings; only after the binder has bound all products.</summary>
    public TSettings Current => Volatile.Read(ref _current) ?? throw new InvalidOperationException($"{Target.Info.Name} has not been bound yet.");

    public override object Now => Current;

    public override void Set(object settings)
    {
        Listeners.Begin(settings);
        Volatile.Write(ref _current, (TSettings)settings);
    }

    public override void Tell(Delegate listener, object settings) => ((Action<TSettings>)listener)((TSettings)settings);

    public IDisposable OnChange(Action<TSettings> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listeners.Add(listener);
    }
}
