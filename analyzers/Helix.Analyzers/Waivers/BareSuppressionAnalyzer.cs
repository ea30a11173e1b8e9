using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>HLX4004: a rule of the golden path is turned off without reason and end, by a pragma, an attribute, <c>NoWarn</c> or options.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BareSuppressionAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Bare = HelixRules.Create(
        "HLX4004", "Golden-path rule turned off without a waiver", "{0} {1}; a GoldenPathWaiver says why and until when, and shows in the adoption report{2}",
        HelixRules.Waivers, DiagnosticSeverity.Warning, "What is turned off in silence is found by nobody, least of all by the team that could help.",
        WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Bare];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (HelixCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { } helix)
            {
                start.RegisterSyntaxTreeAction(tree => AnalyzePragmas(tree, helix));
                start.RegisterUses(helix, CodeTopics.Suppression, use => AnalyzeAttribute(use, helix));
                start.RegisterCompilationEndAction(end => AnalyzeOptions(end, helix));
            }
        });
    }

    private static void AnalyzePragmas(SyntaxTreeAnalysisContext context, HelixCompilation helix)
    {
        if (context.Tree.GetRoot(context.CancellationToken) is not CSharpSyntaxNode { ContainsDirectives: true } root)
        {
            return;
        }

        for (DirectiveTriviaSyntax? directive = root.GetFirstDirective(IsDisable); directive is not null; directive = directive.GetNextDirective(IsDisable))
        {
            foreach (ExpressionSyntax code in ((PragmaWarningDirectiveTriviaSyntax)directive).ErrorCodes)
            {
                if (code is IdentifierNameSyntax { Identifier.ValueText: { } id } && WaivableRules.IsGuarded(id))
                {
                    context.ReportDiagnostic(BareAt(code.GetLocation(), id, "is turned off by #pragma", helix));
                }
            }
        }

        static bool IsDisable(DirectiveTriviaSyntax directive) =>
            directive is PragmaWarningDirectiveTriviaSyntax { IsActive: true } pragma && pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword);
    }

    private static void AnalyzeAttribute(CodeUse context, HelixCompilation helix)
    {
        if (WaiverSyntax.AttributeOf(context) is not { } attribute
            || attribute.ArgumentList is not { Arguments: { Count: >= 2 } arguments }
            || context.Model.GetConstantValue(arguments[1].Expression, context.CancellationToken) is not { Value: string check })
        {
            return;
        }

        int colon = check.IndexOf(':');
        string id = (colon < 0 ? check : check.Substring(0, colon)).Trim();
        if (WaivableRules.IsGuarded(id))
        {
            context.ReportDiagnostic(BareAt(attribute.GetLocation(), id, "is turned off by an attribute", helix));
        }
    }

    private static void AnalyzeOptions(CompilationAnalysisContext context, HelixCompilation helix)
    {
        foreach (string id in WaivableRules.Ids.Add("HLX3002"))
        {
            if (RuleConfiguration.Lowest(context.Compilation, id, context.CancellationToken) is not { } lowest
                || RuleConfiguration.Rank(lowest.Severity) is not { } rank || rank >= Usual(id))
            {
                continue;
            }

            string what = lowest.Severity == ReportDiagnostic.Suppress ? "is turned off" : "is lowered";
            string where = lowest.Files switch
            {
                0 => "for the project",
                1 => "for one file",
                var files => $"for {files} files",
            };
            context.ReportDiagnostic(BareAt(Location.None, id, $"{what} by options {where}", helix));
        }
    }

    private static Diagnostic BareAt(Location location, string id, string how, HelixCompilation helix) =>
        Diagnostic.Create(Bare, location, id, how, helix.Whom is { Length: > 0 } whom ? $" ({whom})" : "");

    /// <summary>How strong the rule is by itself, as a rank of <see cref="RuleConfiguration"/>.</summary>
    private static int Usual(string id) => id switch
    {
        "HLX3002" => 4,
        "HLX1006" => 2,
        _ => 3,
    };
}
