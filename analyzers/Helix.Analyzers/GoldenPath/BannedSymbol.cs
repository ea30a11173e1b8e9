using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>
/// One symbol that an entry bans. Its simple name is cut from the documentation-comment ID without the compilation; symbols are looked up
/// only when code uses that name.
/// </summary>
internal sealed class BannedSymbol
{
    private readonly Compilation _compilation;
    private readonly string _id;
    private ImmutableArray<ISymbol> _symbols;

    public BannedSymbol(Compilation compilation, PolicyEntry entry, string id)
    {
        _compilation = compilation;
        _id = id;
        Entry = entry;
        (Name, IsConstructor) = NameOf(id);
    }

    /// <summary>The entry.</summary>
    public PolicyEntry Entry { get; }

    /// <summary>The symbol's simple name; for a constructor that of its type.</summary>
    public string Name { get; }

    /// <summary>Whether the symbol is an instance constructor.</summary>
    public bool IsConstructor { get; }

    /// <summary>What the ID is of, its first letter: T, M, P, F, E or N.</summary>
    public char Form => _id[0];

    /// <summary>Whether this is the symbol, or stands for it: an override, or the implementation of a banned interface's member.</summary>
    /// <param name="symbol">An original definition.</param>
    public bool Is(ISymbol symbol)
    {
        foreach (ISymbol banned in Symbols())
        {
            for (ISymbol? current = symbol; current is not null; current = Overridden(current)?.OriginalDefinition)
            {
                if (SymbolEqualityComparer.Default.Equals(current, banned) || Implements(current, banned))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };

    private static bool Implements(ISymbol symbol, ISymbol banned) =>
        banned.ContainingType is { TypeKind: TypeKind.Interface }
        && symbol.ContainingType is { TypeKind: not TypeKind.Interface } type
        && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(banned), symbol);

    private ImmutableArray<ISymbol> Symbols()
    {
        if (_symbols.IsDefault)
        {
            _ = ImmutableInterlocked.InterlockedInitialize(ref _symbols, BannedSymbols.Find(_compilation, _id, Entry.Api.Assembly));
        }

        return _symbols;
    }

    /// <summary><c>M:N.Type`1.Method``1(System.String)</c> is about Method, <c>M:N.Type.#ctor</c> about Type.</summary>
    private static (string Name, bool IsConstructor) NameOf(string id)
    {
        int end = id.IndexOfAny(['(', '~']);
        string name = end < 0 ? id : id.Substring(0, end);
        int dot = name.LastIndexOf('.');
        string last = name.Substring(Math.Max(dot, 1) + 1);
        if (last != "#ctor")
        {
            return (WithoutArity(last), false);
        }

        string type = name.Substring(2, Math.Max(dot - 2, 0));
        return (WithoutArity(type.Substring(type.LastIndexOf('.') + 1)), true);
    }

    private static string WithoutArity(string name)
    {
        int tick = name.IndexOf('`');
        return tick < 0 ? name : name.Substring(0, tick);
    }
}
