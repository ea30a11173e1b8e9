using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>What the build says about an additional file.</summary>
/// <param name="Path">The file.</param>
/// <param name="IsOwned">Whether the project owns the manifest.</param>
/// <param name="OwnerAssembly">The assembly that owns the manifest: this one where it is owned; null where the build does not say.</param>
/// <param name="DefaultNamespace">The namespace of generated types where the manifest names none.</param>
internal sealed record ManifestSource(string Path, bool IsOwned, string? OwnerAssembly, string? DefaultNamespace)
{
    public static ManifestSource Of(AdditionalText file, AnalyzerConfigOptionsProvider provider, string? assembly)
    {
        AnalyzerConfigOptions options = provider.GetOptions(file);
        bool owned = options.Text("build_metadata.AdditionalFiles.HelixRole") != "referenced";
        return new(
            file.Path,
            owned,
            owned ? assembly : options.Text("build_metadata.AdditionalFiles.HelixOwnerAssembly"),
            options.Text("build_metadata.AdditionalFiles.HelixNamespace")
                ?? (owned ? provider.GlobalOptions.Text("build_property.RootNamespace") : null));
    }
}
