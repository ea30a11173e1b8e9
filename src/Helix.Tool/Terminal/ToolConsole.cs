using System.Text;
using Spectre.Console;

namespace Helix.Tool.Terminal;

/// <summary>
/// Where a command reads and writes. Results go to <see cref="Out"/>, which may be piped; what is said to a person meanwhile goes to
/// <see cref="Error"/>. Colour and progress are for terminals only, and <c>NO_COLOR</c> switches colour off.
/// </summary>
internal sealed class ToolConsole
{
    /// <summary>Wide enough that a pipe never gets a line broken in two.</summary>
    private const int PipeWidth = 10_000;

    private readonly Func<string, string?> _variable;
    private readonly bool _errorIsTerminal;

    public ToolConsole(
        TextWriter output, TextWriter error, string workingDirectory,
        Func<string, string?>? variable = null, bool outputIsTerminal = false, bool errorIsTerminal = false, IAnsiConsole? asking = null)
    {
        Out = output;
        Error = error;
        WorkingDirectory = workingDirectory;
        _variable = variable ?? (static _ => null);
        _errorIsTerminal = errorIsTerminal;
        Styled = Ansi(output, outputIsTerminal);
        StyledError = Ansi(error, errorIsTerminal);
        Asking = asking;
    }

    /// <summary>Results, as plain text.</summary>
    public TextWriter Out { get; }

    /// <summary>Complaints and progress, as plain text.</summary>
    public TextWriter Error { get; }

    /// <summary>Results with markup and tables; without colour, and as wide as they need, where <see cref="Out"/> is no terminal.</summary>
    public IAnsiConsole Styled { get; }

    /// <summary>The same for <see cref="Error"/>.</summary>
    public IAnsiConsole StyledError { get; }

    /// <summary>Where questions are asked; null where nobody is there to answer.</summary>
    public IAnsiConsole? Asking { get; }

    /// <summary>The folder that relative paths start from.</summary>
    public string WorkingDirectory { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The calendar day in UTC, by which builds judge dates too: one report is the same on a desk and in CI.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    /// <summary>The console of this process.</summary>
    public static ToolConsole OfProcess()
    {
        // A pipe gets the same bytes on every system.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        bool terminal = !Console.IsOutputRedirected;
        bool errorTerminal = !Console.IsErrorRedirected;
        return new(
            Console.Out, Console.Error, Environment.CurrentDirectory, Environment.GetEnvironmentVariable, terminal, errorTerminal,
            terminal && !Console.IsInputRedirected ? AnsiConsole.Console : null);
    }

    /// <summary>An environment variable; null where it is not set or empty.</summary>
    public string? Variable(string name) => _variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The full path of what the caller named.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);

    /// <summary>The path as the caller would type it: relative where the file is below <see cref="WorkingDirectory"/>, with slashes.</summary>
    public string ShortPath(string path)
    {
        string relative = Path.GetRelativePath(WorkingDirectory, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }

    /// <summary>Says what is wrong with the call.</summary>
    public void Complain(string message) => StyledError.MarkupLineInterpolated($"[red]helix:[/] {message}");

    /// <summary>Does work of many steps; on a terminal a bar on <see cref="Error"/> shows how far it is, and goes when it is done.</summary>
    /// <param name="title">What is done, such as <c>Reading manifests</c>.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="work">The work; it calls its argument after each step, from any thread.</param>
    public T WithProgress<T>(string title, int steps, Func<Action, T> work)
    {
        if (!_errorIsTerminal || steps < 2)
        {
            return work(static () => { });
        }

        return StyledError.Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask(Markup.Escape(title), maxValue: steps);
            return work(() => task.Increment(1));
        });
    }

    private IAnsiConsole Ansi(TextWriter writer, bool isTerminal)
    {
        bool colour = isTerminal && Variable("NO_COLOR") is null;
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = colour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }
}
