using System.CommandLine;
using Helix.Manifests;
using Helix.Tool.Commands;
using Helix.Tool.Inputs;
using Helix.Tool.Terminal;

namespace Helix.Tool.Lint;

/// <summary><c>helix lint</c>: what is wrong in manifests, by themselves, with their kinds, and together.</summary>
internal static class LintCommand
{
    private const string GitHub = "github";

    public static Command Create(ToolConsole console)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Manifests, folders with manifests, or globs.", Arity = ArgumentArity.OneOrMore };
        Option<string[]> kinds = ElsewhereOptions.Kinds();
        Option<string[]> references = ElsewhereOptions.References();
        var fix = new Option<bool>("--fix") { Description = "Correct what has one sure correction, in place; comments and layout stay." };
        Option<string> format = OutputFormat.Option(OutputFormat.Text, OutputFormat.Json, OutputFormat.Sarif, GitHub);
        var command = new ToolCommand(
            "lint", "Checks product and kind manifests: each by itself, with its kind, and all of them together.",
            ("helix lint products", "every manifest below a folder"),
            ("helix lint products/*.product.yaml --fix", "correct mistyped names and values"),
            ("helix lint products --references Acme.Ledger.2.0.0.nupkg", "with a successor in another package"),
            ("helix lint products --format sarif > lint.sarif", "for a code scanning service"),
            ("helix lint products --format github", "as annotations of a GitHub workflow"))
        {
            paths, kinds, references, fix, format,
        };
        command.SetAction(async (call, cancellationToken) =>
        {
            Elsewhere elsewhere = await Elsewhere.ReadAsync(console, call.GetValue(kinds), call.GetValue(references), cancellationToken);
            ManifestFolder folder = ManifestFolder.Load(console, call.GetValue(paths)!, elsewhere, cancellationToken);
            if (call.GetValue(fix))
            {
                folder = ManifestFixes.Apply(console, folder, elsewhere, cancellationToken);
            }

            IReadOnlyList<ManifestProblem> problems = folder.Set.Problems;
            switch (call.GetValue(format))
            {
                case OutputFormat.Json:
                    LintJson.Write(console.Out, folder);
                    break;
                case OutputFormat.Sarif:
                    LintSarif.Write(console, folder);
                    break;
                case GitHub:
                    GitHubAnnotations.Write(console.Out, problems);
                    break;
                default:
                    LintText.Write(console, folder);
                    break;
            }

            return problems.Count == 0 ? ExitCodes.Fine : ExitCodes.Findings;
        });
        return command;
    }
}
