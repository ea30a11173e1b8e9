using System.Globalization;
using System.Text;

namespace Helix.Generators;

/// <summary>Writes values as C# literals.</summary>
internal static class Literal
{
    /// <summary>A string literal; everything that is not printable ASCII or a letter is escaped.</summary>
    public static string Of(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => literal.Append("\\\""),
                '\\' => literal.Append("\\\\"),
                '\n' => literal.Append("\\n"),
                '\r' => literal.Append("\\r"),
                '\t' => literal.Append("\\t"),
                (>= ' ' and < '\u007f') => literal.Append(c),
                _ when char.IsLetter(c) => literal.Append(c),
                _ => literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        return literal.Append('"').ToString();
    }

    public static string Of(long value) => value == long.MinValue ? "long.MinValue" : value.ToString(CultureInfo.InvariantCulture) + "L";

    public static string Of(int value) => value == int.MinValue ? "int.MinValue" : value.ToString(CultureInfo.InvariantCulture);

    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "D";

    public static string Of(bool value) => value ? "true" : "false";
}
