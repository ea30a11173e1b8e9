using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.Analyzers;

/// <summary>A place in code that may be what a rule looks for. Its member is bound when the operation is first asked for.</summary>
internal sealed class CodeUse(CodeFile file, SyntaxToken token, CodeTopics topics)
{
    private IOperation? _operation;
    private bool _isBound;

    /// <summary>The name, <c>new</c> or <c>[</c>.</summary>
    public SyntaxToken Token => token;

    /// <summary>Why the place was found.</summary>
    public CodeTopics Topics => topics;

    /// <summary>The name as a node; null where the token declares something, or is none.</summary>
    public SimpleNameSyntax? Name => token.Parent as SimpleNameSyntax;

    /// <summary>The expression that the name is the last one of: <c>a.Member</c>, <c>a.Member(…)</c>, <c>new Type(…)</c>; null for none.</summary>
    public SyntaxNode? Expression { get; } = ExpressionOf(token);

    /// <summary>What the expression does; null where it is none, or does nothing that the compiler knows.</summary>
    public IOperation? Operation
    {
        get
        {
            if (!_isBound)
            {
                _operation = Expression is { } expression ? file.Model.GetOperation(expression, file.CancellationToken) : null;
                _isBound = true;
            }

            return _operation;
        }
    }

    /// <summary>The symbols of the file.</summary>
    public SemanticModel Model => file.Model;

    /// <summary>The file.</summary>
    public SyntaxTree Tree => file.Tree;

    /// <summary>Stops the analysis.</summary>
    public CancellationToken CancellationToken => file.CancellationToken;

    /// <summary>The type, member or namespace that holds the place: a type for its own head, a member also for its lambdas.</summary>
    public ISymbol? ContainingSymbol => field ??= Container();

    /// <summary>Reports a finding.</summary>
    public void ReportDiagnostic(Diagnostic diagnostic) => file.Report(diagnostic);

    private static SyntaxNode? ExpressionOf(SyntaxToken token)
    {
        switch (token.Parent)
        {
            case ImplicitObjectCreationExpressionSyntax creation:
                return creation;
            case BracketedArgumentListSyntax { Parent: ExpressionSyntax indexer }:
                return indexer;
            case SimpleNameSyntax name:
                SyntaxNode node = name;
                while ((node.Parent is QualifiedNameSyntax qualified && qualified.Right == node) || (node.Parent is AliasQualifiedNameSyntax alias && alias.Name == node))
                {
                    node = node.Parent;
                }

                if (node.Parent is ObjectCreationExpressionSyntax made && made.Type == node)
                {
                    return made;
                }

                if ((node.Parent is MemberAccessExpressionSyntax access && access.Name == node) || (node.Parent is MemberBindingExpressionSyntax binding && binding.Name == node))
                {
                    node = node.Parent;
                }

                return node.Parent is InvocationExpressionSyntax call && call.Expression == node ? call : node as ExpressionSyntax;
            default:
                return null;
        }
    }

    private ISymbol? Container()
    {
        SyntaxNode? inside = null;
        for (SyntaxNode? node = token.Parent; node is not null; inside = node, node = node.Parent)
        {
            if (inside is BaseListSyntax or AttributeListSyntax or ParameterListSyntax or TypeParameterConstraintClauseSyntax && node is MemberDeclarationSyntax and not BaseFieldDeclarationSyntax)
            {
                return file.Model.GetDeclaredSymbol(node, file.CancellationToken);
            }
        }

        ISymbol? symbol = file.Model.GetEnclosingSymbol(token.SpanStart, file.CancellationToken);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.LambdaMethod or MethodKind.LocalFunction })
        {
            symbol = symbol.ContainingSymbol;
        }

        return symbol;
    }
}
