using System.CommandLine;
using Helix.Tool.Terminal;

namespace Helix.Tool.New;

/// <summary><c>helix new</c>: starts a product, a kind or a waiver.</summary>
internal static class NewCommand
{
    public static Command Create(ToolConsole console) =>
        new("new", "Writes a new manifest or waiver. What no option says is asked on a terminal.")
        {
            NewProductCommand.Create(console),
            NewKindCommand.Create(console),
            NewWaiverCommand.Create(console),
        };
}
