using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Helix.Tool.Commands;
using Helix.Tool.Terminal;

namespace Helix.Tool.New;

/// <summary><c>helix new waiver</c>: a waiver for a whole assembly, or to put on one member.</summary>
internal static partial class NewWaiverCommand
{
    private const int DefaultDays = 90;

    public static Command Create(ToolConsole console)
    {
        var rule = new Argument<string?>("rule") { Description = "The rule, such as HLX2001.", Arity = ArgumentArity.ZeroOrOne };
        var product = new Option<string?>("--product", "-p") { Description = "The product whose rule it is." };
        var entry = new Option<string?>("--entry") { Description = "The entry of the product's golden path. Default: every entry." };
        var reason = new Option<string?>("--reason") { Description = "Why the golden path does not do." };
        var ticket = new Option<string?>("--ticket") { Description = "Where the way back is tracked." };
        var expires = new Option<string?>("--expires") { Description = $"The first day that the rule speaks again, yyyy-MM-dd. Default: in {DefaultDays} days." };
        var output = new Option<string?>("--output", "-o") { Description = "The C# file; - prints the attribute for one member. Default: GoldenPathWaiver.PRODUCT.RULE.cs here.", HelpName = "PATH" };
        var command = new ToolCommand(
            "waiver", "Writes a waiver of a golden-path rule, in C#: for the whole assembly, or to put on one member.",
            ("helix new waiver HLX2001 --product orders-db --reason \"Bulk copy\" --ticket OPS-12", "for the whole assembly"),
            ("helix new waiver HLX2001 --product orders-db --reason \"Bulk copy\" -o -", "to put on one member"))
        {
            rule, product, entry, reason, ticket, expires, output,
        };
        command.SetAction((call, cancellationToken) =>
        {
            var answers = new Answers(console, call, cancellationToken);
            string id = answers.Get(rule, "Rule", static text =>
                !Rule().IsMatch(text) ? $"'{text}' is no rule; rules are HLX and four digits, such as HLX2001."
                : !Waivable().IsMatch(text) ? $"{text} is no rule that can be waived; those are HLX1xxx, HLX2xxx, HLX3001, HLX3003 and HLX5xxx."
                : null);
            string name = answers.Get(product, "Product", NewText.Label);
            string why = answers.Get(reason, "Reason why the golden path does not do", NewText.NotEmpty("The reason"));
            string day = answers.Get(expires, "First day that the rule speaks again", Day, console.Today.AddDays(DefaultDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            string ticketText = answers.Get(ticket, "Ticket, if there is one", proposal: "");
            bool onMember = call.GetValue(output) == "-";
            var attribute = new StringBuilder();
            _ = attribute.Append(CultureInfo.InvariantCulture, $"[{(onMember ? "" : "assembly: Helix.")}GoldenPathWaiver({Literal(id)}, Product = {Literal(name)}");
            _ = call.GetValue(entry) is { } only ? attribute.Append(CultureInfo.InvariantCulture, $", Entry = {Literal(only)}") : attribute;
            _ = attribute.Append(CultureInfo.InvariantCulture, $", Reason = {Literal(why)}");
            _ = ticketText.Length > 0 ? attribute.Append(CultureInfo.InvariantCulture, $", Ticket = {Literal(ticketText)}") : attribute;
            _ = attribute.Append(CultureInfo.InvariantCulture, $", Expires = {Literal(day)})]\n");
            if (onMember)
            {
                console.Out.Write(attribute);
                return Task.FromResult(ExitCodes.Fine);
            }

            string path = NewText.Target(console, call.GetValue(output), $"GoldenPathWaiver.{NewText.TypeName(name)}.{id}.cs");
            string full = console.FullPath(path);
            if (Path.Exists(full))
            {
                throw new UnusableCallException($"'{path}' is there already; nothing is written.");
            }

            FileWriting.Write(full, attribute.ToString(), overwrite: false);
            console.Out.WriteLine($"wrote {console.ShortPath(full)}");
            return Task.FromResult(ExitCodes.Fine);

            string? Day(string text) =>
                !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? $"'{text}' is no day (yyyy-MM-dd)."
                : date <= console.Today ? $"{text} has come: the rule would speak from the start."
                : null;
        });
        return command;
    }

    /// <summary>A C# string literal on one line.</summary>
    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => literal.Append('\\').Append(c),
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' => literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => literal.Append(c),
            };
        }

        return literal.Append('"').ToString();
    }

    [GeneratedRegex(@"\AHLX[0-9]{4}\z")]
    private static partial Regex Rule();

    /// <summary>What HLX4003 takes for a rule that can be waived.</summary>
    [GeneratedRegex(@"\AHLX(?:[125][0-9]{3}|300[13])\z")]
    private static partial Regex Waivable();
}
