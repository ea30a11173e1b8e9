using System.Globalization;
using System.Text;

namespace Helix.Generators;

/// <summary>
/// File names of generated code: stable, safe for every name that a manifest may have, and two for two names. The compiler takes no file
/// twice, and one that it refuses takes all others with it.
/// </summary>
internal static class HintNames
{
    public static string For(string name, string suffix)
    {
        var hint = new StringBuilder(name.Length + 12);
        foreach (char c in name)
        {
            _ = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-'
                ? hint.Append(c)
                : hint.Append('_').Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return hint.Append(suffix).Append(".g.cs").ToString();
    }
}
