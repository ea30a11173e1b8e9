namespace Helix.Blobs;

/// <summary>What is known of a blob.</summary>
/// <param name="Name">Its name, folders included.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="LastModified">When it was stored.</param>
/// <param name="ETag">A mark that changes whenever the blob does.</param>
/// <param name="Metadata">Names and values that were stored with it.</param>
public sealed record StoredBlob(
    string Name, long Length, string ContentType, DateTimeOffset LastModified, string ETag, IReadOnlyDictionary<string, string> Metadata);

/// <summary>A blob and its content.</summary>
/// <param name="details">What is known of it.</param>
/// <param name="content">Its content, read once, from the start.</param>
public sealed class DownloadedBlob(StoredBlob details, Stream content) : IDisposable, IAsyncDisposable
{
    /// <summary>What is known of it.</summary>
    public StoredBlob Details { get; } = details;

    /// <summary>Its content, read once, from the start. It is disposed with this object.</summary>
    public Stream Content { get; } = content;

    /// <summary>Reads the whole content into memory.</summary>
    public async Task<byte[]> ToArrayAsync(CancellationToken cancellationToken = default)
    {
        using var memory = new MemoryStream(Details.Length is > 0 and < int.MaxValue ? (int)Details.Length : 0);
        await Content.CopyToAsync(memory, cancellationToken).ConfigureAwait(false);
        return memory.ToArray();
    }

    /// <summary>Ends the download.</summary>
    public void Dispose() => Content.Dispose();

    /// <summary>Ends the download.</summary>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
