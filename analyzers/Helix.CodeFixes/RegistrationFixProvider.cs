using System.Collections.Immutable;
using System.Composition;
using Helix.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>HLX2003: registers the product right behind the line that makes the host builder.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RegistrationFixProvider))]
[Shared]
public sealed class RegistrationFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HLX2003"];

    /// <summary>None: two products go to one place of another file, and the second fix is one click more.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(RuleProperties.Type, out string? type) && type is not null
                && await FindBuilderAsync(context.Document.Project, context.CancellationToken).ConfigureAwait(false) is { } found)
            {
                string method = "Add" + type.Substring(type.LastIndexOf('.') + 1);
                context.RegisterCodeFix(
                    CodeAction.Create($"Add {found.Name}.{method}()", token => AddAsync(found, type, method, token), nameof(RegistrationFixProvider)), diagnostic);
            }
        }
    }

    private static async Task<Document> AddAsync(Builder builder, string type, string method, CancellationToken cancellationToken)
    {
        var root = (CompilationUnitSyntax)(await builder.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await builder.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        LocalDeclarationStatementSyntax line = builder.Line;
        string eol = line.GetTrailingTrivia().ToFullString().EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        StatementSyntax call = SyntaxFactory.ParseStatement($"{builder.Name}.{method}();")
            .WithLeadingTrivia(line.GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
            .WithTrailingTrivia(SyntaxFactory.EndOfLine(eol));
        bool isVisible = !model.LookupSymbols(line.Span.End, builder.Type, method, includeReducedExtensionMethods: true).IsEmpty;
        CompilationUnitSyntax changed = line.Parent is GlobalStatementSyntax global
            ? root.InsertNodesAfter(global, [SyntaxFactory.GlobalStatement(call)])
            : root.InsertNodesAfter(line, [call]);
        if (!isVisible)
        {
            string space = type.Substring(0, type.LastIndexOf('.'));
            changed = changed.AddUsings(SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(space)).NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.EndOfLine(eol)));
        }

        return builder.Document.WithSyntaxRoot(changed);
    }

    /// <summary>The first local of the project that holds a host builder which is made there.</summary>
    private static async Task<Builder?> FindBuilderAsync(Project project, CancellationToken cancellationToken)
    {
        foreach (Document document in project.Documents)
        {
            if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            {
                continue;
            }

            foreach (LocalDeclarationStatementSyntax line in root.DescendantNodes().OfType<LocalDeclarationStatementSyntax>())
            {
                if (line.Declaration.Variables.Count == 1 && line.Declaration.Variables[0] is { Initializer.Value: InvocationExpressionSyntax or ObjectCreationExpressionSyntax } variable
                    && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
                    && model.GetDeclaredSymbol(variable, cancellationToken) is ILocalSymbol { Type: INamedTypeSymbol type }
                    && (type.Name == "IHostApplicationBuilder" || type.AllInterfaces.Any(static one => one.Name == "IHostApplicationBuilder")))
                {
                    return new(document, line, variable.Identifier.ValueText, type);
                }
            }
        }

        return null;
    }

    private sealed record Builder(Document Document, LocalDeclarationStatementSyntax Line, string Name, INamedTypeSymbol Type);
}
