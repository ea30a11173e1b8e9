using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Helix.Startup;

/// <summary>The settings of a product as options: by the empty name the product's, by an instance's name that one's.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2091", Justification = "Settings are made by their generated factory, never by the options framework.")]
internal sealed class ProductOptions<TProduct, TSettings>(ProductBinder binder, ProductInstances instances) : IOptions<TSettings>, IOptionsMonitor<TSettings>
    where TProduct : InfrastructureProduct
    where TSettings : class
{
    public TSettings Value => Get(Options.DefaultName);

    public TSettings CurrentValue => Value;

    public TSettings Get(string? name)
    {
        binder.EnsureBound();
        return Find(name ?? Options.DefaultName)?.Current
            ?? throw new OptionsValidationException(
                name ?? "", typeof(TSettings),
                [string.IsNullOrEmpty(name) ? $"{typeof(TProduct).Name} is not registered." : $"No instance '{name}' of {typeof(TProduct).Name} is registered."]);
    }

    public IDisposable? OnChange(Action<TSettings, string?> listener)
    {
        binder.EnsureBound();
        var subscriptions = All()
            .Select(product => product.OnChange(settings => listener(settings, product.Registration.Instance ?? Options.DefaultName)))
            .ToList();
        return new Subscriptions(subscriptions);
    }

    private IEnumerable<BoundProduct<TProduct, TSettings>> All() => instances.Products.OfType<BoundProduct<TProduct, TSettings>>();

    private BoundProduct<TProduct, TSettings>? Find(string name) =>
        instances.Find<TProduct, TSettings>(name.Length == 0 ? null : name);

    private sealed class Subscriptions(List<IDisposable> all) : IDisposable
    {
        public void Dispose() => all.ForEach(static one => one.Dispose());
    }
}

/// <summary>The settings as they were when the scope first asked.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2091", Justification = "Settings are made by their generated factory, never by the options framework.")]
internal sealed class ProductOptionsSnapshot<TProduct, TSettings>(ProductOptions<TProduct, TSettings> options) : IOptionsSnapshot<TSettings>
    where TProduct : InfrastructureProduct
    where TSettings : class
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TSettings> _taken = new(StringComparer.Ordinal);

    public TSettings Value => Get(Options.DefaultName);

    public TSettings Get(string? name) => _taken.GetOrAdd(name ?? Options.DefaultName, options.Get);
}
