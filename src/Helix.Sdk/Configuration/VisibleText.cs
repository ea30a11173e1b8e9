using System.Globalization;
using System.Text;

namespace Helix.Configuration;

/// <summary>Text as a line that shows all of it: a value with a line break must not write a line of its own, and what nobody sees is often what is wrong.</summary>
internal static class VisibleText
{
    public static string Of(string text)
    {
        StringBuilder? shown = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                _ = shown?.Append(text, i, 2);
                i++;
            }
            else if (IsVisible(text[i]))
            {
                _ = shown?.Append(text[i]);
            }
            else
            {
                _ = (shown ??= new StringBuilder().Append(text, 0, i)).Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
            }
        }

        return shown?.ToString() ?? text;
    }

    private static bool IsVisible(char c) => c == ' ' || char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
