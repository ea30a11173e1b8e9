using System.Text;

namespace Helix.Manifests;

/// <summary>The C# names that follow from names in a manifest.</summary>
public static class CSharpNames
{
    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float",
        "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new",
        "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return",
        "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try",
        "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    /// <summary>
    /// The type name of a product: <c>orders-db</c> becomes <c>OrdersDb</c>. Characters that no identifier can have separate words, and a
    /// digit in front gets an underscore, so every text with a letter or digit has a name.
    /// </summary>
    public static string ForProduct(string name)
    {
        var result = new StringBuilder(name.Length);
        bool start = true;
        foreach (char c in name)
        {
            if (!IsLetter(c) && !IsDigit(c))
            {
                start = true;
                continue;
            }

            if (result.Length == 0 && IsDigit(c))
            {
                _ = result.Append('_');
            }

            _ = result.Append(start ? char.ToUpperInvariant(c) : c);
            start = false;
        }

        return result.Length == 0 ? "_" : result.ToString();
    }

    /// <summary>The prefix of environment variables of a product: <c>orders-db</c> becomes <c>ORDERS_DB_</c>.</summary>
    public static string EnvironmentPrefix(string name)
    {
        var result = new StringBuilder(name.Length + 1);
        foreach (char c in name)
        {
            _ = result.Append(IsLetter(c) || IsDigit(c) ? char.ToUpperInvariant(c) : '_');
        }

        return result.Append('_').ToString();
    }

    /// <summary>Whether the text is an identifier of ASCII letters, digits and underscores that starts with a letter.</summary>
    public static bool IsIdentifier(string text)
    {
        if (text.Length == 0 || !IsLetter(text[0]))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!IsLetter(c) && !IsDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the text is a namespace: identifiers, none of them a keyword, with dots between.</summary>
    public static bool IsNamespace(string text) =>
        text.Split('.').All(static part => part.Length > 0 && IsIdentifier(part.TrimStart('_') is { Length: > 0 } p ? p : "") && !IsKeyword(part));

    /// <summary>Whether the text is a reserved keyword.</summary>
    public static bool IsKeyword(string text) => s_keywords.Contains(text);

    /// <summary>Whether every product's type has a member of this name, so that the type itself cannot have it.</summary>
    internal static bool IsMemberOfProduct(string typeName) => typeName is "Product" or "Settings";

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
