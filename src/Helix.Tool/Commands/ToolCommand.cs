using System.CommandLine;

namespace Helix.Tool.Commands;

/// <summary>A command that shows in its help how it is used.</summary>
/// <param name="name">The word on the command line.</param>
/// <param name="description">What it does, one sentence.</param>
/// <param name="examples">Calls with <c>helix</c> as somebody types them, each with its purpose without a full stop; the plainest first.</param>
internal sealed class ToolCommand(string name, string description, params (string Call, string Purpose)[] examples) : Command(name, description)
{
    public IReadOnlyList<(string Call, string Purpose)> Examples => examples;
}
