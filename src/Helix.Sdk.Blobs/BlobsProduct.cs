using Azure;
using Azure.Storage.Blobs;
using Helix.Registration;
using Helix.Telemetry;

namespace Helix.Blobs;

/// <summary>
/// The base of products that store blobs: one container of Azure Blob Storage, or on a developer's machine a folder of files that behaves
/// like it. What is here works the same over both; <see cref="Container"/> is the native client.
/// </summary>
public abstract class BlobsProduct : InfrastructureProduct, IDisposable
{
    private readonly IProductContext<IBlobsSettings> _context;
    private readonly ProductTelemetry _telemetry;
    private readonly Lazy<IBlobStore> _store;

    /// <summary>Takes what the app gives; nothing is called before the first use.</summary>
    protected BlobsProduct(IProductContext<IBlobsSettings> context)
        : base(context)
    {
        _context = context;
        _telemetry = new(context.Info, context.Instance);
        _store = new(() => BlobStores.Create(context, _telemetry));
    }

    /// <summary>Whether blobs are files in a folder: there is no server, and no native client.</summary>
    /// <exception cref="InvalidOperationException">The settings name neither endpoint nor folder, outside of the environment Development.</exception>
    public bool IsEmbedded => _store.Value is FileBlobStore;

    /// <summary>
    /// The native client of the container, with the credentials, retries and tracing of the product. It does not make the container, as
    /// <see cref="GetContainerAsync"/> does where the settings say so.
    /// </summary>
    /// <exception cref="InvalidOperationException">Blobs are files here: <see cref="IsEmbedded"/>.</exception>
    public BlobContainerClient Container => Native.Container;

    /// <summary>The native client of the account, with the credentials, retries and tracing of the product.</summary>
    /// <exception cref="InvalidOperationException">Blobs are files here: <see cref="IsEmbedded"/>.</exception>
    public BlobServiceClient Service => Native.Service;

    internal IBlobsSettings Current => _context.Settings;

    internal IBlobStore Store => _store.Value;

    private AzureBlobStore Native => _store.Value as AzureBlobStore ?? throw new InvalidOperationException(
        $"{Name} keeps its blobs as files here, as its settings have no Endpoint: there is no native client. Use UploadAsync, DownloadAsync, "
        + "GetDetailsAsync, ExistsAsync, DeleteAsync and ListAsync of the product, which work over both, or set Endpoint, to that of an emulator for instance.");

    /// <summary>The native client of the container, which is made first where it is missing and the settings say CreateContainer.</summary>
    /// <exception cref="InvalidOperationException">Blobs are files here: <see cref="IsEmbedded"/>.</exception>
    /// <exception cref="RequestFailedException">The server refuses.</exception>
    public ValueTask<BlobContainerClient> GetContainerAsync(CancellationToken cancellationToken = default) => Native.GetContainerAsync(cancellationToken);

    /// <summary>Stores a blob: readers see all of it or what was there before.</summary>
    /// <param name="name">The name, 1 to 1024 characters; slashes make folders of it.</param>
    /// <param name="content">The content, from where the stream stands to its end.</param>
    /// <param name="contentType">The media type; null for <c>application/octet-stream</c>.</param>
    /// <param name="metadata">Names, which are C# identifiers, and values; null for none.</param>
    /// <param name="overwrite">Whether a blob of the name is replaced.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <exception cref="ArgumentException">The name is none that both stores can hold.</exception>
    /// <exception cref="RequestFailedException">The server refuses; with status 409, there is a blob of the name and it is not to be replaced.</exception>
    public Task UploadAsync(
        string name, Stream content, string? contentType = null, IReadOnlyDictionary<string, string>? metadata = null, bool overwrite = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Store.UploadAsync(BlobName.Checked(name), content, contentType, metadata, overwrite, cancellationToken);
    }

    /// <inheritdoc cref="UploadAsync(string, Stream, string?, IReadOnlyDictionary{string, string}?, bool, CancellationToken)"/>
    public async Task UploadAsync(
        string name, ReadOnlyMemory<byte> content, string? contentType = null, IReadOnlyDictionary<string, string>? metadata = null, bool overwrite = true, CancellationToken cancellationToken = default)
    {
        using Stream stream = BinaryData.FromBytes(content).ToStream();
        await UploadAsync(name, stream, contentType, metadata, overwrite, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A blob with its content, to be disposed; null where there is none.</summary>
    /// <exception cref="RequestFailedException">The server refuses.</exception>
    public Task<DownloadedBlob?> DownloadAsync(string name, CancellationToken cancellationToken = default) =>
        Store.DownloadAsync(BlobName.Checked(name), cancellationToken);

    /// <summary>What is known of a blob, without its content; null where there is none.</summary>
    /// <exception cref="RequestFailedException">The server refuses.</exception>
    public Task<StoredBlob?> GetDetailsAsync(string name, CancellationToken cancellationToken = default) =>
        Store.GetDetailsAsync(BlobName.Checked(name), cancellationToken);

    /// <summary>Whether there is a blob of the name.</summary>
    /// <exception cref="RequestFailedException">The server refuses.</exception>
    public async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) =>
        await GetDetailsAsync(name, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Deletes a blob.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="RequestFailedException">The server refuses.</exception>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => Store.DeleteAsync(BlobName.Checked(name), cancellationToken);

    /// <summary>All blobs whose names start with a prefix, in the order of their names by code point.</summary>
    /// <param name="prefix">How names start; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestFailedException">The server refuses.</exception>
    public IAsyncEnumerable<StoredBlob> ListAsync(string? prefix = null, CancellationToken cancellationToken = default) => Store.ListAsync(prefix, cancellationToken);

    /// <summary>
    /// The connection string, key included, for the rare need that the product does not cover: clients made of it have neither retries nor
    /// tracing of the product, and do not notice a new key. Each call is counted by <c>helix.product.escapes</c> with its reason.
    /// </summary>
    /// <param name="reason">Why the product does not do, for the team that owns it.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    /// <exception cref="InvalidOperationException">Blobs are files here: <see cref="IsEmbedded"/>.</exception>
    public string EscapeToConnectionString(string reason)
    {
        _telemetry.Escaped(reason);
        _ = Native;
        return BlobsConnectionString.Write(Current);
    }

    /// <summary>Adds what every product of the kind has: health check, tracing, metrics. Generated registration calls it.</summary>
    public static void Register(ProductRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        registration.ReadConnectionString = BlobsConnectionString.Read;
        registration.AddHealthCheck<BlobsProduct>(static product => new BlobsHealthCheck(product));
        registration.AddTracing(BlobOperations.SourceName);
    }

    /// <summary>Ends the product. Clients that it handed out keep working, with the last key.</summary>
    public void Dispose()
    {
        if (_store.IsValueCreated)
        {
            _store.Value.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}
