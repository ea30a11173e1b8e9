using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>
/// The names of methods that take a token, of the products and of the clients that their kinds replace. The symbols of an assembly stay
/// the same from one compilation to the next, and so do its names.
/// </summary>
internal static class CancellableNames
{
    private static readonly ConditionalWeakTable<ISymbol, Found> s_cache = new();

    public static IEnumerable<string> Of(HelixCompilation helix, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (INamedTypeSymbol product in helix.Types.Products)
        {
            AddWithBases(product, names);
        }

        var clients = new HashSet<string>(helix.Products.Where(static product => product.Contract.Kind is not null)
            .SelectMany(static product => product.Contract.Kind!.Manifest.Replaces).Select(static api => api.Assembly), StringComparer.Ordinal);
        if (clients.Count == 0)
        {
            return names;
        }

        foreach (IAssemblySymbol assembly in helix.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (clients.Contains(assembly.Name))
            {
                cancellationToken.ThrowIfCancellationRequested();
                names.UnionWith(s_cache.GetValue(assembly, static symbol => Read((IAssemblySymbol)symbol)).Names);
            }
        }

        return names;
    }

    private static Found Read(IAssemblySymbol assembly)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var spaces = new Stack<INamespaceSymbol>([assembly.GlobalNamespace]);
        while (spaces.Count > 0)
        {
            foreach (INamespaceOrTypeSymbol member in spaces.Pop().GetMembers())
            {
                if (member is INamespaceSymbol space)
                {
                    spaces.Push(space);
                }
                else if (member is INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } type)
                {
                    AddWithBases(type, names);
                }
            }
        }

        return new([.. names]);
    }

    /// <summary>A method of a base is called on the client all the same, and may be of another assembly.</summary>
    private static void AddWithBases(INamedTypeSymbol type, HashSet<string> names)
    {
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public } method && !names.Contains(method.Name)
                    && method.Parameters.Any(static parameter => parameter.Type is { Name: "CancellationToken", ContainingNamespace.Name: "Threading" }))
                {
                    _ = names.Add(method.Name);
                }
            }

            foreach (INamedTypeSymbol nested in current.GetTypeMembers())
            {
                if (nested.DeclaredAccessibility == Accessibility.Public && SymbolEqualityComparer.Default.Equals(current, type))
                {
                    AddWithBases(nested, names);
                }
            }
        }
    }

    private sealed record Found(ImmutableArray<string> Names);
}
