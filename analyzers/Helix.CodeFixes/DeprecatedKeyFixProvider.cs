using System.Collections.Immutable;
using System.Composition;
using Helix.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>HLX3001: reads the key that takes the place of a deprecated one, where the two have one type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeprecatedKeyFixProvider))]
[Shared]
public sealed class DeprecatedKeyFixProvider : DocumentFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HLX3001"];

    private protected override Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken) => Task.FromResult(Plan(place, cancellationToken));

    private static FixPlan? Plan(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Property(RuleProperties.Key) is null || place.Property(RuleProperties.Replacement) is not { } replacement
            || place.Node.FirstAncestorOrSelf<SimpleNameSyntax>() is not { } name
            || place.Model.GetSymbolInfo(name, cancellationToken).Symbol is not IPropertySymbol old
            || old.ContainingType.GetMembers(replacement).OfType<IPropertySymbol>().FirstOrDefault() is not { } property
            || !SymbolEqualityComparer.IncludeNullability.Equals(old.Type, property.Type))
        {
            return null;
        }

        return new($"Use {property.Name}", (editor, _) => editor.ReplaceNode(name, (current, _) => SyntaxFactory.IdentifierName(property.Name).WithTriviaFrom(current)));
    }
}
