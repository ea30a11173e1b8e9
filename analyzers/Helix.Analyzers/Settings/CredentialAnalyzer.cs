using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>HLX1007: a connection string or a credential stands in code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CredentialAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor InCode = HelixRules.Create(
        "HLX1007", "Connection string or credential in code", "{0} stands in code; connections and their credentials come with the products: {1}",
        HelixRules.Configuration, DiagnosticSeverity.Warning, "What is in code is in every clone and every build, is the same in all environments, and cannot be rotated.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [InCode];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { Products.IsEmpty: false } helix
                && !helix.Kinds.Any(helix.Stance.Implements))
            {
                start.RegisterFiles(helix, file =>
                {
                    // A text has several keywords, and is one finding.
                    SyntaxNode? last = null;
                    foreach (CodeUse use in file.Uses(CodeTopics.Credential))
                    {
                        if (TextAt(use.Token) is { } text && text != last)
                        {
                            last = text;
                            Analyze(use, text, helix);
                        }
                    }
                });
            }
        });
    }

    private static SyntaxNode? TextAt(SyntaxToken token) => token.Parent switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression or (int)SyntaxKind.Utf8StringLiteralExpression } literal => literal,
        InterpolatedStringTextSyntax text => text.Parent,
        _ => null,
    };

    private static void Analyze(CodeUse context, SyntaxNode node, HelixCompilation helix)
    {
        string text = TextOf(node);
        if (!CredentialShape.MayBe(text) || CredentialShape.Of(text) is not { } what || helix.Stance.IsTest(context.Tree)
            || IsInAttribute(node) || helix.Stance.IsExempt(context.ContainingSymbol, context.Tree))
        {
            return;
        }

        context.ReportDiagnostic(helix.Found(InCode.At(node.GetLocation(), ImmutableDictionary<string, string?>.Empty, what, helix.Whom)));
    }

    private static string TextOf(SyntaxNode node)
    {
        if (node is LiteralExpressionSyntax literal)
        {
            return literal.Token.ValueText;
        }

        var text = new StringBuilder();
        foreach (InterpolatedStringContentSyntax part in ((InterpolatedStringExpressionSyntax)node).Contents)
        {
            _ = part is InterpolatedStringTextSyntax plain ? text.Append(plain.TextToken.ValueText) : text.Append(CredentialShape.Hole);
        }

        return text.ToString();
    }

    /// <summary>Attributes document and route; what they name is not opened.</summary>
    private static bool IsInAttribute(SyntaxNode node)
    {
        for (SyntaxNode? parent = node.Parent; parent is not null and not StatementSyntax and not MemberDeclarationSyntax; parent = parent.Parent)
        {
            if (parent is AttributeSyntax)
            {
                return true;
            }
        }

        return false;
    }
}
