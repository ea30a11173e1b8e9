using CsCheck;
using Helix.Testing;

namespace Helix.Manifests.Tests.Diff;

/// <summary>What each change breaks, by the comparison alone. Helix.Generators.Tests holds the same table against compiler and reader.</summary>
public sealed class ContractDiffTests
{
    private static readonly Dictionary<string, KindContract> s_kinds = new() { ["sqlite"] = Files.Kind("sqlite")!, ["http"] = Files.Kind("http")! };

    public static TheoryData<string> Titles => [.. ContractChanges.All.Keys];

    [Theory]
    [MemberData(nameof(Titles))]
    public void Each_single_change_has_its_class_and_its_version(string title)
    {
        SingleChange change = ContractChanges.All[title];
        ContractDiff diff = Compare(ContractChanges.Before, change.Manifest);

        string shown = string.Join("\n", diff.Changes.Select(static c => $"{c.Class} {c.Bump} {c.Node}: {c.Message}"));
        if (change.Class == "none")
        {
            Assert.True(diff.Changes.IsEmpty, shown);
            Assert.Null(diff.VersionProblem);
            return;
        }

        string expected = $"{change.Class} {change.Bump} of {change.Count}";
        string actual = $"{new ContractChange(NodePath.Root, diff.Breaks, diff.Bump, "").Class} {diff.Bump.ToString().ToLowerInvariant()} of {diff.Changes.Count}";
        Assert.True(expected == actual, $"expected {expected}, was {actual}\n{shown}");
        Assert.Contains("should be", diff.VersionProblem, StringComparison.Ordinal);
        Assert.All(diff.Changes, static c => Assert.False(string.IsNullOrWhiteSpace(c.Message)));
    }

