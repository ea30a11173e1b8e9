using Helix.Manifests;
using Helix.Tool.Terminal;

namespace Helix.Tool.New;

/// <summary>What answers must be, and where they lead.</summary>
internal static class NewText
{
    /// <summary>A name of a product or kind.</summary>
    public static string? Label(string text) =>
        text.Length is > 0 and <= 63 && text.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') && char.IsAsciiLetterLower(text[0]) && text[^1] != '-'
            ? null
            : $"'{text}' is no name: at most 63 lower-case letters, digits and hyphens that start with a letter and end with none of the hyphens, such as orders-db.";

    public static Func<string, string?> NotEmpty(string what) => text => string.IsNullOrWhiteSpace(text) ? $"{what} is empty." : null;

    /// <summary>The name of a C# type or package that a name gives: <c>orders-db</c> is <c>OrdersDb</c>.</summary>
    public static string TypeName(string name) => CSharpNames.ForProduct(name);

    /// <summary>The file: the default name where the caller named a folder or nothing.</summary>
    public static string Target(ToolConsole console, string? output, string file) =>
        output is null ? file
        : output.EndsWith('/') || output.EndsWith(Path.DirectorySeparatorChar) || Directory.Exists(console.FullPath(output)) ? Path.Combine(output, file)
        : output;
}
