using System.Text;

namespace Helix.Generators;

/// <summary>File names of generated code: stable, and safe for every name that a manifest may have.</summary>
internal static class HintNames
{
    public static string For(string name, string suffix)
    {
        var hint = new StringBuilder(name.Length + 12);
        foreach (char c in name)
        {
            _ = hint.Append(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.' ? c : '_');
        }

        return hint.Append(suffix).Append(".g.cs").ToString();
    }
}
