using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Helix.CodeFixes;

/// <summary>A fix that changes one document, one diagnostic or all of them at once.</summary>
public abstract class DocumentFixProvider : CodeFixProvider
{
    private protected DocumentFixProvider()
    {
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (await PlanAsync(new(context.Document, model, node, diagnostic), context.CancellationToken).ConfigureAwait(false) is { } plan)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(plan.Title, token => ApplyAsync(context.Document, [diagnostic], token), GetType().Name), diagnostic);
            }
        }
    }

    /// <summary>What to do about one diagnostic; null where behaviour would not be kept, or the result would not compile.</summary>
    private protected abstract Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken);

    private async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var imports = new SortedSet<string>(StringComparer.Ordinal);
        bool isChanged = false;
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            SyntaxNode node = editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (await PlanAsync(new(document, editor.SemanticModel, node, diagnostic), cancellationToken).ConfigureAwait(false) is { } plan)
            {
                plan.Edit(editor, done);
                isChanged = true;
                if (plan.Import is { } import && !IsImported(editor, node, import))
                {
                    _ = imports.Add(import);
                }
            }
        }

        if (!isChanged)
        {
            return document;
        }

        var root = (CompilationUnitSyntax)Injection.WithoutUnread(editor.GetChangedRoot());
        return document.WithSyntaxRoot(imports.Count > 0 ? Usings.Add(root, imports) : root);
    }

    /// <summary>Whether code at a place sees the types of a namespace by their names.</summary>
    private static bool IsImported(DocumentEditor editor, SyntaxNode place, string space)
    {
        foreach (IImportScope scope in editor.SemanticModel.GetImportScopes(place.SpanStart))
        {
            if (scope.Imports.Any(import => import.NamespaceOrType.ToDisplayString() == space))
            {
                return true;
            }
        }

        for (INamespaceSymbol? around = editor.SemanticModel.GetEnclosingSymbol(place.SpanStart)?.ContainingNamespace; around is not null; around = around.ContainingNamespace)
        {
            if (around.ToDisplayString() == space)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Where a diagnostic stands.</summary>
internal sealed record FixPlace(Document Document, SemanticModel Model, SyntaxNode Node, Diagnostic Diagnostic)
{
    /// <summary>A property of the diagnostic; null where it has none of the name.</summary>
    public string? Property(string name) => Diagnostic.Properties.TryGetValue(name, out string? value) ? value : null;
}

/// <summary>What a fix does.</summary>
/// <param name="Title">What the menu shows.</param>
/// <param name="Edit">Edits the document. The set holds what other plans of the same edit have added, such as a constructor's parameter.</param>
/// <param name="Import">A namespace whose types the new code names; null for none.</param>
internal sealed record FixPlan(string Title, Action<DocumentEditor, HashSet<string>> Edit, string? Import = null);
