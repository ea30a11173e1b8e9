using System.Collections.Immutable;
using System.Composition;
using Helix.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>
/// HLX1001 and HLX1005: reads the property of the product's settings in place of a string key or a variable, where it has a type that fits;
/// the product is injected where it is not at hand.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TypedSettingFixProvider))]
[Shared]
public sealed class TypedSettingFixProvider : DocumentFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HLX1001", "HLX1005"];

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Property(RuleProperties.Key) is not { } key || place.Property(RuleProperties.Type) is not { } type
            || place.Node.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is not ExpressionSyntax access
            || place.Model.Compilation.GetTypeByMetadataName(type) is not { } product
            || place.Model.Compilation.GetTypeByMetadataName(type + "Settings") is not { } settings
            || settings.GetMembers(key).OfType<IPropertySymbol>().FirstOrDefault() is not { } property
            || !Fits(place.Model, access, property, cancellationToken)
            || await Injection.PlanAsync(place, product, cancellationToken).ConfigureAwait(false) is not { } injection)
        {
            return null;
        }

        ExpressionSyntax read = SyntaxFactory.ParseExpression($"{injection.Name}.Settings.{property.Name}");
        return new($"Use {product.Name}.Settings.{property.Name}", (editor, done) =>
        {
            injection.Apply(editor, done);
            editor.ReplaceNode(access, (current, _) => read.WithTriviaFrom(current));
        });
    }

    /// <summary>Whether the property can stand where the access does.</summary>
    private static bool Fits(SemanticModel model, ExpressionSyntax access, IPropertySymbol property, CancellationToken cancellationToken)
    {
        TypeInfo info = model.GetTypeInfo(access, cancellationToken);
        if (info.Type is not { } type)
        {
            return false;
        }

        // GetValue<T> says what it wants; an indexer gives text, and only a text may take its place.
        ITypeSymbol wanted = info.ConvertedType ?? type;
        return model.Compilation.ClassifyCommonConversion(property.Type, wanted).IsImplicit
            && (SymbolEqualityComparer.Default.Equals(type, property.Type) || model.Compilation.ClassifyCommonConversion(property.Type, type).IsImplicit);
    }
}
