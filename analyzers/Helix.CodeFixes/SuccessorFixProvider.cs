using System.Collections.Immutable;
using System.Composition;
using Helix.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>
/// HLX3001 and HLX3002: names the successor in place of a product that ends, where the project has it and it can do all that code could ask
/// of the old one: it is of the same kind, and has each of its settings.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SuccessorFixProvider))]
[Shared]
public sealed class SuccessorFixProvider : DocumentFixProvider
{
    private static readonly string[] s_registrations = ["Add", "AddKeyed"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HLX3001", "HLX3002"];

    private protected override Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken) => Task.FromResult(Plan(place, cancellationToken));

    private static FixPlan? Plan(FixPlace place, CancellationToken cancellationToken)
    {
        Compilation compilation = place.Model.Compilation;
        if (place.Property(RuleProperties.Type) is not { } oldName || place.Property(RuleProperties.Successor) is not { } newName
            || place.Node.FirstAncestorOrSelf<SimpleNameSyntax>() is not { } name
            || compilation.GetTypeByMetadataName(oldName) is not { } old || compilation.GetTypeByMetadataName(newName) is not { } successor
            || !SymbolEqualityComparer.Default.Equals(old.BaseType, successor.BaseType) || !HasAllSettings(compilation, oldName, newName)
            || NameOf(name.Identifier.ValueText, old.Name, successor.Name) is not { } changed)
        {
            return null;
        }

        string space = Namespace(newName);
        ISymbol? before = name.Parent is MemberAccessExpressionSyntax { Name: var last } access && last == name
            ? place.Model.GetSymbolInfo(access.Expression, cancellationToken).Symbol
            : null;
        if (before is INamedTypeSymbol)
        {
            // OldDbRegistration.AddOldDb(…) names the product twice.
            return null;
        }

        // What stands before the last dot of a qualified name is the old namespace, and goes with it.
        SyntaxNode whole = before is INamespaceSymbol || (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name) ? name.Parent! : name;
        string text = whole == name ? changed : $"global::{space}.{changed}";
        return new(
            $"Use {successor.Name}",
            (editor, _) => editor.ReplaceNode(
                whole, (current, _) => (before is null ? SyntaxFactory.ParseName(text) : SyntaxFactory.ParseExpression(text)).WithTriviaFrom(current)),
            space);
    }

    /// <summary>The successor's name for that of the product, of its settings, or of a method that registers it; null for others.</summary>
    private static string? NameOf(string name, string old, string successor)
    {
        if (name == old || name == old + "Settings")
        {
            return successor + name.Substring(old.Length);
        }

        return s_registrations.FirstOrDefault(prefix => name == prefix + old) is { } registration ? registration + successor : null;
    }

    private static bool HasAllSettings(Compilation compilation, string oldName, string newName)
    {
        if (compilation.GetTypeByMetadataName(oldName + "Settings") is not { } old || compilation.GetTypeByMetadataName(newName + "Settings") is not { } successor)
        {
            return false;
        }

        foreach (IPropertySymbol property in old.GetMembers().OfType<IPropertySymbol>())
        {
            if (property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false }
                && !successor.GetMembers(property.Name).OfType<IPropertySymbol>().Any(same => SymbolEqualityComparer.IncludeNullability.Equals(same.Type, property.Type)))
            {
                return false;
            }
        }

        return true;
    }

    private static string Namespace(string type) => type.Substring(0, type.LastIndexOf('.'));
}
