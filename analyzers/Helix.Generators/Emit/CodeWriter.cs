using System.Text;

namespace Helix.Generators;

/// <summary>Writes indented lines of C#, ended by a line feed on every system, so that output is the same to the byte.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new(4096);
    private int _indent;

    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0)
        {
            _ = _text.Append(' ', _indent * 4).Append(line);
        }

        _ = _text.Append('\n');
        return this;
    }

    public CodeWriter Open(string? line = null)
    {
        if (line is not null)
        {
            _ = Line(line);
        }

        _ = Line("{");
        _indent++;
        return this;
    }

    public CodeWriter Close(string end = "}")
    {
        _indent--;
        return Line(end);
    }

    /// <summary>Documentation of what follows; remarks are left out where there are none.</summary>
    public CodeWriter Summary(string text, params IEnumerable<string> remarks)
    {
        string[] lines = Split(text);
        if (lines.Length == 1)
        {
            _ = Line($"/// <summary>{Xml(lines[0])}</summary>");
        }
        else
        {
            _ = Line("/// <summary>");
            foreach (string line in lines)
            {
                _ = Line($"/// {Xml(line)}".TrimEnd());
            }

            _ = Line("/// </summary>");
        }

        string[] all = [.. remarks.Where(static remark => remark.Length > 0)];
        if (all.Length > 0)
        {
            _ = Line($"/// <remarks>{string.Join(" ", all.SelectMany(Split).Select(Xml))}</remarks>");
        }

        return this;
    }

    public CodeWriter Doc(string line) => Line("/// " + line);

    /// <summary>Text inside an XML element; a character that XML cannot have becomes a replacement character.</summary>
    public static string Xml(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (pair)
            {
                _ = escaped.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '\t' => escaped.Append(' '),
                < ' ' or '\uFFFE' or '\uFFFF' => escaped.Append('\uFFFD'),
                _ when char.IsSurrogate(c) => escaped.Append('\uFFFD'),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    public override string ToString() => _text.ToString();

    private static string[] Split(string text) =>
        text.Trim().Split(['\n', '\r', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } lines ? lines : [""];
}
