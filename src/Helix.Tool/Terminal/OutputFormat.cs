using System.CommandLine;

namespace Helix.Tool.Terminal;

/// <summary>The option <c>--format</c>, the same wherever a machine may read the output.</summary>
internal static class OutputFormat
{
    public const string Text = "text";
    public const string Json = "json";
    public const string Sarif = "sarif";

    /// <summary>Makes the option.</summary>
    /// <param name="formats">What the command can write; the first is the default.</param>
    public static Option<string> Option(params string[] formats)
    {
        var option = new Option<string>("--format", "-f")
        {
            Description = "How to print the result.",
            HelpName = string.Join('|', formats),
            DefaultValueFactory = _ => formats[0],
        };
        _ = option.AcceptOnlyFromAmong(formats);
        return option;
    }
}
