using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Generators;

/// <summary>An additional file that is a manifest, and what the build says about it.</summary>
/// <param name="Text">The file; the compiler gives another instance when its content changes.</param>
/// <param name="IsOwned">Whether the project owns the manifest, so that its types are generated here.</param>
/// <param name="OwnerAssembly">The assembly that owns a referenced manifest.</param>
/// <param name="Namespace">The namespace of generated types where the manifest names none.</param>
internal sealed record ManifestFile(AdditionalText Text, bool IsOwned, string? OwnerAssembly, string? Namespace)
{
    public static ManifestFile Of(AdditionalText text, AnalyzerConfigOptionsProvider options)
    {
        AnalyzerConfigOptions file = options.GetOptions(text);
        bool owned = Read(file, "build_metadata.AdditionalFiles.HelixRole") != "referenced";
        return new(
            text,
            owned,
            Read(file, "build_metadata.AdditionalFiles.HelixOwnerAssembly"),
            Read(file, "build_metadata.AdditionalFiles.HelixNamespace") ?? (owned ? Read(options.GlobalOptions, "build_property.RootNamespace") : null));
    }

    private static string? Read(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out string? value) && value.Length > 0 ? value : null;
}
