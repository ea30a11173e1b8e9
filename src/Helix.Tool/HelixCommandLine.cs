using System.CommandLine;
using System.CommandLine.Invocation;
using Helix.Tool.Adoption;
using Helix.Tool.Catalog;
using Helix.Tool.Commands;
using Helix.Tool.Completion;
using Helix.Tool.Diff;
using Helix.Tool.Doctor;
using Helix.Tool.Export;
using Helix.Tool.Lint;
using Helix.Tool.New;
using Helix.Tool.Schema;
using Helix.Tool.Terminal;

namespace Helix.Tool;

/// <summary>The command line: the one list of commands, and what becomes of a call.</summary>
internal static class HelixCommandLine
{
    /// <summary>Runs one call.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ToolConsole console, CancellationToken cancellationToken = default)
    {
        ParseResult call = Create(console).Parse(arguments);
        if (call.Errors.Count > 0 && call.Action is ParseErrorAction)
        {
            foreach (string message in call.Errors.Select(static error => error.Message).Distinct())
            {
                console.Complain(message);
            }

            console.Error.WriteLine($"See '{FullName(call.CommandResult.Command)} --help'.");
            return ExitCodes.UnusableCall;
        }

        try
        {
            // The library would listen to signals only while a command waits, and commands mostly work: the caller's token tells of them.
            return await call.InvokeAsync(
                new() { Output = console.Out, Error = console.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken);
        }
        catch (UnusableCallException e)
        {
            console.Complain(e.Message);
            return ExitCodes.UnusableCall;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            console.Complain(e.Message);
            return ExitCodes.UnusableCall;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (console.Variable("HELIX_DEBUG") is null)
        {
            console.Complain($"{e.GetType().Name}: {e.Message}");
            console.Error.WriteLine("This is a mistake of helix; please report it. With HELIX_DEBUG=1 the call says where it happened.");
            return ExitCodes.UnusableCall;
        }
    }

    /// <summary>All commands. A new one is one line here.</summary>
    private static RootCommand Create(ToolConsole console)
    {
        var root = new RootCommand("Infrastructure as a product, for the team that offers it: write, check, publish and measure product manifests.")
        {
            NewCommand.Create(console),
            LintCommand.Create(console),
            DiffCommand.Create(console),
            SchemaCommand.Create(console),
            DoctorCommand.Create(console),
            CatalogCommand.Create(console),
            ExportCommand.Create(console),
            AdoptionCommand.Create(console),
            CompletionCommand.Create(console),
        };
        HelpWithExamples.AddTo(root, console);
        return root;
    }

    private static string FullName(Command command) =>
        command is RootCommand ? "helix" : $"{FullName(command.Parents.OfType<Command>().First())} {command.Name}";
}
