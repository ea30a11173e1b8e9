using System.CommandLine;
using Helix.Tool.Commands;
using Helix.Tool.Terminal;

namespace Helix.Tool.Completion;

/// <summary><c>helix completion</c>: the script that makes a shell complete commands, options and their values.</summary>
internal static class CompletionCommand
{
    public static Command Create(ToolConsole console)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell." };
        _ = shell.AcceptOnlyFromAmong([.. ShellScripts.All.Keys]);
        var command = new ToolCommand(
            "completion", "Prints the script that makes a shell complete calls of helix.",
            ("source <(helix completion bash)", "in ~/.bashrc"),
            ("source <(helix completion zsh)", "in ~/.zshrc"),
            ("helix completion fish > ~/.config/fish/completions/helix.fish", "for fish"),
            ("helix completion pwsh | Out-String | Invoke-Expression", "in $PROFILE"))
        {
            shell,
        };
        command.SetAction((call, _) =>
        {
            console.Out.Write(ShellScripts.All[call.GetValue(shell)!]);
            return Task.FromResult(ExitCodes.Fine);
        });
        return command;
    }
}
