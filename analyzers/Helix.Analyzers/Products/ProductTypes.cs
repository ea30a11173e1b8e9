using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>The types of products in one compilation, resolved when first asked for.</summary>
internal sealed class ProductTypes
{
    private readonly Dictionary<ISymbol, KnownProduct> _products = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, KnownProduct> _settings = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, KnownProduct> _registrations = new(SymbolEqualityComparer.Default);

    public ProductTypes(Compilation compilation, IEnumerable<KnownProduct> products)
    {
        Base = compilation.GetTypeByMetadataName("Helix.InfrastructureProduct");
        foreach (KnownProduct product in products)
        {
            Add(_products, product.TypeName, product);
            Add(_settings, product.SettingsTypeName, product);
            Add(_registrations, product.TypeName + "Registration", product);
        }

        void Add(Dictionary<ISymbol, KnownProduct> types, string name, KnownProduct product)
        {
            // More than one of a name, such as in two versions of a product's package, and it is the compiler's matter first.
            if (compilation.GetTypeByMetadataName(name) is { } type)
            {
                types[type] = product;
            }
        }
    }

    /// <summary>The generated types of products.</summary>
    public IEnumerable<INamedTypeSymbol> Products => _products.Keys.OfType<INamedTypeSymbol>();

    /// <summary>The generated registrations of products.</summary>
    public IEnumerable<INamedTypeSymbol> Registrations => _registrations.Keys.OfType<INamedTypeSymbol>();

    /// <summary>The base of all products; null where the project has no Helix.Sdk.</summary>
    public INamedTypeSymbol? Base { get; }

    /// <summary>The product whose generated type this is.</summary>
    public bool TryGetProduct(ITypeSymbol? type, [NotNullWhen(true)] out KnownProduct? product) => TryGet(_products, type, out product);

    /// <summary>The product whose generated settings this is.</summary>
    public bool TryGetSettings(ITypeSymbol? type, [NotNullWhen(true)] out KnownProduct? product) => TryGet(_settings, type, out product);

    /// <summary>The product whose generated registration this is.</summary>
    public bool TryGetRegistration(ITypeSymbol? type, [NotNullWhen(true)] out KnownProduct? product) => TryGet(_registrations, type, out product);

    /// <summary>The product that one of the three generated types belongs to.</summary>
    public bool TryGetAny(ITypeSymbol? type, [NotNullWhen(true)] out KnownProduct? product) =>
        TryGetProduct(type, out product) || TryGetSettings(type, out product) || TryGetRegistration(type, out product);

    /// <summary>Whether a type is a product, generated or not, or a kind's base of products.</summary>
    public bool IsProduct(ITypeSymbol? type)
    {
        for (ITypeSymbol? current = type; Base is not null && current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, Base))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryGet(Dictionary<ISymbol, KnownProduct> types, ITypeSymbol? type, [NotNullWhen(true)] out KnownProduct? product)
    {
        product = null;
        return type is not null && types.TryGetValue(type, out product);
    }
}
