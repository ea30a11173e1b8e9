using System.Diagnostics;
using System.Text;

namespace Helix.Manifests.Tests;

/// <summary>Whatever a file holds, it is answered at its place, in bounded time and memory.</summary>
public sealed class LimitTests
{
    private const string Head = "apiVersion: helix.dev/v1\nkind: InfrastructureProduct\nmetadata: { name: a, description: A. }\nspec:\n";

    public static TheoryData<string, string> Attacks => new()
    {
        { "an alias bomb", Bomb() },
        { "3 MB without an end", Head + "  version: \"" + new string('x', 3 << 20) },
        { "3 MB of brackets", Head + "  config: " + new string('[', 3 << 20) },
        { "3 MB of braces and colons", Head + "  config: " + string.Concat(Enumerable.Repeat("{a: ", 800_000)) },
        { "3 MB of dashes", string.Concat(Enumerable.Repeat("- ", 1_600_000)) },
        { "3 MB of unknown properties", Head + string.Concat(Enumerable.Range(0, 200_000).Select(static i => $"  p{i}: 1\n")) },
        { "3 MB of tabs", Head + string.Concat(Enumerable.Repeat("\t\tx: 1\n", 500_000)) },
        { "3 MB of anchors", Head + string.Concat(Enumerable.Range(0, 200_000).Select(static i => $"  p{i}: &a{i} 1\n")) },
        { "3 MB of NUL", new string('\0', 3 << 20) },
        { "10 MB of comment", string.Concat(Enumerable.Repeat("# a comment that goes on\n", 420_000)) },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_hostile_file_has_an_answer_within_a_second_of_cpu(string name, string text)
    {
        _ = ManifestReader.Read("warm.product.yaml", Head, cancellationToken: TestContext.Current.CancellationToken);
        TimeSpan before = Cpu();

        ManifestDocument document = ManifestReader.Read("a.product.yaml", text, cancellationToken: TestContext.Current.CancellationToken);

        TimeSpan spent = Cpu() - before;
        Assert.NotEmpty(document.Problems);
        Assert.True(document.Problems.Count <= 1000, $"{document.Problems.Count} problems");
        Assert.NotNull(document.Product);
        Assert.True(spent < TimeSpan.FromSeconds(1), $"{name}: {spent.TotalMilliseconds:0} ms; {document.Problems[0]}");
    }

    [Fact]
    public void Nesting_a_hundred_deep_is_a_problem_at_its_place()
    {
        string text = Head + "  config: " + string.Concat(Enumerable.Repeat("{ a: ", 100)) + "1" + new string('}', 100) + "\n";

        Assert.NotEmpty(ManifestReader.Read("a.product.yaml", text, cancellationToken: TestContext.Current.CancellationToken).Problems);
    }

    [Theory]
    [InlineData("spec:\n  kind: sqlite\n\tversion: 1.0.0\n", 6)]
    [InlineData("spec:\n  kind: sqlite\n  owner:\n\tteam: t\n", 7)]
    [InlineData("spec:\n\tkind: sqlite\n", 5)]
    public void A_tab_that_indents_is_told_where_it_is(string spec, int line)
    {
        string text = "apiVersion: helix.dev/v1\nkind: InfrastructureProduct\nmetadata: { name: a, description: A. }\n" + spec;

        ManifestProblem problem = ManifestReader.Read("a.product.yaml", text, cancellationToken: TestContext.Current.CancellationToken).Problems
            .First(static p => p.Message.Contains("tab", StringComparison.Ordinal));

        Assert.Equal((line, "A tab indents this line; YAML is indented with spaces"), (problem.Span.StartLine + 1, problem.Message));
    }

    [Theory]
    [InlineData("metadata: { name: \"a\\n\", description: A. }\nspec: { kind: sqlite", "HLX0004", @"name 'a\n' is not a name")]
    [InlineData("metadata: { name: a }\nspec: { kind: sqlite, bindings: { env: \"A_\\n\" }", "HLX0004", @"env 'A_\n' is not")]
    [InlineData("metadata: { name: a }\nspec: { kind: sqlite, slo: { latencyP99: \"5s\\n\" }", "HLX0004", @"latencyP99 '5s\n' is not")]
    public void A_line_break_behind_a_value_is_part_of_it(string start, string rule, string message)
    {
        string text = $"apiVersion: helix.dev/v1\nkind: InfrastructureProduct\n{start}, version: 1.0.0, owner: {{ team: t }}, lifecycle: {{ stage: ga }} }}\n";

        ManifestProblem problem = Assert.Single(ManifestReader.Read("a.product.yaml", text, cancellationToken: TestContext.Current.CancellationToken).Problems);

        Assert.Equal(rule, problem.RuleId);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF", "\n")]
    [InlineData("", "\r\n")]
    [InlineData("\uFEFF", "\r\n")]
    public void A_byte_order_mark_and_line_ends_of_windows_change_no_line_or_column(string start, string end)
    {
        string text = "apiVersion: helix.dev/v1\nkind: InfrastructureProduct\nmetadata: { name: a, description: A. }\nspec:\n  kind: sqlite\n  versoin: 1.0.0\n";
        ManifestProblem plain = ManifestReader.Read("a.product.yaml", text, cancellationToken: TestContext.Current.CancellationToken).Problems.Single(static p => p.RuleId == "HLX0002");
        ManifestProblem other = ManifestReader.Read("a.product.yaml", start + text.Replace("\n", end, StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken)
            .Problems.Single(static p => p.RuleId == "HLX0002");

        Assert.Equal((5, 2), (plain.Span.StartLine, plain.Span.StartColumn));
        Assert.Equal((plain.Span.StartLine, plain.Span.StartColumn, plain.Message), (other.Span.StartLine, other.Span.StartColumn, other.Message));
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        _ = Assert.Throws<OperationCanceledException>(() => ManifestReader.Read("a.product.yaml", Head, ManifestReadMode.Strict, cancelled.Token));
    }

    private static string Bomb()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++)
        {
            _ = text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        return text.ToString();
    }

    // Of the process: the collector's work is part of the cost. Tests of this class run one after another.
    private static TimeSpan Cpu() => Process.GetCurrentProcess().TotalProcessorTime;
}
