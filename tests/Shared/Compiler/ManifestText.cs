using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Testing;

/// <summary>A manifest as an additional file, with the metadata that MSBuild gives it.</summary>
internal sealed class ManifestText(string path, string text, string? role = null, string? owner = null, string? space = null) : AdditionalText
{
    private readonly SourceText _source = SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    public string? Role => role;

    public string? Owner => owner;

    public string? Namespace => space;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _source;

    /// <summary>The same file in another role.</summary>
    public ManifestText As(string newRole) => new(path, text, newRole, owner, space);
}

/// <summary>The options that the compiler would have from the build, and of one <c>.editorconfig</c> for all files.</summary>
internal sealed class BuildOptions(string rootNamespace, IEnumerable<KeyValuePair<string, string>>? settings = null) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new(settings ?? [], StringComparer.OrdinalIgnoreCase)
    {
        ["build_property.RootNamespace"] = rootNamespace,
    });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile is not ManifestText manifest ? new Options([]) : new Options(new()
    {
        ["build_metadata.AdditionalFiles.HelixRole"] = manifest.Role ?? "",
        ["build_metadata.AdditionalFiles.HelixOwnerAssembly"] = manifest.Owner ?? "",
        ["build_metadata.AdditionalFiles.HelixNamespace"] = manifest.Namespace ?? "",
    });

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
