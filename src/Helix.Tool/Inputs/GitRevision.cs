using System.Diagnostics;
using System.Globalization;
using System.Text;
using Helix.Manifests;
using Helix.Tool.Terminal;

namespace Helix.Tool.Inputs;

/// <summary>Reads manifests as they were at a git revision, by git itself, without touching the work tree.</summary>
internal static class GitRevision
{
    /// <param name="console">For the folder that is in the repository.</param>
    /// <param name="revision">Anything that git reads as a commit, such as <c>HEAD~1</c> or <c>v1.2.0</c>.</param>
    /// <param name="path">A file or folder from the root of the repository, or from here where it starts with <c>./</c>; empty for all.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <exception cref="UnusableCallException">There is no git, no repository, no such revision, or no such path in it.</exception>
    public static async Task<IReadOnlyList<ManifestFile>> ReadAsync(ToolConsole console, string revision, string path, CancellationToken cancellationToken)
    {
        string commit = (await RunAsync(console, ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], null, cancellationToken)
            ?? throw new UnusableCallException($"'{revision}:{path}' is neither a path nor a git revision.")).Trim();
        bool fromHere = path.StartsWith("./", StringComparison.Ordinal) || path == ".";
        string[] where = path.Length == 0 ? [] : [path.TrimEnd('/')];
        string[] scope = fromHere ? [] : ["--full-tree"];
        string list = await RunAsync(console, ["ls-tree", "-r", "-z", .. scope, commit, "--", .. where], null, cancellationToken)
            ?? throw new UnusableCallException($"'{path}' cannot be read at {revision}.");

        // <mode> SP <type> SP <object> TAB <file>
        (string Id, string File)[] entries =
        [
            .. list.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(static line => (Id: line[..line.IndexOf('\t', StringComparison.Ordinal)].Split(' ')[2], File: line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..]))
                .Where(static entry => ManifestReader.IsManifest(entry.File)),
        ];
        if (entries.Length == 0)
        {
            return list.Length > 0 || path.Length == 0 || await ExistsAsync(console, commit, path, cancellationToken)
                ? []
                : throw new UnusableCallException($"There is no '{path}' at {revision}.");
        }

        IReadOnlyList<string> texts = await ContentsAsync(console, [.. entries.Select(static entry => entry.Id)], cancellationToken);
        return [.. entries.Select((entry, i) => new ManifestFile($"{revision}:{entry.File}", null, texts[i]))];
    }

    private static async Task<bool> ExistsAsync(ToolConsole console, string commit, string path, CancellationToken cancellationToken) =>
        await RunAsync(console, ["cat-file", "-e", $"{commit}:{path.TrimEnd('/')}"], null, cancellationToken) is not null;

    /// <summary>The contents of many objects, by one process.</summary>
    private static async Task<IReadOnlyList<string>> ContentsAsync(ToolConsole console, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        string output = await RunAsync(console, ["cat-file", "--batch"], string.Join('\n', ids) + "\n", cancellationToken, Encoding.Latin1)
            ?? throw new UnusableCallException("git cat-file failed.");
        var texts = new List<string>(ids.Count);
        int at = 0;
        foreach (string _ in ids)
        {
            // <object> SP blob SP <bytes> LF <content> LF: read as Latin-1, a character is a byte.
            int end = output.IndexOf('\n', at);
            int length = int.Parse(output[(output.LastIndexOf(' ', end) + 1)..end], CultureInfo.InvariantCulture);
            texts.Add(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(output.Substring(end + 1, length))).TrimStart('\uFEFF'));
            at = end + 1 + length + 1;
        }

        return texts;
    }

    /// <summary>What git prints; null where it fails.</summary>
    private static async Task<string?> RunAsync(
        ToolConsole console, IEnumerable<string> arguments, string? input, CancellationToken cancellationToken, Encoding? encoding = null)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = console.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = encoding ?? Encoding.UTF8,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new UnusableCallException("git is not to be found; a revision is read by it.");
        }

        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
                process.StandardInput.Close();
                await process.WaitForExitAsync(cancellationToken);
                _ = await error;
                return process.ExitCode == 0 ? await output : null;
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
    }
}
