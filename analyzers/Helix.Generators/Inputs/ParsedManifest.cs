using Helix.Manifests;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Generators;

/// <summary>A manifest as it was read: equal when the file's content and role are, so positions in it are never stale.</summary>
internal sealed class ParsedManifest(ManifestDocument document, string text, bool isOwned, string? ownerAssembly, string? defaultNamespace)
    : IEquatable<ParsedManifest>
{
    private readonly string _text = text;

    public ManifestDocument Document { get; } = document;

    public bool IsOwned { get; } = isOwned;

    public string? OwnerAssembly { get; } = ownerAssembly;

    public string? DefaultNamespace { get; } = defaultNamespace;

    /// <summary>What a reader's own mistake says; null for none.</summary>
    public string? Failure { get; private set; }

    public static ParsedManifest Read(ManifestFile file, CancellationToken cancellationToken)
    {
        string path = file.Text.Path;
        SourceText? source = file.Text.GetText(cancellationToken);
        string text = source?.ToString() ?? "";
        try
        {
            ManifestReadMode mode = file.IsOwned ? ManifestReadMode.Strict : ManifestReadMode.Lenient;
            return new(ManifestReader.Read(path, text, mode, cancellationToken), text, file.IsOwned, file.OwnerAssembly, file.Namespace)
            {
                Failure = source is null ? "The file cannot be read" : null,
            };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The promise is that one manifest never takes the others with it, whatever the reader has forgotten.
            return new(ManifestReader.Read(path, "", ManifestReadMode.Lenient, cancellationToken), text, file.IsOwned, file.OwnerAssembly, file.Namespace)
            {
                Failure = $"The manifest cannot be read: {e.GetType().Name}: {e.Message}; this is a mistake of Helix, please report it with the file",
            };
        }
    }

    public bool Equals(ParsedManifest? other) =>
        other is not null && IsOwned == other.IsOwned && Document.Path == other.Document.Path && OwnerAssembly == other.OwnerAssembly
        && DefaultNamespace == other.DefaultNamespace && _text == other._text;

    public override bool Equals(object? obj) => Equals(obj as ParsedManifest);

    public override int GetHashCode() => unchecked((Document.Path.GetHashCode() * 31) + _text.GetHashCode());
}
