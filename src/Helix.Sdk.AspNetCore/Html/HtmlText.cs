using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Helix.AspNetCore.Html;

/// <summary>HTML as a text in which only what the programmer wrote is markup: whatever is put into it is encoded, always.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new(16 * 1024);

    public void Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        // The handler has written itself.
        _ = markup;
    }

    /// <summary>Adds a style sheet of our own, which encoding would break.</summary>
    public void AddStyle(string css) => _text.Append(css);

    public override string ToString() => _text.ToString();

    [InterpolatedStringHandler]
    public readonly ref struct Markup(int literalLength, int formattedCount, HtmlText target)
    {
        private readonly StringBuilder _text = Room(target._text, literalLength + (16 * formattedCount));

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? text) => _text.Append(HtmlEncoder.Default.Encode(text ?? ""));

        /// <param name="text">The text.</param>
        /// <param name="format"><c>names</c> lets a long name be broken where one of its words ends, and nowhere else if that will do.</param>
        public void AppendFormatted(string? text, string format)
        {
            if (format != "names")
            {
                throw new FormatException($"'{format}' is no format of a text; names is.");
            }

            int start = 0;
            for (int i = 1; i < text?.Length; i++)
            {
                if (char.IsLetter(text[i]) && (text[i - 1] is '.' or ':' or '_' || (char.IsUpper(text[i]) && char.IsLower(text[i - 1]))))
                {
                    AppendFormatted(text[start..i]);
                    _ = _text.Append("<wbr/>");
                    start = i;
                }
            }

            AppendFormatted(text?[start..]);
        }

        public void AppendFormatted<T>(T value, string? format = null)
            where T : struct, IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

        private static StringBuilder Room(StringBuilder text, int more)
        {
            _ = text.EnsureCapacity(text.Length + more);
            return text;
        }
    }
}
