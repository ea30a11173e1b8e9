using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Helix.Analyzers;

/// <summary>Tells calls on products and on what they hand out, such as connections and clients, from all other calls.</summary>
internal sealed class ProductCalls
{
    private readonly HelixCompilation _helix;
    private readonly HashSet<string> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownProduct> _byClient = new(StringComparer.Ordinal);

    public ProductCalls(HelixCompilation helix)
    {
        _helix = helix;
        foreach (KnownProduct product in helix.Products)
        {
            if (product.Contract.Kind is not { } kind || IsImplementedHere(product))
            {
                continue;
            }

            foreach (var api in kind.Manifest.Replaces)
            {
                _ = _clients.Add(api.Assembly);
                _byClient[api.Assembly] = product;
            }
        }
    }

    /// <summary>The product that a call is about; of several with the same client any one. Null for a call that no product has a part in.</summary>
    public KnownProduct? Of(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        ITypeSymbol? receiver = invocation.Instance?.Type
            ?? (method.IsExtensionMethod && !invocation.Arguments.IsEmpty ? Unconverted(invocation.Arguments[0].Value).Type : null);
        if (receiver is null)
        {
            return null;
        }

        if (receiver.ContainingAssembly is { } assembly && _clients.Contains(assembly.Name))
        {
            return _byClient[assembly.Name];
        }

        return _helix.Types.TryGetProduct(receiver, out KnownProduct? product) && !IsImplementedHere(product) ? product : null;
    }

    /// <summary>Whether the project is the product or its kind, and calls the client for it.</summary>
    private bool IsImplementedHere(KnownProduct product) =>
        _helix.Stance.Implements(product) || (_helix.KindOf(product) is { } kind && _helix.Stance.Implements(kind));

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation conversion ? Unconverted(conversion.Operand) : operation;
}
