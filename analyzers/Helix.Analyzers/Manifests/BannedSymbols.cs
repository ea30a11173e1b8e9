using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>Resolves documentation-comment IDs of manifests.</summary>
internal static class BannedSymbols
{
    /// <summary>The symbols of an ID that live in the assembly, or that the assembly forwards elsewhere.</summary>
    public static ImmutableArray<ISymbol> Find(Compilation compilation, string id, string assembly)
    {
        ImmutableArray<ISymbol> found = DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation);
        return found.IsEmpty ? found : [.. found.Where(symbol => IsFrom(compilation, symbol, assembly))];
    }

    /// <summary>The ID of a member of the same type, or of a type, that was probably meant.</summary>
    public static string? Nearest(Compilation compilation, string id)
    {
        int parameters = id.IndexOf('(');
        string name = parameters < 0 ? id : id.Substring(0, parameters);
        int dot = name.LastIndexOf('.');
        if (dot < 0 || id.Length < 3 || compilation.GetTypeByMetadataName(name.Substring(2, dot - 2)) is not { } type)
        {
            return null;
        }

        string[] members = [.. type.GetMembers().Select(static member => member.GetDocumentationCommentId()).OfType<string>()];
        return Suggestions.Nearest(id, members)
            // Another overload shares the name, however far its parameters are.
            ?? members.FirstOrDefault(member => member.StartsWith(name, StringComparison.Ordinal)
                && (member.Length == name.Length || member[name.Length] is '(' or '`'));
    }

    private static bool IsFrom(Compilation compilation, ISymbol symbol, string assembly)
    {
        if (symbol is INamespaceSymbol space)
        {
            return space.ConstituentNamespaces.Any(part => part.ContainingAssembly?.Name == assembly);
        }

        if (symbol.ContainingAssembly?.Name == assembly)
        {
            return true;
        }

        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        return type is not null && compilation.References
            .Select(compilation.GetAssemblyOrModuleSymbol)
            .OfType<IAssemblySymbol>()
            .Any(candidate => candidate.Name == assembly && candidate.ResolveForwardedType(MetadataName(type)) is not null);
    }

    private static string MetadataName(INamedTypeSymbol type)
    {
        INamedTypeSymbol outer = type;
        while (outer.ContainingType is { } containing)
        {
            outer = containing;
        }

        return outer.ContainingNamespace.IsGlobalNamespace ? outer.MetadataName : $"{outer.ContainingNamespace.ToDisplayString()}.{outer.MetadataName}";
    }
}
