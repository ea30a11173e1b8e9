using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Helix.Tool.Pages;

/// <summary>
/// A piece of a page. Interpolation encodes: what is put into <c>Html.Of($"…")</c> is text, unless it is a piece of a page itself, so
/// nothing that a manifest or a log says can become markup.
/// </summary>
internal readonly record struct Html(string Markup)
{
    public static Html Empty => new("");

    public static Html Of(ref Interpolation markup) => new(markup.Result());

    /// <summary>A piece for each item, one behind the other.</summary>
    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> piece)
    {
        var text = new StringBuilder();
        foreach (T item in items)
        {
            _ = text.Append(piece(item).Markup);
        }

        return new(text.ToString());
    }

    /// <summary>The piece, or nothing.</summary>
    public static Html If(bool condition, Func<Html> piece) => condition ? piece() : Empty;

    public override string ToString() => Markup ?? "";

    /// <summary>Takes an interpolated string apart.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Interpolation
    {
        private readonly StringBuilder _text;

        public Interpolation(int literalLength, int formattedCount) => _text = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(Html piece) => _text.Append(piece.Markup);

        public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(text));

        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>Coordinates of a drawing: a tenth of a pixel is enough.</summary>
        public void AppendFormatted(double number) => _text.Append(number.ToString("0.#", CultureInfo.InvariantCulture));

        public string Result() => _text.ToString();
    }
}
