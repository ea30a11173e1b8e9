namespace Helix.Blobs;

/// <summary>Where blobs are.</summary>
internal interface IBlobStore : IDisposable
{
    Task UploadAsync(
        string name, Stream content, string? contentType, IReadOnlyDictionary<string, string>? metadata, bool overwrite, CancellationToken cancellationToken);

    Task<DownloadedBlob?> DownloadAsync(string name, CancellationToken cancellationToken);

    Task<StoredBlob?> GetDetailsAsync(string name, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken);

    IAsyncEnumerable<StoredBlob> ListAsync(string? prefix, CancellationToken cancellationToken);

    /// <summary>Throws what a use would, when the store cannot be used.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}
