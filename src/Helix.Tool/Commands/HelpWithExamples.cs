using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Helix.Tool.Terminal;

namespace Helix.Tool.Commands;

/// <summary>Prints a command's usual help, then its examples and the exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction help, ToolConsole console) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root, ToolConsole console)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            // Other systems know no such switches, and a shell would offer them everywhere.
            _ = option.Aliases.Remove("/h");
            _ = option.Aliases.Remove("/?");
            option.Action = new HelpWithExamples((HelpAction)option.Action!, console);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter { NewLine = output.NewLine };
        parseResult.InvocationConfiguration.Output = text;
        int code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        // The library calls the tool by the name of its assembly, which nobody types.
        output.Write(text.ToString().Replace($"  {parseResult.RootCommandResult.Command.Name} ", "  helix ", StringComparison.Ordinal));
        if (parseResult.CommandResult.Command is ToolCommand { Examples.Count: > 0 } command)
        {
            console.Out.WriteLine("Examples:");
            int width = command.Examples.Max(static example => example.Call.Length);
            foreach ((string call, string purpose) in command.Examples)
            {
                console.Out.WriteLine($"  {call.PadRight(width)}  {purpose}");
            }

            console.Out.WriteLine();
        }

        console.Out.WriteLine("Exit codes: 0 fine, 1 findings, 2 unusable call.");
        return code;
    }
}
