namespace Helix.Blobs;

/// <summary>Names that both stores can hold.</summary>
internal static class BlobName
{
    private const int MaxLength = 1024;

    /// <exception cref="ArgumentException">The name is empty, too long, or has a part that addresses cannot carry.</exception>
    public static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxLength)
        {
            throw new ArgumentException($"The name of a blob has {MaxLength} characters at most.", nameof(name));
        }

        foreach (Range part in name.AsSpan().Split('/'))
        {
            // A dot part vanishes when an address is written, and the blob is another one.
            if (name.AsSpan(part) is "" or "." or "..")
            {
                throw new ArgumentException("No part of a blob's name between slashes is empty, '.' or '..'.", nameof(name));
            }
        }

        return name;
    }
}
