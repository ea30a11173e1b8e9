namespace Helix.Manifests;

/// <summary>Reads product and kind manifests.</summary>
public static class ManifestReader
{
    private const string ProductKind = "InfrastructureProduct";
    private const string KindKind = "ProductKind";

    /// <summary>The endings of product manifests' file names.</summary>
    public static IReadOnlyList<string> ProductFileEndings { get; } = [".product.yaml", ".product.yml", ".product.json"];

    /// <summary>The endings of kind manifests' file names.</summary>
    public static IReadOnlyList<string> KindFileEndings { get; } = [".kind.yaml", ".kind.yml", ".kind.json"];

    /// <summary>Whether a file is a manifest by its name.</summary>
    public static bool IsManifest(string path) => EndsWith(path, ProductFileEndings) || EndsWith(path, KindFileEndings);

    /// <summary>
    /// Reads a manifest. Bad input never throws: it is in <see cref="ManifestDocument.Problems"/>, all of it, and the rest of the file is
    /// read all the same. Whatever the file holds, time and memory are bounded.
    /// </summary>
    /// <param name="path">The file's path: for messages, for the format, and for the product's name where the file has none.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="mode">How strictly to read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ManifestDocument Read(
        string path, string text, ManifestReadMode mode = ManifestReadMode.Strict, CancellationToken cancellationToken = default)
    {
        var problems = new List<ManifestProblem>();
        ManifestTree tree = ManifestTreeReader.Read(path, text, problems, cancellationToken);
        bool isKind = IsKind(path, tree.Root);
        string fallbackName = NameFromFile(path);
        if (tree.Root is not { Entries.Count: > 0 } root)
        {
            if (!tree.IsBroken && problems.Count == 0)
            {
                problems.Add(new(ManifestRules.MissingOrWrongType, path, default, "The file is empty; a manifest starts with apiVersion: helix.dev/v1"));
            }

            root = new MappingNode(default);
        }
        else
        {
            CheckShape(root, isKind);
        }

        ProductManifest? product = isKind ? null : ProductBinder.Bind(root, fallbackName);
        KindManifest? kind = isKind ? KindBinder.Bind(root, fallbackName) : null;
        var document = new ManifestDocument(path, tree.Root, product, kind, default);
        if (product is not null)
        {
            problems.AddRange(ProductChecks.Check(product).Select(document.Locate));
        }

        return new(path, tree.Root, product, kind, InOrder(problems));

        void CheckShape(MappingNode top, bool kindShape)
        {
            // A newer format of the same major version is read as far as it is known.
            bool newer = mode == ManifestReadMode.Lenient
                && (top.Find("apiVersion")?.Value as ScalarNode)?.Text.StartsWith("helix.dev/v1", StringComparison.Ordinal) == true;
            new ShapeChecker(path, newer ? ManifestReadMode.Lenient : mode, tree.IsBroken, problems)
                .Check(top, kindShape ? KindShape.Root : ProductShape.Root, "the manifest");
        }
    }

    private static EquatableArray<ManifestProblem> InOrder(List<ManifestProblem> problems) =>
        problems.Distinct().OrderBy(static p => p.Span.Start).ThenBy(static p => p.RuleId, StringComparer.Ordinal).ToEquatableArray();

    private static bool IsKind(string path, MappingNode? root) => (root?.Find("kind")?.Value as ScalarNode)?.Text switch
    {
        KindKind => true,
        ProductKind => false,
        _ => EndsWith(path, KindFileEndings),
    };

    /// <summary><c>some/orders-db.product.yaml</c> is about orders-db, whatever became of its text.</summary>
    private static string NameFromFile(string path)
    {
        string file = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        foreach (string ending in ProductFileEndings.Concat(KindFileEndings))
        {
            if (file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return file.Substring(0, file.Length - ending.Length);
            }
        }

        int dot = file.IndexOf('.');
        return dot > 0 ? file.Substring(0, dot) : file;
    }

    private static bool EndsWith(string path, IReadOnlyList<string> endings) =>
        endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
