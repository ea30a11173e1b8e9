using System.CommandLine;
using Helix.Manifests;
using Helix.Tool.Commands;
using Helix.Tool.Inputs;
using Helix.Tool.Terminal;

namespace Helix.Tool.Lint;

/// <summary><c>helix lint</c>: what is wrong in manifests, by themselves and together.</summary>
internal static class LintCommand
{
    public static Command Create(ToolConsole console)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Manifests, folders with manifests, or globs.", Arity = ArgumentArity.OneOrMore };
        var kinds = new Option<string[]>("--kinds") { Description = "Where kinds are that the manifests use and that do not come with the SDK.", HelpName = "PATH" };
        var command = new ToolCommand(
            "lint", "Checks product and kind manifests.",
            ("helix lint products", "every manifest below a folder"))
        {
            paths, kinds,
        };
        command.SetAction((call, cancellationToken) =>
        {
            ManifestFolder folder = ManifestFolder.Load(console, call.GetValue(paths)!, call.GetValue(kinds) ?? [], cancellationToken);
            foreach (ManifestProblem problem in folder.Set.Problems)
            {
                console.Out.WriteLine(problem);
            }

            return Task.FromResult(folder.Set.Problems.Count == 0 ? ExitCodes.Fine : ExitCodes.Findings);
        });
        return command;
    }
}
