using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>What the services of an app host use, as their builds wrote it down: for each project the full names of products' types.</summary>
internal sealed class ServiceUses
{
    private const string FileName = ".helix.uses.txt";
    private readonly Dictionary<string, HashSet<string>> _types = new(StringComparer.OrdinalIgnoreCase);

    private ServiceUses()
    {
    }

    /// <summary>Reads the files; null where there are none.</summary>
    public static ServiceUses? Of(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        ServiceUses? uses = null;
        foreach (AdditionalText file in options.AdditionalFiles)
        {
            if (!file.Path.EndsWith(FileName, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string[] lines = (file.GetText(cancellationToken)?.ToString() ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length > 0)
            {
                (uses ??= new())._types[Normal(lines[0])] = new(lines.Skip(1), StringComparer.Ordinal);
            }
        }

        return uses;
    }

    /// <summary>Whether a project uses a product; false also where nothing is known of the project.</summary>
    public bool Uses(string projectPath, string type) => _types.TryGetValue(Normal(projectPath), out HashSet<string>? types) && types.Contains(type);

    private static string Normal(string path) => path.Replace('\\', '/');
}
