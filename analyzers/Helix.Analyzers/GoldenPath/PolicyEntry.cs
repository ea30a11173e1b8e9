using System.Collections.Immutable;
using Helix.Manifests;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>An entry of a golden path with the products that it speaks for.</summary>
/// <param name="Api">The entry.</param>
/// <param name="Products">The product whose manifest has it; for an entry of a kind all products of the kind. Never empty.</param>
/// <param name="IsRaw">Whether a kind brings it: HLX2001; else a product does: HLX2002.</param>
internal sealed record PolicyEntry(BannedApi Api, ImmutableArray<KnownProduct> Products, bool IsRaw)
{
    /// <summary>The products for which the entry speaks in a file, and how strongly.</summary>
    public (ImmutableArray<KnownProduct> Products, DiagnosticSeverity Severity) In(HelixCompilation helix, SyntaxTree? tree)
    {
        ImmutableArray<KnownProduct>.Builder speaking = ImmutableArray.CreateBuilder<KnownProduct>(Products.Length);
        DiagnosticSeverity strongest = DiagnosticSeverity.Hidden;
        foreach (KnownProduct product in Products)
        {
            if (EntrySeverity.Of(helix, product, Api, tree) is { } severity)
            {
                speaking.Add(product);
                strongest = severity > strongest ? severity : strongest;
            }
        }

        return (speaking.ToImmutable(), strongest);
    }

    /// <summary>Whether the entry allows code of a namespace.</summary>
    public bool Excepts(ISymbol? containing)
    {
        if (Api.Except.IsEmpty || (containing as INamespaceSymbol ?? containing?.ContainingNamespace) is not { } space)
        {
            return false;
        }

        for (; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            string name = space.ToDisplayString();
            foreach (string pattern in Api.Except)
            {
                if (Wildcard.Matches(pattern, name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
