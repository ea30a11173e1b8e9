using System.Text;

namespace Helix.Tool.Terminal;

/// <summary>Files that a command writes. Nobody ever sees a half of one.</summary>
internal static class OutputFile
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes beside the file, then moves. Makes its folder where there is none.</summary>
    public static void Write(string file, string content)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string temporary = $"{file}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(temporary, content, s_utf8);
            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
