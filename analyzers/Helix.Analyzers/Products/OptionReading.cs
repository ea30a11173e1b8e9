using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>Reads options of the build and of <c>.editorconfig</c> files.</summary>
internal static class OptionReading
{
    /// <summary>The value of an option; null where it is not set or empty.</summary>
    public static string? Text(this AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out string? value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>The value of an MSBuild property that the compiler may see.</summary>
    public static string? BuildProperty(this AnalyzerConfigOptionsProvider provider, string name) =>
        provider.GlobalOptions.Text("build_property." + name);

    /// <summary>An option for a file: its <c>.editorconfig</c> first, then global configuration files.</summary>
    public static string? For(this AnalyzerConfigOptionsProvider provider, SyntaxTree? tree, string key) =>
        (tree is null ? null : provider.GetOptions(tree).Text(key)) ?? provider.GlobalOptions.Text(key);

    /// <summary>Whether a value is <c>true</c>, in any case.</summary>
    public static bool IsTrue(this string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
