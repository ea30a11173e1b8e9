using System.Globalization;

namespace Helix.Manifests;

/// <summary>What one file holds: a product or a kind, what is wrong with it, and where everything stands.</summary>
public sealed class ManifestDocument
{
    private readonly MappingNode? _root;

    internal ManifestDocument(string path, MappingNode? root, ProductManifest? product, KindManifest? kind, EquatableArray<ManifestProblem> problems)
    {
        Path = path;
        _root = root;
        Product = product;
        Kind = kind;
        Problems = problems;
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The product, as far as it is readable; null when the file holds none that could be named.</summary>
    public ProductManifest? Product { get; }

    /// <summary>The kind, as far as it is readable; null when the file holds none that could be named.</summary>
    public KindManifest? Kind { get; }

    /// <summary>What is wrong with the file by itself, in the order of the file.</summary>
    public EquatableArray<ManifestProblem> Problems { get; }

    /// <summary>Puts a problem of the contract at its place in the file.</summary>
    public ManifestProblem Locate(ContractProblem problem) =>
        new(problem.RuleId, Path, Locate(problem.Node), problem.Message) { Suggestion = problem.Suggestion };

    /// <summary>The place of a node; that of its nearest ancestor in the file when the file has no such node.</summary>
    public SourceSpan Locate(NodePath node)
    {
        ManifestNode? current = _root;
        SourceSpan span = default;
        for (int i = 0; i < node.Segments.Count; i++)
        {
            string segment = node.Segments[i];
            if (current is MappingNode mapping && mapping.Find(segment) is { } entry)
            {
                // The name of a property is where its block starts; only a value in full is as short as that.
                bool last = i == node.Segments.Count - 1;
                span = entry.Value is ScalarNode scalar && last && !node.IsName ? scalar.Span : entry.Name.Span;
                current = entry.Value;
            }
            else if (current is SequenceNode sequence
                && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && index < sequence.Items.Count)
            {
                current = sequence.Items[index];
                span = current is MappingNode { Entries.Count: > 0 } item ? item.Entries[0].Name.Span : current.Span;
            }
            else
            {
                break;
            }
        }

        return span;
    }
}
