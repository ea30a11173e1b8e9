namespace Helix.Manifests;

/// <summary>
/// Reads the templates of <c>spec.local</c>: <c>{Key}</c> stands for the value of a key, <c>{Key:uri}</c> for the same percent-encoded,
/// <c>{endpoint.host}</c> and <c>{endpoint.port}</c> for where the server is, <c>{product.name}</c> for the product's name,
/// <c>{limit.name}</c> for a limit of the chosen plan. Two braces are one.
/// </summary>
internal static class LocalTemplate
{
    public const string EndpointHost = "endpoint.host";
    public const string EndpointPort = "endpoint.port";
    public const string ProductName = "product.name";
    private const string LimitPrefix = "limit.";
    private const string UriFormat = ":uri";

    public static IReadOnlyList<string> Words { get; } = [EndpointHost, EndpointPort, ProductName];

    /// <summary>The name of the limit that a placeholder stands for; null where it stands for something else.</summary>
    public static string? Limit(string name) =>
        name.StartsWith(LimitPrefix, StringComparison.Ordinal) && name.Length > LimitPrefix.Length ? name.Substring(LimitPrefix.Length) : null;

    /// <summary>Cuts a template. A brace without partner is a character like others.</summary>
    public static IEnumerable<TemplatePart> Parse(string template)
    {
        int from = 0;
        var literal = new System.Text.StringBuilder();
        while (from < template.Length)
        {
            char c = template[from];
            int end = c == '{' ? template.IndexOf('}', from) : -1;
            if ((c is '{' or '}') && from + 1 < template.Length && template[from + 1] == c)
            {
                _ = literal.Append(c);
                from += 2;
            }
            else if (end > from + 1 && IsName(template, from + 1, end))
            {
                if (literal.Length > 0)
                {
                    yield return new(true, literal.ToString(), false);
                    _ = literal.Clear();
                }

                string name = template.Substring(from + 1, end - from - 1);
                bool encoded = name.EndsWith(UriFormat, StringComparison.Ordinal);
                yield return new(false, encoded ? name.Substring(0, name.Length - UriFormat.Length) : name, encoded);
                from = end + 1;
            }
            else
            {
                _ = literal.Append(c);
                from++;
            }
        }

        if (literal.Length > 0)
        {
            yield return new(true, literal.ToString(), false);
        }
    }

    /// <summary>JSON in an argument has braces as well; a name has neither quotes nor spaces.</summary>
    private static bool IsName(string text, int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] is not ('.' or '-' or '_' or ':'))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A piece of a template.</summary>
/// <param name="IsLiteral">Whether it is text, not a placeholder.</param>
/// <param name="Text">The text, or the name in braces.</param>
/// <param name="IsUriEncoded">Whether the value is to be percent-encoded.</param>
internal readonly record struct TemplatePart(bool IsLiteral, string Text, bool IsUriEncoded);
