using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>How a rule asks for code.</summary>
internal static class CodeRegistration
{
    /// <summary>Calls a rule for each place of its topics, a file at a time, in code that people write.</summary>
    public static void RegisterUses(this CompilationStartAnalysisContext context, HelixCompilation helix, CodeTopics topics, Action<CodeUse> action) =>
        context.RegisterFiles(helix, file =>
        {
            foreach (CodeUse use in file.Uses(topics))
            {
                action(use);
            }
        });

    /// <summary>Calls a rule for each file that people write.</summary>
    public static void RegisterFiles(this CompilationStartAnalysisContext context, HelixCompilation helix, Action<CodeFile> action) =>
        context.RegisterSyntaxTreeAction(tree => action(new(helix, tree.Tree, tree.ReportDiagnostic, tree.CancellationToken)));
}
