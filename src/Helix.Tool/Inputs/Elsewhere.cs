using Helix.Manifests;
using Helix.Tool.Terminal;

namespace Helix.Tool.Inputs;

/// <summary>What manifests point to and is of another project or package: known, but not part of a call.</summary>
/// <param name="Kinds">Kinds that do not come with the SDK.</param>
/// <param name="Products">Products, such as a successor or a dependency.</param>
internal sealed record Elsewhere(IReadOnlyList<KindContract> Kinds, IReadOnlyList<ManifestDocument> Products)
{
    /// <summary>Nothing.</summary>
    public static Elsewhere None { get; } = new([], []);

    /// <summary>Reads what <c>--kinds</c> and <c>--references</c> name.</summary>
    /// <param name="console">For relative paths.</param>
    /// <param name="kinds">Files, folders, globs or packages with kinds.</param>
    /// <param name="references">The same with products.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="UnusableCallException">A path leads to nothing.</exception>
    public static async Task<Elsewhere> ReadAsync(
        ToolConsole console, IReadOnlyList<string>? kinds, IReadOnlyList<string>? references, CancellationToken cancellationToken) =>
        new(
            [.. (await DocumentsAsync(console, kinds, cancellationToken)).Select(static document => document.Kind).OfType<KindManifest>()
                .Select(static kind => ContractResolver.Resolve(kind).Contract)],
            [.. (await DocumentsAsync(console, references, cancellationToken)).Where(static document => document.Product is not null)]);

    private static async Task<IReadOnlyList<ManifestDocument>> DocumentsAsync(ToolConsole console, IReadOnlyList<string>? sources, CancellationToken cancellationToken)
    {
        var documents = new List<ManifestDocument>();
        foreach (string source in sources ?? [])
        {
            foreach (ManifestFile file in await ManifestSource.ReadAsync(console, source, cancellationToken))
            {
                documents.Add(ManifestReader.Read(file.Path, file.Text, ManifestReadMode.Lenient, cancellationToken));
            }
        }

        return documents;
    }
}
