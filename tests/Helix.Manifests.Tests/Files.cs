namespace Helix.Manifests.Tests;

internal static class Files
{
    public static IEnumerable<string> Manifests => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Manifests")).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Fixtures => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures")).Order(StringComparer.Ordinal);

    public static KindContract? Kind(string? name) => Manifests
        .Where(static file => file.EndsWith(".kind.yaml", StringComparison.Ordinal))
        .Select(static file => ManifestReader.Read(Path.GetFileName(file), File.ReadAllText(file)).Kind!)
        .Where(kind => kind.Name == name)
        .Select(static kind => ContractResolver.Resolve(kind).Contract)
        .FirstOrDefault();

    /// <summary>All that is wrong with a manifest, by itself and with its kind.</summary>
    public static IReadOnlyList<ManifestProblem> Problems(string path, string text, ManifestReadMode mode = ManifestReadMode.Strict)
    {
        ManifestDocument document = ManifestReader.Read(path, text, mode, TestContext.Current.CancellationToken);
        var problems = new List<ManifestProblem>(document.Problems);
        if (document.Product is { } product)
        {
            problems.AddRange(ContractResolver.Resolve(product, Kind(product.Kind)).Problems.Select(document.Locate));
            problems.AddRange(ProductSet.Of([ProductIdentity.Of(document, true, null, "Test")], TestContext.Current.CancellationToken).Problems);
        }

        if (document.Kind is { } kind)
        {
            problems.AddRange(ContractResolver.Resolve(kind).Problems.Select(document.Locate));
        }

        return [.. problems.Distinct().OrderBy(static p => p.Span.Start).ThenBy(static p => p.RuleId, StringComparer.Ordinal)];
    }
}
