using System.Runtime.CompilerServices;
using Helix.Manifests;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Analyzers;

/// <summary>
/// A manifest as the rules read it, once for each text: the compiler keeps a file's <see cref="SourceText"/> for as long as its content
/// stays, so that an edit of C# parses nothing again.
/// </summary>
internal sealed class ParsedManifest
{
    private static readonly ConditionalWeakTable<SourceText, ParsedManifest> s_cache = new();

    private Merged? _merged;

    private ParsedManifest(ManifestDocument? document)
    {
        Document = document;
        Kind = document?.Kind is { } kind ? ContractResolver.Resolve(kind).Contract : null;
    }

    /// <summary>The file; null where it cannot be read as a whole. Such a file says nothing, and only its own rules are silent.</summary>
    public ManifestDocument? Document { get; }

    /// <summary>The kind, where the file holds one.</summary>
    public KindContract? Kind { get; }

    public static ParsedManifest Read(string path, SourceText text, CancellationToken cancellationToken) =>
        s_cache.TryGetValue(text, out ParsedManifest? known) ? known : s_cache.GetValue(text, source => Parse(path, source, cancellationToken));

    /// <summary>The product merged with its kind, where the file holds a product.</summary>
    public ProductContract? Resolve(KindContract? kind)
    {
        if (Document?.Product is not { } product)
        {
            return null;
        }

        Merged? merged = _merged;
        if (merged is null || !ReferenceEquals(merged.Kind, kind))
        {
            // Another thread may do the same at the same time, and comes to an equal result.
            _merged = merged = new(kind, ContractResolver.Resolve(product, kind).Contract);
        }

        return merged.Contract;
    }

    private static ParsedManifest Parse(string path, SourceText text, CancellationToken cancellationToken)
    {
        try
        {
            ManifestDocument document = ManifestReader.Read(path, text.ToString(), ManifestReadMode.Lenient, cancellationToken);
            return new(document.Problems.Any(static problem => problem.RuleId == ManifestRules.Syntax) ? null : document);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The generator reports it where the file is owned. Here one manifest must not take the others' rules with it.
            return new(document: null);
        }
    }

    private sealed record Merged(KindContract? Kind, ProductContract Contract);
}
