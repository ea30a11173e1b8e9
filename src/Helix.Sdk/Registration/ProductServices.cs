using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Helix.Configuration;
using Helix.Startup;
using Helix.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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
    [UnconditionalSuppressMessage("Trimming", "IL2091", Justification = "Settings are made by their generated factory, never by the options framework.")]
    public static void AddProduct<TProduct, TSettings>(
        this IServiceCollection services, ProductDefinition<TProduct, TSettings> definition, IConfiguration? configuration = null,
        string? instance = null)
        where TProduct : InfrastructureProduct
        where TSettings : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(definition);
        if (instance is not null && (string.IsNullOrWhiteSpace(instance) || instance.Contains(':', StringComparison.Ordinal)))
        {
            throw new ArgumentException("The name of an instance is part of its configuration section: it is not empty and has no colon.", nameof(instance));
        }

        ProductRegistry registry = ProductRegistry.Of(services, out bool isNew);
        if (isNew)
        {
            AddShared(services, registry);
        }

        if (configuration is not null)
        {
            // What a client brings along, such as service discovery, asks the container for it; a host has put it there, and nobody else has.
            services.TryAddSingleton(configuration);
        }

        if (!registry.Claim(typeof(TProduct), instance))
        {
            return;
        }

        var registration = new TypedProductRegistration<TProduct>(services, definition.Info, instance);
        definition.Register?.Invoke(registration);
        registration.AddMetrics(ProductTelemetry.MeterName);
        registry.Factories.Add(() => new BoundProduct<TProduct, TSettings>(registration, definition, configuration));
        if (instance is null)
        {
            _ = services.AddSingleton(provider => Create<TProduct, TSettings>(provider, instance));
            _ = services.AddTransient(provider => Settings<TProduct, TSettings>(provider, instance));
        }
        else
        {
            _ = services.AddKeyedSingleton(instance, (provider, _) => Create<TProduct, TSettings>(provider, instance));
            _ = services.AddKeyedTransient(instance, (provider, _) => Settings<TProduct, TSettings>(provider, instance));
        }

        services.TryAddSingleton<ProductOptions<TProduct, TSettings>>();
        // By factories of object: one of IOptions<TSettings> is kept in a field that the compiler makes, where the trimmer sees no suppression.
        services.TryAddSingleton(typeof(IOptions<TSettings>), static provider => provider.GetRequiredService<ProductOptions<TProduct, TSettings>>());
        services.TryAddSingleton(typeof(IOptionsMonitor<TSettings>), static provider => provider.GetRequiredService<ProductOptions<TProduct, TSettings>>());
        services.TryAddScoped(
            typeof(IOptionsSnapshot<TSettings>),
            static provider => new ProductOptionsSnapshot<TProduct, TSettings>(provider.GetRequiredService<ProductOptions<TProduct, TSettings>>()));
    }

    /// <summary>Reads settings from pairs of key and value, for a test: keys as in a file, below the product's section or in full.</summary>
    /// <param name="definition">The product.</param>
    /// <param name="values">The values; a key without one has its default.</param>
    /// <param name="environment">The environment whose rules apply; null for none.</param>
    /// <exception cref="ProductConfigurationException">A value is missing, wrong or unknown.</exception>
    public static TSettings CreateSettings<TProduct, TSettings>(
        ProductDefinition<TProduct, TSettings> definition, IEnumerable<KeyValuePair<string, string?>> values, string? environment = null)
        where TProduct : InfrastructureProduct
        where TSettings : class
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(values);
        string section = definition.Bindings.Section;
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => new KeyValuePair<string, string?>(
                pair.Key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase) ? pair.Key : $"{section}:{pair.Key}", pair.Value)))
            .Build();
        var target = new ProductReadingTarget(definition.Info, definition.Bindings, null, null, null);
        using var table = ConfigurationTable.Create(configuration, [target]);
        var reading = new ProductReading(table, environment, null);
        TSettings settings = Read(reading);
        List<ConfigurationError> errors =
            [.. reading.Errors ?? [], .. UnknownKeys.Find(table, [target], _ => NamesOf()).Select(static unknown => unknown.Error)];
        return errors.Count == 0 ? settings : throw new ProductConfigurationException(StartupReport.Write(errors, "cannot start"), errors);

        TSettings Read(ProductReading current)
        {
            current.Begin(target, null);
            var reader = new SettingsReader(current);
            return definition.ReadSettings(ref reader);
        }

        HashSet<string> NamesOf()
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var again = new ProductReading(table, environment, null);
            again.Collect(names);
            _ = Read(again);
            return names;
        }
    }

    private static void AddShared(IServiceCollection services, ProductRegistry registry)
    {
        _ = services.AddSingleton(registry);
        _ = services.AddSingleton<ProductInstances>();
        _ = services.AddSingleton<ProductBinder>();
        _ = services.AddSingleton(static provider =>
        {
            ProductInstances products = provider.GetRequiredService<ProductInstances>();
            ProductBinder binder = provider.GetRequiredService<ProductBinder>();
            return new HelixCatalog(
                [.. products.Products.Select(static product => product.Entry)],
                entry => binder.Describe(products.Products.First(product => product.Entry == entry)));
        });
        _ = services.AddOptions<StartupCheck>().ValidateOnStart();
        _ = services.AddSingleton<IConfigureOptions<StartupCheck>, StartupCheck.Binding>();
    }

    private static TProduct Create<TProduct, TSettings>(IServiceProvider provider, string? instance)
        where TProduct : InfrastructureProduct
        where TSettings : class
    {
        provider.GetRequiredService<ProductBinder>().EnsureBound();
        BoundProduct<TProduct, TSettings> bound = provider.GetRequiredService<ProductInstances>().Find<TProduct, TSettings>(instance)!;
        return bound.Definition.Create(new LiveProductContext<TProduct, TSettings>(provider, bound));
    }

    private static TSettings Settings<TProduct, TSettings>(IServiceProvider provider, string? instance)
        where TProduct : InfrastructureProduct
        where TSettings : class
    {
        provider.GetRequiredService<ProductBinder>().EnsureBound();
        return provider.GetRequiredService<ProductInstances>().Find<TProduct, TSettings>(instance)!.Current;
    }
}
