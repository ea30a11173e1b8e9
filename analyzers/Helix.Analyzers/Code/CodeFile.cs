using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.Analyzers;

/// <summary>
/// One file of a compilation as a rule sees it: the places that are about its topics, and symbols only where it asks for them.
/// </summary>
/// <remarks>
/// Rules do not register for operations, symbols or nodes. Each of these makes the compiler's driver bind every member of the project and
/// keep what it found for all of them; a rule here binds the few members that a name of its policy stands in.
/// </remarks>
internal sealed class CodeFile(HelixCompilation helix, SyntaxTree tree, Action<Diagnostic> report, CancellationToken cancellationToken)
{
    private SemanticModel? _model;

    /// <summary>The file.</summary>
    public SyntaxTree Tree => tree;

    /// <summary>What is known of the compilation.</summary>
    public HelixCompilation Helix => helix;

    /// <summary>Stops the analysis.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The symbols of the file.</summary>
    public SemanticModel Model
    {
        get
        {
#pragma warning disable RS1030 // The compilation of a run hands out the driver's own model, the one that a node's context would have.
            return _model ??= helix.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
        }
    }

    /// <summary>Reports a finding.</summary>
    public void Report(Diagnostic diagnostic) => report(diagnostic);

    /// <summary>The places in code that are about one of the topics.</summary>
    public IEnumerable<CodeUse> Uses(CodeTopics topics)
    {
        NameScan scan = NameScan.Of(tree, helix.Names, cancellationToken);
        if ((scan.Topics & (topics | CodeTopics.Escape)) == 0)
        {
            yield break;
        }

        SyntaxNode root = tree.GetRoot(cancellationToken);
        SyntaxToken last = default;
        foreach (NameScan.Place place in scan.Places)
        {
            if ((place.Topics & (topics | CodeTopics.Escape)) == 0)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            SyntaxToken token = root.FindToken(place.Position);
            if (!token.Span.Contains(place.Position))
            {
                continue;
            }

            // The @ of a verbatim identifier stands before its name; an escape may stand anywhere in it, and more than once.
            bool isEscape = (place.Topics & CodeTopics.Escape) != 0;
            if (isEscape && token == last)
            {
                continue;
            }

            last = token;
            bool isName = token.IsKind(SyntaxKind.IdentifierToken) && (isEscape || place.Position - token.SpanStart <= 1);
            CodeTopics found = isEscape ? isName ? helix.Names.Of(token.ValueText) : CodeTopics.None : place.Topics;
            found &= topics;
            bool isUse = (found & ~Marks) != 0 ? isName
                : (found & CodeTopics.ImplicitCreation) != 0 ? token.IsKind(SyntaxKind.NewKeyword) && CreationTarget.MayBe(token.Parent, helix.Names)
                : (found & CodeTopics.Indexer) != 0 ? token.IsKind(SyntaxKind.OpenBracketToken) && token.Parent is BracketedArgumentListSyntax
                : found != CodeTopics.None;
            if (isUse)
            {
                yield return new(this, token, found);
            }
        }
    }

    private const CodeTopics Marks = CodeTopics.ImplicitCreation | CodeTopics.Indexer | CodeTopics.Constant | CodeTopics.Credential;
}