    [Fact]
    public void There_are_changes_of_every_class() =>
        Assert.Equal(
            ["CONFIG", "CONFIG+POLICY", "POLICY", "SOURCE", "SOURCE+CONFIG", "SOURCE+POLICY", "none", "safe"],
            ContractChanges.All.Values.Select(static c => c.Class).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_contract_compared_with_itself_has_no_difference()
    {
        foreach (string manifest in ContractChanges.All.Values.Select(static c => c.Manifest).Append(ContractChanges.Before))
        {
            ContractDiff diff = Compare(manifest, manifest);
            Assert.Empty(diff.Changes);
            Assert.Null(diff.VersionProblem);
        }
    }

    [Fact]
    public void The_difference_of_several_changes_is_that_of_each()
    {
        // Any two changes of different lines, together: nothing is hidden by the other.
        SingleChange[] changes = [.. ContractChanges.All.Values.Where(static c => c is { Count: 1, Class: not "none" } && c.Title is not ("kind" or "name"))];
        Gen.Int[0, changes.Length - 1].Select(Gen.Int[0, changes.Length - 1]).Sample((i, j) =>
        {
            string? both = Merge(ContractChanges.Before, changes[i].Manifest, changes[j].Manifest);
            if (both is null)
            {
                return;
            }

            ContractDiff one = Compare(ContractChanges.Before, changes[i].Manifest);
            ContractDiff two = Compare(ContractChanges.Before, changes[j].Manifest);
            ContractDiff all = Compare(ContractChanges.Before, both);
            Assert.Equal(one.Breaks | two.Breaks, all.Breaks);
            Assert.Equal((VersionBump)Math.Max((int)one.Bump, (int)two.Bump), all.Bump);
        });
    }

    [Theory]
    [InlineData("1.4.0", "1.4.0", "maximum lowered", "2.0.0")]
    [InlineData("1.4.0", "1.5.0", "maximum lowered", "2.0.0")]
    [InlineData("1.4.0", "2.0.0", "maximum lowered", null)]
    [InlineData("1.4.0", "2.0.0-beta.1", "maximum lowered", null)]
    [InlineData("2.0.0-beta.1", "2.0.0-beta.2", "maximum lowered", null)]
    [InlineData("0.4.0", "0.4.1", "maximum lowered", "0.5.0")]
    [InlineData("0.4.0", "0.5.0", "maximum lowered", null)]
    [InlineData("1.4.0", "1.4.1", "maximum raised", "1.5.0")]
    [InlineData("1.4.0", "1.5.0", "maximum raised", null)]
    [InlineData("1.4.0", "1.4.0", "owner", "1.4.1")]
    [InlineData("1.4.0", "1.4.1", "owner", null)]
    [InlineData("1.4.0", "1.3.0", "owner", "goes back from 1.4.0 to 1.3.0")]
    [InlineData("1.4.0", "1.3.0", "comment and layout", "goes back from 1.4.0 to 1.3.0")]
    public void The_version_says_what_changed(string before, string after, string title, string? problem)
    {
        ContractDiff diff = Compare(
            ContractChanges.Before.Replace("version: 1.4.0", "version: " + before, StringComparison.Ordinal),
            ContractChanges.All[title].Manifest.Replace("version: 1.4.0", "version: " + after, StringComparison.Ordinal));

        if (problem is null)
        {
            Assert.Null(diff.VersionProblem);
        }
        else
        {
            Assert.Contains(problem, diff.VersionProblem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("experimental")]
    [InlineData("preview")]
    public void A_product_that_promises_nothing_yet_may_change_freely(string stage)
    {
        ContractDiff diff = Compare(
            ContractChanges.Before.Replace("stage: ga", "stage: " + stage, StringComparison.Ordinal),
            ContractChanges.All["maximum lowered"].Manifest.Replace("stage: ga", "stage: " + stage, StringComparison.Ordinal));

        Assert.Equal(ContractBreak.Config, diff.Breaks);
        Assert.Null(diff.VersionProblem);
    }

    [Fact]
    public void A_removed_product_was_retired_first()
    {
        ManifestSet other = Set("disk", "ga");
        Assert.Equal("old cannot be removed before it is retired", Only(Set("old", "ga", "disk"), other).VersionProblem);
        Assert.Null(Only(Set("old", "retired", "disk"), other).VersionProblem);
        Assert.Null(Only(other, Set("old", "ga", "disk")).VersionProblem);
    }

    private static ContractDiff Only(ManifestSet before, ManifestSet after) =>
        Assert.Single(ManifestSetDiff.Compare(before, after, TestContext.Current.CancellationToken).Products);

    private static ManifestSet Set(string name, string stage, params string[] others) => ManifestSet.Of(
        [
            .. others.Append(name).Select(product => ManifestReader.Read(product + ".product.yaml", $$"""
                apiVersion: helix.dev/v1
                kind: InfrastructureProduct
                metadata: { name: {{product}} }
                spec: { kind: sqlite, version: 1.0.0, owner: { team: t }, lifecycle: { stage: {{(product == name ? stage : "ga")}}, retires: 2027-01-01, deprecated: 2026-01-01 } }
                """)),
        ],
        [Files.Kind("sqlite")!]);

    private static ContractDiff Compare(string before, string after) => ContractComparer.Compare(Contract(before), Contract(after));

    private static ProductContract Contract(string text)
    {
        ManifestDocument document = ManifestReader.Read("ledger-db.product.yaml", text, ManifestReadMode.Strict, TestContext.Current.CancellationToken);
        return ContractResolver.Resolve(document.Product!, s_kinds[document.Product!.Kind!]).Contract;
    }

    /// <summary>Both changes in one manifest; null where they touch one line.</summary>
    private static string? Merge(string origin, string left, string right)
    {
        string[] lines = origin.Split('\n');
        string[] a = left.Split('\n');
        string[] b = right.Split('\n');
        if (a.Length != lines.Length || b.Length != lines.Length || lines.Where((line, i) => a[i] != line && b[i] != line).Any())
        {
            return null;
        }

        return string.Join('\n', lines.Select((line, i) => a[i] != line ? a[i] : b[i]));
    }
}
