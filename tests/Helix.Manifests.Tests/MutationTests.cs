using CsCheck;

namespace Helix.Manifests.Tests;

/// <summary>Real manifests, damaged at random: the reader never throws, and never points outside the file.</summary>
public sealed class MutationTests
{
    private static readonly string[] s_parts =
    [
        ":", "- ", "[", "]", "{", "}", ",", "\"", "'", "\n", "\r", "\t", "  ", "#", "&a ", "*a", "!!str ", "|", ">", "?", "%", "@", "---\n", "...\n", "\0", "\ud800", "null", "~", "1e999", "<<: ",
    ];

    [Fact]
    public void A_damaged_manifest_never_throws_and_every_problem_is_inside_the_file()
    {
        (string Path, string Text)[] files = [.. Files.Manifests.Select(static f => (Path.GetFileName(f), File.ReadAllText(f)))];
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 9_999], Gen.Int[0, 40], Gen.Int[0, s_parts.Length - 1]).List[1, 6], Gen.Bool).Sample(
            (file, edits, strict) =>
            {
                string text = files[file].Text;
                foreach ((int kind, int place, int length, int part) in edits)
                {
                    int at = text.Length == 0 ? 0 : place * text.Length / 10_000;
                    int end = Math.Min(text.Length, at + length);
                    text = kind switch
                    {
                        0 => text[..at],
                        1 => text[..at] + text[end..],
                        2 => text[..at] + text[at..end] + text[at..],
                        _ => text[..at] + s_parts[part] + text[at..],
                    };
                }

                foreach (ManifestProblem problem in Files.Problems(files[file].Path, text, strict ? ManifestReadMode.Strict : ManifestReadMode.Lenient))
                {
                    Assert.InRange(problem.Span.Start, 0, text.Length);
                    Assert.InRange(problem.Span.Start + problem.Span.Length, problem.Span.Start, text.Length);
                    Assert.NotEmpty(problem.Message);
                }
            },
            iter: 1500, threads: 1);
    }

    [Fact]
    public void Comments_and_blank_lines_leave_the_product_equal()
    {
        foreach (string file in Files.Manifests.Where(static f => f.EndsWith(".product.yaml", StringComparison.Ordinal)))
        {
            string text = File.ReadAllText(file);
            ProductManifest plain = ManifestReader.Read(file, text, cancellationToken: TestContext.Current.CancellationToken).Product!;
            ProductManifest commented = ManifestReader.Read(
                file, "# first\n\n" + text.Replace("\nspec:", "\n# here\n\nspec: # and here", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken).Product!;

            Assert.Equal(plain, commented);
        }
    }
}
