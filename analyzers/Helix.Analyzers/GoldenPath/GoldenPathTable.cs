using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>What the golden paths of a compilation's products ban, by simple name.</summary>
internal sealed class GoldenPathTable
{
    private readonly Dictionary<string, List<BannedSymbol>> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<BannedSymbol>> _constructors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<BannedSymbol>> _names = new(StringComparer.Ordinal);

    private const string Suffix = "Attribute";

    private GoldenPathTable()
    {
    }

    /// <summary>Whether nothing is banned.</summary>
    public bool IsEmpty => !HasMembers && !HasNames;

    /// <summary>Whether a member or constructor is banned.</summary>
    public bool HasMembers => _members.Count + _constructors.Count > 0;

    /// <summary>Whether a type or namespace is banned as a whole.</summary>
    public bool HasNames => _names.Count > 0;

    /// <summary>Whether an indexer is banned, which code uses without a name.</summary>
    public bool HasIndexers { get; private set; }

    /// <summary>The names of banned members.</summary>
    public IEnumerable<string> MemberNames => _members.Keys;

    /// <summary>The names of types with a banned constructor.</summary>
    public IEnumerable<string> CreatedNames => _constructors.Keys;

    /// <summary>The names of banned types and namespaces, as an attribute may be named too.</summary>
    public IEnumerable<string> Names => _names.Keys.Concat(
        _names.Keys.Where(static name => name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)).Select(static name => name.Substring(0, name.Length - Suffix.Length)));

    /// <summary>The table of a compilation, without entries of products and kinds that it implements or whose assembly it does not see.</summary>
    public static GoldenPathTable Of(HelixCompilation helix, Compilation compilation)
    {
        var table = new GoldenPathTable();
        var assemblies = new HashSet<string>(compilation.ReferencedAssemblyNames.Select(static name => name.Name), StringComparer.Ordinal)
        {
            compilation.AssemblyName ?? "",
        };
        foreach (KnownKind kind in helix.Kinds)
        {
            if (helix.Stance.Implements(kind))
            {
                continue;
            }

            ImmutableArray<KnownProduct> products =
            [
                .. helix.Products.Where(product => ReferenceEquals(product.Contract.Kind, kind.Contract) && !helix.Stance.Implements(product)),
            ];
            if (!products.IsEmpty)
            {
                table.Add(compilation, assemblies, kind.Contract.Manifest.Replaces, products, isRaw: true);
            }
        }

        foreach (KnownProduct product in helix.Products)
        {
            if (!helix.Stance.Implements(product))
            {
                table.Add(compilation, assemblies, product.Manifest.Banned, [product], isRaw: false);
            }
        }

        return table;
    }

    /// <summary>The entry that bans a member or constructor; null for none.</summary>
    public BannedSymbol? FindMember(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
        {
            return _constructors.TryGetValue(constructor.ContainingType.Name, out List<BannedSymbol>? ofType) ? First(ofType, constructor) : null;
        }

        string name = symbol is IPropertySymbol { IsIndexer: true } ? symbol.MetadataName : symbol.Name;
        return _members.TryGetValue(name, out List<BannedSymbol>? candidates) ? First(candidates, symbol) : null;
    }

    /// <summary>The entry that bans a constructor of a type; null for none.</summary>
    public BannedSymbol? FindConstructorOf(INamedTypeSymbol type)
    {
        if (!_constructors.TryGetValue(type.Name, out List<BannedSymbol>? candidates))
        {
            return null;
        }

        foreach (IMethodSymbol constructor in type.OriginalDefinition.InstanceConstructors)
        {
            if (First(candidates, constructor) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether a type or namespace of this name may be banned; an alias of one is not, as the alias itself names it.</summary>
    public bool MayBanName(string name) => _names.ContainsKey(name) || _names.ContainsKey(name + Suffix);

    /// <summary>The entry that bans a type or namespace; null for none.</summary>
    public BannedSymbol? FindName(ISymbol symbol) => _names.TryGetValue(symbol.Name, out List<BannedSymbol>? candidates) ? First(candidates, symbol) : null;

    private static BannedSymbol? First(List<BannedSymbol> candidates, ISymbol symbol)
    {
        ISymbol definition = (symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced : symbol).OriginalDefinition;
        foreach (BannedSymbol candidate in candidates)
        {
            if (candidate.Is(definition))
            {
                return candidate;
            }
        }

        return null;
    }

    private void Add(
        Compilation compilation, HashSet<string> assemblies, EquatableArray<BannedApi> entries, ImmutableArray<KnownProduct> products, bool isRaw)
    {
        foreach (BannedApi api in entries)
        {
            if (!assemblies.Contains(api.Assembly))
            {
                continue;
            }

            var entry = new PolicyEntry(api, products, isRaw);
            foreach (string id in api.Symbols)
            {
                if (!DocumentationId.HasForm(id))
                {
                    continue;
                }

                var symbol = new BannedSymbol(compilation, entry, id);
                Dictionary<string, List<BannedSymbol>> index = symbol.Form is 'T' or 'N' ? _names : symbol.IsConstructor ? _constructors : _members;
                if (!index.TryGetValue(symbol.Name, out List<BannedSymbol>? list))
                {
                    index.Add(symbol.Name, list = []);
                }

                list.Add(symbol);
                HasIndexers |= symbol.Form == 'P' && id.IndexOf('(') >= 0;
            }
        }
    }
}
