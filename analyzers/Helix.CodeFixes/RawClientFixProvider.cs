using System.Collections.Immutable;
using System.Composition;
using Helix.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>
/// HLX2001: takes the client from the product in place of building one, and leaves out the call that opens it, as a product hands out open
/// connections. Where several products cover the client, which one is meant only its author knows.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RawClientFixProvider))]
[Shared]
public sealed class RawClientFixProvider : DocumentFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HLX2001"];

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Property(RuleProperties.Product) is not { } name || name.Contains(',')
            || place.Property(RuleProperties.Type) is not { } type || place.Property(RuleProperties.Use) is not { } use
            || place.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { Initializer: null } creation
            || place.Model.Compilation.GetTypeByMetadataName(type) is not { } product
            || Member(product, use) is not { } member
            || Result(member, out bool isTask) is not { } result
            || !Fits(place.Model, creation, result, cancellationToken)
            || (isTask && !Awaiting.IsPossible(creation))
            || (member is IPropertySymbol && IsDisposed(creation))
            || await Injection.PlanAsync(place, product, cancellationToken).ConfigureAwait(false) is not { } injection)
        {
            return null;
        }

        string token = member is IMethodSymbol { Parameters.Length: > 0 } && TokenAt(place.Model, creation) is { } atHand ? atHand : "";
        string access = member is IPropertySymbol ? $"{injection.Name}.{use}" : $"{injection.Name}.{use}({token})";
        ExpressionSyntax taken = SyntaxFactory.ParseExpression(isTask ? "await " + access : access);
        StatementSyntax? opening = isTask ? OpeningOf(creation) : null;
        return new($"Use {product.Name}.{use}", (editor, done) =>
        {
            injection.Apply(editor, done);
            editor.ReplaceNode(creation, (current, _) => taken.WithTriviaFrom(current));
            if (opening is not null)
            {
                editor.RemoveNode(opening, SyntaxRemoveOptions.KeepNoTrivia);
            }
        });
    }

    private static ISymbol? Member(INamedTypeSymbol product, string name)
    {
        for (INamedTypeSymbol? type = product; type is not null; type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers(name))
            {
                if (member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                    and (IPropertySymbol or IMethodSymbol { IsGenericMethod: false }) && (member is not IMethodSymbol method || method.Parameters.All(static parameter => parameter.IsOptional)))
                {
                    return member;
                }
            }
        }

        return null;
    }

    private static ITypeSymbol? Result(ISymbol member, out bool isTask)
    {
        ITypeSymbol? type = (member as IPropertySymbol)?.Type ?? (member as IMethodSymbol)?.ReturnType;
        isTask = type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 };
        return isTask ? ((INamedTypeSymbol)type!).TypeArguments[0] : type;
    }

    private static bool Fits(SemanticModel model, ExpressionSyntax creation, ITypeSymbol result, CancellationToken cancellationToken)
    {
        TypeInfo info = model.GetTypeInfo(creation, cancellationToken);
        return (info.ConvertedType ?? info.Type) is { } wanted && info.Type is { } built
            && model.Compilation.ClassifyCommonConversion(result, wanted).IsImplicit && model.Compilation.ClassifyCommonConversion(result, built).IsImplicit;
    }

    /// <summary>Whether the client would be disposed here: a property's belongs to the product.</summary>
    private static bool IsDisposed(SyntaxNode creation) =>
        creation.FirstAncestorOrSelf<StatementSyntax>() is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or UsingStatementSyntax;

    private static string? TokenAt(SemanticModel model, SyntaxNode node) =>
        model.LookupSymbols(node.SpanStart).OfType<IParameterSymbol>().FirstOrDefault(static parameter => parameter.Type.Name == "CancellationToken")?.Name;

    /// <summary>The next statement, where it only opens the client that is built here.</summary>
    private static StatementSyntax? OpeningOf(SyntaxNode creation)
    {
        if (creation.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }
            || variable.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax block } line)
        {
            return null;
        }

        int next = block.Statements.IndexOf(line) + 1;
        if (next >= block.Statements.Count || block.Statements[next] is not ExpressionStatementSyntax { Expression: var expression } statement)
        {
            return null;
        }

        ExpressionSyntax call = expression is AwaitExpressionSyntax awaited ? awaited.Expression : expression;
        return call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, Name.Identifier.ValueText: "Open" or "OpenAsync" } }
            && receiver.Identifier.ValueText == variable.Identifier.ValueText
            ? statement
            : null;
    }
}
