using Helix.Tool.Terminal;

namespace Helix.Tool.Doctor;

/// <summary>
/// Reads a file of environment variables as container engines do: <c>NAME=value</c> a line, with comments in lines of their own, and also
/// <c>export</c> and quotes around a value as shells have them.
/// </summary>
internal static class EnvironmentFile
{
    /// <exception cref="UnusableCallException">A line is none of these. The message has its number, and nothing of its content, which may be a secret.</exception>
    public static IReadOnlyDictionary<string, string> Read(string name, string path)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        int number = 0;
        foreach (string raw in File.ReadLines(path))
        {
            number++;
            string line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            line = line.StartsWith("export ", StringComparison.Ordinal) ? line[7..].TrimStart() : line;
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || line.AsSpan(0, equals).ContainsAny(' ', '\t', '"'))
            {
                throw new UnusableCallException($"{name}({number}) is no variable; a line is NAME=value.");
            }

            string value = line[(equals + 1)..].Trim();
            bool quoted = value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0];
            variables[line[..equals]] = quoted ? value[1..^1] : value;
        }

        return variables;
    }
}
