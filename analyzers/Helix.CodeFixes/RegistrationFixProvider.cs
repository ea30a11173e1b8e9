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

    /// <summary>One edit for all products: they go to one place, which is in another file than most that are reported.</summary>
    public override FixAllProvider GetFixAllProvider() => RegisterAll.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(RuleProperties.Type, out string? type) && type is not null
                && await FindBuilderAsync(context.Document.Project, context.CancellationToken).ConfigureAwait(false) is { } found)
            {
                context.RegisterCodeFix(
                    CodeAction.Create($"Add {found.Name}.{MethodOf(type)}()", token => AddAsync(found, [type], token), nameof(RegistrationFixProvider)), diagnostic);
            }
        }
    }

    private static string MethodOf(string type) => "Add" + type.Substring(type.LastIndexOf('.') + 1);

    private static async Task<Document> AddAsync(Builder builder, IEnumerable<string> types, CancellationToken cancellationToken)
    {
        var root = (CompilationUnitSyntax)(await builder.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await builder.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        LocalDeclarationStatementSyntax line = builder.Line;
        string eol = line.GetTrailingTrivia().ToFullString().EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        SyntaxTrivia[] indent = [.. line.GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))];
        var calls = new List<StatementSyntax>();
        var usings = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string type in types)
        {
            string method = MethodOf(type);
            calls.Add(SyntaxFactory.ParseStatement($"{builder.Name}.{method}();").WithLeadingTrivia(indent).WithTrailingTrivia(SyntaxFactory.EndOfLine(eol)));
            if (model.LookupSymbols(line.Span.End, builder.Type, method, includeReducedExtensionMethods: true).IsEmpty)
            {
                _ = usings.Add(type.Substring(0, type.LastIndexOf('.')));
            }
        }

        CompilationUnitSyntax changed = line.Parent is GlobalStatementSyntax global
            ? root.InsertNodesAfter(global, calls.Select(SyntaxFactory.GlobalStatement))
            : root.InsertNodesAfter(line, calls);
        return builder.Document.WithSyntaxRoot(Usings.Add(changed, usings));
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

    private sealed class RegisterAll : FixAllProvider
    {
        public static readonly RegisterAll Instance = new();

        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            Solution solution = fixAllContext.Solution;
            // The place of a diagnostic may be a document; what it is about is the project.
            IEnumerable<Project> projects = fixAllContext.Scope == FixAllScope.Solution ? solution.Projects : [fixAllContext.Project];
            foreach (ProjectId id in projects.Select(static project => project.Id).ToList())
            {
                Project project = solution.GetProject(id)!;
                ImmutableArray<Diagnostic> diagnostics = fixAllContext is { Scope: FixAllScope.Document, Document: { } document }
                    ? await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                    : await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
                string[] types =
                [
                    .. diagnostics
                        .Select(static diagnostic => diagnostic.Properties.TryGetValue(RuleProperties.Type, out string? type) ? type : null)
                        .OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(MethodOf, StringComparer.Ordinal),
                ];
                if (types.Length > 0 && await FindBuilderAsync(project, fixAllContext.CancellationToken).ConfigureAwait(false) is { } builder)
                {
                    solution = (await AddAsync(builder, types, fixAllContext.CancellationToken).ConfigureAwait(false)).Project.Solution;
                }
            }

            return CodeAction.Create("Register all products that are injected", _ => Task.FromResult(solution), nameof(RegistrationFixProvider));
        }
    }
}
