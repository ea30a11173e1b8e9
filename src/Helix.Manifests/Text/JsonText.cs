using System.Globalization;
using System.Text;

namespace Helix.Manifests;

/// <summary>Writes JSON strings. The compiler has no JSON library that an analyzer could rely on.</summary>
internal static class JsonText
{
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                < ' ' => result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }
}
