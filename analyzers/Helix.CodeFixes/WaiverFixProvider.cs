using System.Collections.Immutable;
using System.Composition;
using Helix.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.CodeFixes;

/// <summary>
/// The last choice: a waiver on the member, with the fields to fill in. HLX4002 asks for reason, ticket and day until they are there.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaiverFixProvider))]
[Shared]
public sealed class WaiverFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = WaivableRules.Ids;

    /// <summary>One that changes nothing: each way off the path has a reason of its own.</summary>
    /// <remarks>Without any, <c>dotnet format</c> would print for each rule that it cannot be fixed, also where another fix has done so.</remarks>
    public override FixAllProvider GetFixAllProvider() => WaiveNothing.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.Location.IsInSource && MemberOf(root.FindNode(diagnostic.Location.SourceSpan)) is { } member)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Waive {diagnostic.Id} here, with reason and day",
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(member, Waived(member, diagnostic)))),
                        nameof(WaiverFixProvider),
                        CodeActionPriority.Low),
                    diagnostic);
            }
        }
    }

    private static MemberDeclarationSyntax? MemberOf(SyntaxNode node)
    {
        MemberDeclarationSyntax? member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(
            static one => one is not (GlobalStatementSyntax or BaseNamespaceDeclarationSyntax or EnumMemberDeclarationSyntax or IncompleteMemberSyntax));
        return member;
    }

    private static MemberDeclarationSyntax Waived(MemberDeclarationSyntax member, Diagnostic diagnostic)
    {
        // A client that several products cover is waived for all of them.
        string product = diagnostic.Properties.TryGetValue(RuleProperties.Product, out string? name) && name?.Contains(',') == false ? $"Product = \"{name}\", " : "";
        string entry = diagnostic.Properties.TryGetValue(RuleProperties.Entry, out string? id) && id is not null ? $"Entry = \"{id}\", " : "";
        SyntaxTriviaList before = member.GetLeadingTrivia();
        SyntaxTrivia indent = before.LastOrDefault(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        AttributeListSyntax list = SyntaxFactory.ParseCompilationUnit(
                $"[global::Helix.GoldenPathWaiver(\"{diagnostic.Id}\", {product}{entry}Reason = \"\", Ticket = \"\", Expires = \"\")] class _;")
            .Members[0].AttributeLists[0]
            .WithLeadingTrivia(before)
            .WithTrailingTrivia(SyntaxFactory.EndOfLine(member.SyntaxTree.ToString().Contains("\r\n") ? "\r\n" : "\n"));
        MemberDeclarationSyntax bare = member.WithLeadingTrivia(indent.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(indent) : SyntaxFactory.TriviaList());
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list));
    }

    private sealed class WaiveNothing : FixAllProvider
    {
        public static readonly WaiveNothing Instance = new();

        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(
            CodeAction.Create("Waive nothing: each place has a reason of its own", _ => Task.FromResult(fixAllContext.Solution), nameof(WaiverFixProvider)));
    }
}
