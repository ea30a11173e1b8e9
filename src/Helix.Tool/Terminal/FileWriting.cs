namespace Helix.Tool.Terminal;

/// <summary>Writes files whole or not at all.</summary>
internal static class FileWriting
{
    /// <summary>Puts a text in place of a file, or makes it: a reader sees the old one or the new one, never a part.</summary>
    /// <param name="path">The full path; its folder is made.</param>
    /// <param name="text">The text, in UTF-8 without a mark.</param>
    /// <param name="overwrite">Whether an existing file may go.</param>
    /// <exception cref="IOException">The file exists and may not go, or cannot be written.</exception>
    public static void Write(string path, string text, bool overwrite)
    {
        string folder = Path.GetDirectoryName(path)!;
        _ = Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(temporary, text);
            if (overwrite && File.Exists(path) && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
            }

            File.Move(temporary, path, overwrite);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
