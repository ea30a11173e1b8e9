using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Helix.Blobs;

/// <summary>
/// Where the files of a blob are: <c>2026/receipt.pdf</c> is the content <c>2026/receipt.pdf~ID.pdf</c> and the record
/// <c>2026/receipt.pdf~.json</c>. What file systems do not take is written as in URLs, the tilde too, so no name can be taken for another's file.
/// </summary>
internal readonly struct FileBlobPath
{
    public const string AllRecords = "*" + RecordEnd;

    private const string RecordEnd = "~.json";

    // Names of files end at 255 bytes on most systems, and some are needed for the ends.
    private const int MaxPart = 150;

    private readonly string _file;

    public FileBlobPath(string root, string name)
    {
        Name = name;
        string[] parts = [.. name.Split('/').Select(Encode)];
        Folder = Path.Combine([root, .. parts[..^1]]);
        _file = parts[^1];
    }

    public string Name { get; }

    public string Folder { get; }

    public string Record => Path.Combine(Folder, _file + RecordEnd);

    /// <summary>The content; it keeps the extension, so that it can be looked at.</summary>
    public string Data(string id) => Path.Combine(Folder, $"{_file}~{id}{Path.GetExtension(_file)}");

    public string Draft(string id) => Path.Combine(Folder, $"{_file}~{id}~.new");

    /// <summary>What is known of the blob; null where there is none.</summary>
    public FileBlobRecord? Read(string name) => ReadRecord(Record) is { } record && record.Name == name ? record : null;

    public static FileBlobRecord? ReadRecord(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize(stream, FileBlobRecords.Default.FileBlobRecord);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new IOException($"{file} is not a record of a blob; somebody changed it.", e);
        }
    }

    private static string Encode(string part)
    {
        var text = new StringBuilder(part.Length);
        foreach (byte letter in Encoding.UTF8.GetBytes(part))
        {
            _ = char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'-' or (byte)'_' or (byte)'.'
                ? text.Append((char)letter)
                : text.Append('%').Append(letter.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        // Windows drops a dot at the end, and keeps some names for its devices.
        if (text[^1] == '.' || IsDevice(part))
        {
            _ = text.Append('%');
        }

        return text.Length <= MaxPart
            ? text.ToString()
            : $"{text.ToString(0, MaxPart - 35)}%%{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(part)).AsSpan(0, 16))}";
    }

    private static bool IsDevice(string part)
    {
        string stem = part.Split('.', 2)[0].ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" || (stem.Length == 4 && stem[..3] is "COM" or "LPT" && char.IsAsciiDigit(stem[^1]));
    }
}
