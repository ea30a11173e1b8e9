using System.CommandLine;
using Helix.Tool.Terminal;
using Spectre.Console;

namespace Helix.Tool.New;

/// <summary>Values that come from options, or else from the person at the terminal.</summary>
internal sealed class Answers(ToolConsole console, ParseResult call, CancellationToken cancellationToken)
{
    /// <summary>The option's value; else the answer to the question.</summary>
    /// <param name="option">The option.</param>
    /// <param name="question">The question, without a colon.</param>
    /// <param name="check">What is wrong with a value, as a sentence; null where nothing is.</param>
    /// <param name="proposal">What holds when the answer is empty, and where nobody can be asked; null where a value is needed.</param>
    /// <param name="choices">The values to choose from; null for any.</param>
    /// <exception cref="UnusableCallException">The value is wrong, or it is needed and nobody can be asked.</exception>
    public string Get(Symbol option, string question, Func<string, string?>? check = null, string? proposal = null, IReadOnlyList<string>? choices = null)
    {
        string? value = option is Option<string?> named ? call.GetValue(named) : call.GetValue((Argument<string?>)option);
        if (value is null)
        {
            if (console.Asking is null)
            {
                value = proposal ?? throw new UnusableCallException($"{Shown(option)} is missing: {question.ToLowerInvariant()}.");
            }
            else
            {
                var prompt = new TextPrompt<string>(Markup.Escape(question) + ":");
                _ = proposal is null ? prompt : proposal.Length == 0 ? prompt.AllowEmpty() : prompt.DefaultValue(proposal);
                _ = choices is null ? prompt : prompt.AddChoices(choices).InvalidChoiceMessage($"[red]One of {Markup.Escape(string.Join(", ", choices))}.[/]");
                _ = prompt.Validate(answer => check?.Invoke(answer) is { } wrong
                    ? ValidationResult.Error($"[red]{Markup.Escape(wrong)}[/]")
                    : ValidationResult.Success());
                // Only the asynchronous prompt ends at Ctrl+C.
                return prompt.ShowAsync(console.Asking, cancellationToken).GetAwaiter().GetResult();
            }
        }

        return check?.Invoke(value) is { } problem ? throw new UnusableCallException(problem) : value;
    }

    private static string Shown(Symbol option) => option is Option ? option.Name : option.Name.ToUpperInvariant();
}
