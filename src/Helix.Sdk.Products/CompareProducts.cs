using Helix.Manifests;
using Microsoft.Build.Framework;

namespace Helix.Products;

/// <summary>
/// Compares the manifests of a project with those of its last release. A change that a product's version does not tell is an error at that
/// version; so is one that the package's version does not tell, which is what an app's developer sees when he updates.
/// </summary>
public sealed class CompareProducts : ProductTask
{
    private static readonly NodePath s_version = NodePath.Of("spec", "version");

    /// <summary>The manifests of the last release.</summary>
    [Required]
    public string[] Baseline { get; set; } = [];

    /// <summary>The name of the package.</summary>
    [Required]
    public string Package { get; set; } = "";

    /// <summary>The version of the last release.</summary>
    [Required]
    public string BaselineVersion { get; set; } = "";

    /// <summary>The version that is packed.</summary>
    [Required]
    public string PackageVersion { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        ManifestSet before = ProductFiles.Read(Baseline.Where(ManifestReader.IsManifest), Others, ManifestReadMode.Lenient);
        ManifestSet after = ProductFiles.Read(Manifests, Others, ManifestReadMode.Strict);
        ManifestSetDiff diff = ManifestSetDiff.Compare(before, after);
        VersionBump largest = VersionBump.None;
        foreach (ContractDiff product in diff.Products.Concat(diff.Kinds))
        {
            if (!product.IsExempt && product.Bump > largest)
            {
                largest = product.Bump;
            }

            if (product.VersionProblem is { } problem)
            {
                ManifestDocument? document = after.Products.FirstOrDefault(p => p.Contract.Manifest.Name == product.Name)?.Document;
                LogAt("HELIX013", document?.Path ?? "", document?.Locate(s_version) ?? default, $"{problem}. Since {Package} {BaselineVersion}:{Changes(product)}");
            }
        }

        CheckPackage(largest, diff);
    }

    /// <summary>A break of any product is one of the package. Before 1.0.0 a minor version may break, as SemVer leaves that phase open.</summary>
    private void CheckPackage(VersionBump largest, ManifestSetDiff diff)
    {
        if (largest != VersionBump.Major
            || !SemVersion.TryParse(BaselineVersion, out SemVersion old)
            || !SemVersion.TryParse(PackageVersion, out SemVersion now)
            || now.Major > old.Major
            || (old.Major == 0 && now.Minor > old.Minor)
            || old.PreRelease is { Length: > 0 })
        {
            return;
        }

        string wanted = (old.Major == 0 ? new SemVersion(0, old.Minor + 1, 0, "") : new SemVersion(old.Major + 1, 0, 0, "")).ToString();
        string products = string.Join(", ", diff.Products.Concat(diff.Kinds).Where(static p => !p.IsExempt && p.Bump == VersionBump.Major).Select(static p => p.Name));
        Log.LogError(
            null, "HELIX014", null, null, null, 0, 0, 0, 0,
            $"{Package} {PackageVersion} breaks users of {BaselineVersion} by {products}: its version should be {wanted} or later");
    }

    private static string Changes(ContractDiff diff) =>
        string.Concat(diff.Changes.Where(static change => !change.IsSafe).Select(static change => $" [{change.Class}] {change.Message} ({change.Node});"))
            .TrimEnd(';');
}
