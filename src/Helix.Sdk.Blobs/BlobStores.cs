using Helix.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Helix.Blobs;

/// <summary>Chooses the store that the settings ask for.</summary>
internal static class BlobStores
{
    private const string DevelopmentFolder = "blobs";

    /// <exception cref="InvalidOperationException">The settings name neither endpoint nor folder, outside of the environment Development.</exception>
    public static IBlobStore Create(IProductContext<IBlobsSettings> context, ProductTelemetry telemetry)
    {
        IBlobsSettings settings = context.Settings;
        var operations = new BlobOperations(context, telemetry);
        if (settings.Endpoint is { } endpoint)
        {
            return new AzureBlobStore(context, endpoint, operations);
        }

        IHostEnvironment? environment = context.Services.GetService<IHostEnvironment>();
        // Files are never a silent stand-in for a store that somebody forgot to configure.
        string folder = settings.Folder ?? (environment?.IsDevelopment() == true ? DevelopmentFolder : null) ?? throw new InvalidOperationException(
            $"{context.Name} has no Endpoint. Set it, or Folder to keep blobs as files on this machine; only in the environment Development there is a folder by default "
            + $"(owner {context.Info.Owner.Team}).");
        return new FileBlobStore(Path.GetFullPath(folder, environment?.ContentRootPath ?? Environment.CurrentDirectory), settings.Container, operations);
    }
}
