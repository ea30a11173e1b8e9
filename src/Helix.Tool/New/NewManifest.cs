using Helix.Manifests;
using Helix.Tool.Inputs;
using Helix.Tool.Terminal;

namespace Helix.Tool.New;

/// <summary>Writes a manifest that has been checked, and the schema for editors where there is none yet.</summary>
internal static class NewManifest
{
    /// <summary>Checks and writes a manifest.</summary>
    /// <param name="console">For paths and messages.</param>
    /// <param name="path">Where to, as the caller named it.</param>
    /// <param name="schema">The file name of its schema, and its text.</param>
    /// <param name="body">The manifest without the line of the schema.</param>
    /// <param name="kinds">The kinds that are known.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="UnusableCallException">There is a file, or the manifest would not be valid. Nothing is written then.</exception>
    public static void Write(
        ToolConsole console, string path, (string File, string Text) schema, string body, IReadOnlyList<KindContract> kinds, CancellationToken cancellationToken)
    {
        string full = console.FullPath(path);
        if (Path.Exists(full))
        {
            throw new UnusableCallException($"'{path}' is there already; nothing is written.");
        }

        string folder = Path.GetDirectoryName(full)!;
        string schemaPath = Find(folder, schema.File) ?? Path.Combine(folder, schema.File);
        string text = $"# yaml-language-server: $schema={Path.GetRelativePath(folder, schemaPath).Replace('\\', '/')}\n{body}";
        IReadOnlyList<ManifestProblem> problems = ManifestFolder.Of(console, [new(path, full, text)], new(kinds, []), cancellationToken).Set.Problems;
        if (problems.Count > 0)
        {
            throw new UnusableCallException(problems[0].Message + "; nothing is written.");
        }

        FileWriting.Write(full, text, overwrite: false);
        console.Out.WriteLine($"wrote {console.ShortPath(full)}");
        if (!File.Exists(schemaPath))
        {
            FileWriting.Write(schemaPath, schema.Text, overwrite: false);
            console.Out.WriteLine($"wrote {console.ShortPath(schemaPath)}, for editors");
        }
    }

    /// <summary>The schema in the folder or one above, or in a folder <c>schemas</c> beside them, up to the root of the repository.</summary>
    private static string? Find(string folder, string schema)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            foreach (string candidate in new[] { Path.Combine(at.FullName, schema), Path.Combine(at.FullName, "schemas", schema) })
            {
                if (File.Exists(candidate))
                {
                    return candidate;
                }
            }

            if (Path.Exists(Path.Combine(at.FullName, ".git")))
            {
                break;
            }
        }

        return null;
    }
}
