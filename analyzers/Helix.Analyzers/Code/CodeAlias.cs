using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.Analyzers;

/// <summary>An alias that a <c>using</c> makes, with all names on its right side.</summary>
internal sealed record CodeAlias(string Name, ImmutableArray<string> Targets)
{
    private static readonly ConditionalWeakTable<SyntaxTree, Found> s_cache = new();

    /// <summary>The aliases of a file, kept as long as the file stays as it is.</summary>
    public static ImmutableArray<CodeAlias> In(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!s_cache.TryGetValue(tree, out Found? found))
        {
            ImmutableArray<CodeAlias>.Builder aliases = ImmutableArray.CreateBuilder<CodeAlias>();
            if (tree.GetRoot(cancellationToken) is CompilationUnitSyntax unit)
            {
                Add(unit.Usings, unit.Members, aliases);
            }

            found = s_cache.GetValue(tree, _ => new(aliases.ToImmutable()));
        }

        return found.Aliases;
    }

    private static void Add(SyntaxList<UsingDirectiveSyntax> usings, SyntaxList<MemberDeclarationSyntax> members, ImmutableArray<CodeAlias>.Builder aliases)
    {
        foreach (UsingDirectiveSyntax directive in usings)
        {
            if (directive.Alias is { } alias)
            {
                aliases.Add(new(
                    alias.Name.Identifier.ValueText,
                    [.. directive.NamespaceOrType.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText)]));
            }
        }

        foreach (MemberDeclarationSyntax member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax space)
            {
                Add(space.Usings, space.Members, aliases);
            }
        }
    }

    private sealed record Found(ImmutableArray<CodeAlias> Aliases);
}
