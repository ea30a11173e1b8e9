using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Helix.Blobs;

/// <summary>A container of a storage account.</summary>
internal sealed class AzureBlobStore : IBlobStore
{
    private readonly IProductContext<IBlobsSettings> _context;
    private readonly IDisposable _subscription;
    private readonly StorageSharedKeyCredential? _key;
    private readonly AzureSasCredential? _signature;
    private volatile bool _isThere;

    public AzureBlobStore(IProductContext<IBlobsSettings> context, Uri endpoint, BlobOperations operations)
    {
        _context = context;
        IBlobsSettings settings = context.Settings;
        // A container that went away is made again at the next use, where the settings say so.
        BlobClientOptions options = Options(settings, context.Info, new MeasuringPolicy(operations, () => _isThere = false));
        if (settings.AccountKey is { } key)
        {
            _key = new(settings.AccountName ?? new BlobUriBuilder(endpoint).AccountName, key.Reveal());
            Service = new(endpoint, _key, options);
        }
        else if (settings.SasToken is { } signature)
        {
            _signature = new(signature.Reveal());
            Service = new(endpoint, _signature, options);
        }
        else if (Identity(context) is { } identity)
        {
            Service = new(endpoint, identity, options);
        }
        else
        {
            Service = new(endpoint, options);
        }

        Container = Service.GetBlobContainerClient(settings.Container);
        _subscription = context.OnChange(Renew);
    }

    public BlobServiceClient Service { get; }

    public BlobContainerClient Container { get; }

    public void Dispose() => _subscription.Dispose();

    public ValueTask<BlobContainerClient> GetContainerAsync(CancellationToken cancellationToken)
    {
        return _isThere || !_context.Settings.CreateContainer ? new(Container) : new(Make());

        async Task<BlobContainerClient> Make()
        {
            _ = await Container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            _isThere = true;
            return Container;
        }
    }

    public async Task UploadAsync(
        string name, Stream content, string? contentType, IReadOnlyDictionary<string, string>? metadata, bool overwrite, CancellationToken cancellationToken)
    {
        BlobContainerClient container = await GetContainerAsync(cancellationToken).ConfigureAwait(false);
        var options = new BlobUploadOptions
        {
            HttpHeaders = contentType is null ? null : new() { ContentType = contentType },
            Metadata = metadata?.ToDictionary(),
            Conditions = overwrite ? null : new() { IfNoneMatch = ETag.All },
        };
        _ = await container.GetBlobClient(name).UploadAsync(content, options, cancellationToken).ConfigureAwait(false);
    }

    public async Task<DownloadedBlob?> DownloadAsync(string name, CancellationToken cancellationToken)
    {
        BlobContainerClient container = await GetContainerAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            BlobDownloadStreamingResult result = await container.GetBlobClient(name).DownloadStreamingAsync(new(), cancellationToken).ConfigureAwait(false);
            BlobDownloadDetails details = result.Details;
            return new(
                new(name, details.ContentLength, details.ContentType, details.LastModified, details.ETag.ToString(), ReadOnly(details.Metadata)), result.Content);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    public async Task<StoredBlob?> GetDetailsAsync(string name, CancellationToken cancellationToken)
    {
        BlobContainerClient container = await GetContainerAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            BlobProperties properties = await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return new(name, properties.ContentLength, properties.ContentType, properties.LastModified, properties.ETag.ToString(), ReadOnly(properties.Metadata));
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        BlobContainerClient container = await GetContainerAsync(cancellationToken).ConfigureAwait(false);
        return await container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<StoredBlob> ListAsync(string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlobContainerClient container = await GetContainerAsync(cancellationToken).ConfigureAwait(false);
        var options = new GetBlobsOptions { Prefix = prefix, Traits = BlobTraits.Metadata };
        await foreach (BlobItem item in container.GetBlobsAsync(options, cancellationToken).ConfigureAwait(false))
        {
            yield return new(
                item.Name,
                item.Properties.ContentLength ?? 0,
                item.Properties.ContentType,
                item.Properties.LastModified ?? default,
                item.Properties.ETag?.ToString() ?? "",
                ReadOnly(item.Metadata));
        }
    }

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        BlobContainerClient container = await GetContainerAsync(cancellationToken).ConfigureAwait(false);
        _ = await container.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static BlobClientOptions Options(IBlobsSettings settings, ProductInfo info, MeasuringPolicy policy)
    {
        var options = new BlobClientOptions
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = settings.MaxRetries,
                Delay = settings.RetryDelay,
                MaxDelay = settings.MaxRetryDelay,
                NetworkTimeout = settings.AttemptTimeout,
            },
            Diagnostics =
            {
                IsDistributedTracingEnabled = settings.Tracing,
                // How the operators of the account see the app; the client takes no longer name.
                ApplicationId = info.Name.Length <= 24 ? info.Name : info.Name[..24],
            },
        };
        options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        return options;
    }

    private static TokenCredential? Identity(IProductContext<IBlobsSettings> context) =>
        context.Services is IKeyedServiceProvider keyed && keyed.GetKeyedService<TokenCredential>(context.Name) is { } own
            ? own
            : context.Services.GetService<TokenCredential>();

    private static System.Collections.ObjectModel.ReadOnlyDictionary<string, string> ReadOnly(IDictionary<string, string>? metadata) =>
        metadata is null ? System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty : new(metadata);

    /// <summary>The next request is signed with the new key; those on their way are signed already.</summary>
    private void Renew(IBlobsSettings settings)
    {
        if (settings.AccountKey is { } key)
        {
            _key?.SetAccountKey(key.Reveal());
        }

        if (settings.SasToken is { } signature)
        {
            _signature?.Update(signature.Reveal());
        }
    }
}
