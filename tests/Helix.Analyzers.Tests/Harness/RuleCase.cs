using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Analyzers.Tests;

/// <summary>
/// One case of a file <c>Cases/HLXnnnn.cases</c>, or <c>HLXnnnn.kind.cases</c> for the client of a kind, as the products of
/// <c>samples/Acme.Products</c> bring it. A line <c>=== name</c> starts a case; lines <c>--- name: value</c> right behind it set
/// what the build would; the rest is C#. <c>[|…|]</c> marks what the rule has to report, and nothing else may be. A case without marks is
/// one where the rule has to be silent. A line <c>>>> appsettings.json</c> behind the C# starts a settings file, marked in the same way.
/// </summary>
internal sealed record RuleCase(
    string File, string Name, IReadOnlyDictionary<string, string> Settings, string Source, IReadOnlyList<TextSpan> Expected, IReadOnlyList<CaseFile> Files)
{
    public string Rule => File.Split('.')[0];

    /// <summary>Whether the case is about the products of the samples, not those of the tests.</summary>
    public bool IsOfSamples => File.Contains('.');

    public bool IsPositive => Expected.Count > 0 || Settings.ContainsKey("unplaced") || Files.Any(static file => file.Expected.Count > 0);

    public static IEnumerable<string> All =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases")).Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal);

    public static IEnumerable<RuleCase> Of(string file)
    {
        string text = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", file + ".cases"));
        foreach (string part in ("\n" + text).Split("\n=== ").Skip(1))
        {
            string[] lines = part.Split('\n');
            var settings = new Dictionary<string, string>(StringComparer.Ordinal);
            int line = 1;
            for (; line < lines.Length && lines[line].StartsWith("--- ", StringComparison.Ordinal); line++)
            {
                string[] setting = lines[line][4..].Split(':', 2);
                settings.Add(setting[0].Trim(), setting[1].Trim());
            }

            string[] parts = ("\n" + string.Join('\n', lines.Skip(line))).Split("\n>>> ");
            (string source, List<TextSpan> expected) = Unmark(parts[0].TrimStart('\n'));
            var files = new List<CaseFile>();
            foreach (string settingsFile in parts.Skip(1))
            {
                string[] content = settingsFile.Split('\n', 2);
                (string json, List<TextSpan> marks) = Unmark(content[1]);
                files.Add(new(content[0].Trim(), json, marks));
            }

            yield return new(file, lines[0].Trim(), settings, source, expected, files);
        }
    }

    private static (string Source, List<TextSpan> Expected) Unmark(string text)
    {
        var source = new StringBuilder(text.Length);
        var expected = new List<TextSpan>();
        var starts = new Stack<int>();
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && text[i] == '[' && text[i + 1] == '|')
            {
                starts.Push(source.Length);
                i++;
            }
            else if (i + 1 < text.Length && text[i] == '|' && text[i + 1] == ']')
            {
                expected.Add(TextSpan.FromBounds(starts.Pop(), source.Length));
                i++;
            }
            else
            {
                _ = source.Append(text[i]);
            }
        }

        return (source.ToString(), [.. expected.OrderBy(static span => span.Start)]);
    }
}

/// <summary>A settings file of a case.</summary>
internal sealed record CaseFile(string Name, string Text, IReadOnlyList<TextSpan> Expected);
