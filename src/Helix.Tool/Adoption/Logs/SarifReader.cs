using System.Text.Json;

namespace Helix.Tool.Adoption.Logs;

/// <summary>
/// Reads the facts out of SARIF 2.1 and 1.0, as the compiler writes both. Bad input never throws: the log says what is wrong with it, and
/// nothing of a log that breaks off in the middle counts.
/// </summary>
internal static class SarifReader
{
    private const string FactsRule = "HLX9001";

    /// <summary>Reads a file.</summary>
    /// <param name="file">The full path.</param>
    /// <param name="path">The path as the caller would name it.</param>
    public static BuildLog Read(string file, string path)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
            return Read(stream, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path) { Problem = "cannot be read: " + e.Message };
        }
    }

    /// <summary>Reads a stream.</summary>
    public static BuildLog Read(Stream stream, string path)
    {
        var cursor = new JsonCursor(stream);
        try
        {
            return ReadLog(ref cursor, path);
        }
        catch (JsonException e)
        {
            return new(path)
            {
                Problem = e.LineNumber is null ? "is damaged: " + e.Message
                    : cursor.IsUtf16 ? "is UTF-16; logs are read in UTF-8, as the compiler writes them"
                    : cursor.IsAtEnd ? $"breaks off in line {e.LineNumber + 1}, as where a build was stopped"
                    : $"is no JSON, line {e.LineNumber + 1}",
            };
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // InvalidOperationException: text that is no UTF-8.
            return new(path) { Problem = e is FormatException ? "is damaged: " + e.Message : "is damaged: a text in it is not UTF-8" };
        }
        finally
        {
            cursor.Dispose();
        }
    }

    private static BuildLog ReadLog(ref JsonCursor cursor, string path)
    {
        if (!cursor.Read() || cursor.Token != JsonTokenType.StartObject)
        {
            return new(path) { Problem = "is no SARIF log" };
        }

        string? version = null;
        bool hasRuns = false;
        var runs = new List<Run>();
        while (cursor.NextProperty())
        {
            if (cursor.Is("version"u8))
            {
                _ = cursor.Read();
                version = cursor.Text();
                if (version is null)
                {
                    cursor.Skip();
                }
            }
            else if (cursor.Is("runs"u8))
            {
                hasRuns = cursor.EnterArray();
                while (hasRuns && cursor.Read() && cursor.Token == JsonTokenType.StartObject)
                {
                    runs.Add(ReadRun(ref cursor));
                }
            }
            else
            {
                cursor.Skip();
            }
        }

        // The reader complains about what follows the log, and about a missing end.
        _ = cursor.Read();
        if (version is null || !hasRuns)
        {
            return new(path) { Problem = "is no SARIF log" };
        }

        if (!version.StartsWith("2.1.", StringComparison.Ordinal) && !version.StartsWith("1.0.", StringComparison.Ordinal))
        {
            return new(path) { Problem = $"is SARIF {version}; 2.1 and 1.0 are read" };
        }

        if (runs.All(static run => !run.HasFacts && !run.IsCompiler))
        {
            string tools = string.Join(", ", runs.Select(static run => run.Tool ?? "an unnamed tool").Distinct(StringComparer.Ordinal));
            return new(path) { Problem = runs.Count == 0 ? "is a log without a run" : $"is a log of {tools}, not of a compiler" };
        }

        return new(path) { Compilations = [.. runs.Where(static run => run.HasFacts || run.IsCompiler).Select(static run => run.ToCompilation())] };
    }

    private static Run ReadRun(ref JsonCursor cursor)
    {
        var run = new Run();
        while (cursor.NextProperty())
        {
            if (cursor.Is("results"u8))
            {
                if (cursor.EnterArray())
                {
                    while (cursor.Read() && cursor.Token == JsonTokenType.StartObject)
                    {
                        ReadResult(ref cursor, run);
                    }
                }
            }
            else if (cursor.Is("tool"u8))
            {
                if (cursor.EnterObject())
                {
                    ReadTool(ref cursor, run);
                }
            }
            else if (cursor.Is("rules"u8))
            {
                // SARIF 1.0: an object by rule.
                if (cursor.EnterObject())
                {
                    while (cursor.NextProperty())
                    {
                        run.KnowsFacts |= cursor.Is("HLX9001"u8);
                        cursor.Skip();
                    }
                }
            }
            else
            {
                cursor.Skip();
            }
        }

        return run;
    }

    /// <summary>SARIF 2.1 has the compiler in <c>driver</c>, 1.0 in the tool itself.</summary>
    private static void ReadTool(ref JsonCursor cursor, Run run)
    {
        while (cursor.NextProperty())
        {
            if (cursor.Is("name"u8))
            {
                _ = cursor.Read();
                run.Tool = cursor.Text();
            }
            else if (cursor.Is("driver"u8))
            {
                if (cursor.EnterObject())
                {
                    ReadTool(ref cursor, run);
                }
            }
            else if (cursor.Is("rules"u8))
            {
                if (cursor.EnterArray())
                {
                    while (cursor.Read() && cursor.Token == JsonTokenType.StartObject)
                    {
                        while (cursor.NextProperty())
                        {
                            bool isId = cursor.Is("id"u8);
                            cursor.Skip();
                            run.KnowsFacts |= isId && cursor.Token == JsonTokenType.String && cursor.Is("HLX9001"u8);
                        }
                    }
                }
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    private static void ReadResult(ref JsonCursor cursor, Run run)
    {
        while (cursor.NextProperty())
        {
            if (!cursor.Is("properties"u8))
            {
                cursor.Skip();
            }
            else if (cursor.EnterObject())
            {
                while (cursor.NextProperty())
                {
                    if (!cursor.Is("customProperties"u8))
                    {
                        cursor.Skip();
                    }
                    else if (cursor.EnterObject() && ReadHelixProperties(ref cursor) is { } properties && FactProperties.AreFacts(properties))
                    {
                        run.Add(properties);
                    }
                }
            }
        }
    }

    private static Dictionary<string, string>? ReadHelixProperties(ref JsonCursor cursor)
    {
        Dictionary<string, string>? properties = null;
        while (cursor.NextProperty())
        {
            string? name = cursor.StartsWith("helix."u8) ? cursor.Text() : null;
            cursor.Skip();
            if (name is not null && cursor.Token == JsonTokenType.String)
            {
                (properties ??= new(StringComparer.Ordinal))[name] = cursor.Text()!;
            }
        }

        return properties;
    }

    /// <summary>A run while it is read: what tells one tool from another may come behind the results.</summary>
    private sealed class Run
    {
        private readonly List<ProductFact> _facts = [];
        private string? _unknownFormat;

        public string? Tool { get; set; }

        public bool KnowsFacts { get; set; }

        public bool HasFacts => _facts.Count > 0 || _unknownFormat is not null;

        /// <summary>Those of .NET all say so: <c>Microsoft (R) Visual C# Compiler</c>.</summary>
        public bool IsCompiler => Tool?.EndsWith("Compiler", StringComparison.Ordinal) == true;

        public void Add(Dictionary<string, string> properties)
        {
            if (FactProperties.AreKnown(properties, out string format))
            {
                _facts.Add(FactProperties.Read(properties));
            }
            else
            {
                _unknownFormat = format;
            }
        }

        public Compilation ToCompilation() => new(_facts, this switch
        {
            { _unknownFormat: { } format } => $"facts of format {format}, which this version of helix does not know",
            { _facts.Count: > 0 } => null,
            { KnowsFacts: true } => $"{FactsRule} told nothing: the project sees no product, or the rule is off",
            _ => $"{FactsRule} did not run: the project does not reference Helix",
        });
    }
}
