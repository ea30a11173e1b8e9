using System.Text;
using Helix.Testing;

namespace Helix.Manifests.Tests;

/// <summary>Each mistake of an author, in a file of its own, with what he is told: see Snapshots.</summary>
public sealed class ProblemTests
{
    public static TheoryData<string> Fixtures => [.. Files.Fixtures.Select(Path.GetFileName).OfType<string>()];

    public static TheoryData<string> Shipped => [.. Files.Manifests.Where(static f => !f.Contains("order-events", StringComparison.Ordinal)).Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Each_problem_is_told_at_its_token(string fixture)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", fixture));
        IReadOnlyList<ManifestProblem> problems = Files.Problems(fixture, text);

        Assert.NotEmpty(problems);
        Golden.Verify(fixture + ".txt", Render(text, problems));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void What_ships_has_no_problem(string manifest) =>
        Assert.Empty(Files.Problems(manifest, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Manifests", manifest))));

    [Fact]
    public void A_successor_is_found_among_the_products_of_others()
    {
        ManifestDocument[] own = [Read("old-db", ", successor: new-db")];
        KindContract[] kinds = [Files.Kind("sqlite")!];

        ManifestProblem problem = Assert.Single(ManifestSet.Of(own, kinds, TestContext.Current.CancellationToken).Problems);
        Assert.Equal((ManifestRules.UnknownReference, "new-db"), (problem.RuleId, problem.Message.Split('\'')[1]));
        Assert.Empty(ManifestSet.Of(own, kinds, [Read("new-db", "")], TestContext.Current.CancellationToken).Problems);

        static ManifestDocument Read(string name, string more) => ManifestReader.Read(name + ".product.yaml", $$"""
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: {{name}} }
            spec: { kind: sqlite, version: 1.0.0, owner: { team: t }, lifecycle: { stage: ga, retires: 2027-01-01, deprecated: 2026-01-01{{more}} } }
            """, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static string Render(string text, IReadOnlyList<ManifestProblem> problems)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        var output = new StringBuilder();
        foreach (ManifestProblem problem in problems)
        {
            SourceSpan span = problem.Span;
            string line = span.StartLine < lines.Length ? lines[span.StartLine].Replace('\t', ' ') : "";
            int length = span.EndLine == span.StartLine ? Math.Max(1, span.EndColumn - span.StartColumn) : Math.Max(1, line.Length - span.StartColumn);
            _ = output.Append(problem).Append('\n').Append("  ").Append(line).Append('\n').Append(' ', span.StartColumn + 2).Append('^', length).Append('\n');
        }

        return output.ToString();
    }
}
