namespace Helix.Tool.Terminal;

/// <summary>
/// A folder that a command makes as a whole: it is written beside its place, and moved there when it is complete. Whoever looks sees the
/// old one or the new one. A folder that cannot be moved is filled anew instead.
/// </summary>
internal static class OutputFolder
{
    /// <summary>Writes the files, and takes away what was in the folder before.</summary>
    /// <param name="folder">The full path.</param>
    /// <param name="path">The folder as the caller named it.</param>
    /// <param name="files">The contents by path below the folder.</param>
    /// <param name="marker">A file by which a folder is known as an earlier output of the command.</param>
    /// <param name="cancellationToken">Stops before the folder is in its place.</param>
    /// <exception cref="UnusableCallException">The folder holds something that this command did not write.</exception>
    public static void Write(string folder, string path, IReadOnlyDictionary<string, string> files, string marker, CancellationToken cancellationToken)
    {
        if (File.Exists(folder))
        {
            throw new UnusableCallException($"'{path}' is a file; name a folder that may be written anew.");
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, marker)))
        {
            throw new UnusableCallException($"'{path}' holds something that is no earlier output (there is no {marker}); name an empty folder or a new one.");
        }

        string full = Path.TrimEndingDirectorySeparator(folder);
        try
        {
            Replace(full, files, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && Directory.Exists(full))
        {
            // What is mounted, as in a container, cannot be moved, and often nothing may be written beside it.
            Fill(full, files, cancellationToken);
        }
    }

    private static void Replace(string full, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        string temporary = $"{full}.{Environment.ProcessId}.tmp";
        string old = $"{full}.{Environment.ProcessId}.old";
        try
        {
            WriteFiles(temporary, files, cancellationToken);
            if (Directory.Exists(full))
            {
                Directory.Move(full, old);
            }

            Directory.Move(temporary, full);
        }
        finally
        {
            Delete(temporary);
            // Without its new one the old folder goes back to its place.
            if (Directory.Exists(old) && !Directory.Exists(full))
            {
                Directory.Move(old, full);
            }

            Delete(old);
        }
    }

    /// <summary>Puts the files in place of what is in the folder, once all of them are written.</summary>
    private static void Fill(string full, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        string temporary = Path.Combine(full, $".{Environment.ProcessId}.tmp");
        try
        {
            WriteFiles(temporary, files, cancellationToken);
            foreach (FileSystemInfo entry in new DirectoryInfo(full).EnumerateFileSystemInfos().Where(entry => entry.FullName != temporary).ToArray())
            {
                if (entry is DirectoryInfo { LinkTarget: null } child)
                {
                    child.Delete(recursive: true);
                }
                else
                {
                    entry.Delete();
                }
            }

            foreach (FileSystemInfo entry in new DirectoryInfo(temporary).EnumerateFileSystemInfos().ToArray())
            {
                string target = Path.Combine(full, entry.Name);
                if (entry is DirectoryInfo child)
                {
                    child.MoveTo(target);
                }
                else
                {
                    File.Move(entry.FullName, target);
                }
            }
        }
        finally
        {
            Delete(temporary);
        }
    }

    private static void WriteFiles(string folder, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        foreach ((string name, string content) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string file = Path.Combine(folder, name);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
