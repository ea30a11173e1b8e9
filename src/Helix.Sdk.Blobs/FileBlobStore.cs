using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;

namespace Helix.Blobs;

/// <summary>
/// Blobs as files below a folder, for a developer's machine. A blob is two files: its content, under a name of its own each time it is stored,
/// and a record that names the content and holds what else is known. To put the record in its place is to store the blob, to take it away is
/// to delete it; a reader never sees half of either.
/// </summary>
internal sealed class FileBlobStore : IBlobStore
{
    private const string DefaultContentType = "application/octet-stream";

    // Of the process, not of one store: two hosts of a test have one folder.
    private static readonly Lock s_commit = new();

    private readonly string _root;
    private readonly BlobOperations _operations;

    /// <param name="folder">The full path of the folder.</param>
    /// <param name="container">The name of the container, a folder in it.</param>
    /// <param name="operations">Where to say what is done.</param>
    public FileBlobStore(string folder, string container, BlobOperations operations)
    {
        _root = Path.Combine(folder, container);
        _operations = operations;
    }

    public async Task UploadAsync(
        string name, Stream content, string? contentType, IReadOnlyDictionary<string, string>? metadata, bool overwrite, CancellationToken cancellationToken)
    {
        BlobOperations.Operation operation = _operations.Begin("write");
        string? error = null;
        FileBlobPath path = new(_root, name);
        string id = Guid.NewGuid().ToString("N");
        string data = path.Data(id), draft = path.Draft(id);
        try
        {
            if (!overwrite && File.Exists(path.Record))
            {
                throw Exists(name);
            }

            _ = Directory.CreateDirectory(path.Folder);
            long length = await WriteAsync(data, content, cancellationToken).ConfigureAwait(false);
            var record = new FileBlobRecord
            {
                Name = name,
                Data = Path.GetFileName(data),
                Length = length,
                ContentType = contentType ?? DefaultContentType,
                Metadata = metadata?.ToDictionary() ?? [],
                ETag = $"\"{id}\"",
                LastModified = DateTimeOffset.UtcNow,
            };
            using (var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(record, FileBlobRecords.Default.FileBlobRecord)))
            {
                _ = await WriteAsync(draft, json, cancellationToken).ConfigureAwait(false);
            }

            Commit(path, draft, overwrite);
        }
        catch (Exception e)
        {
            Remove(data);
            Remove(draft);
            error = e is RequestFailedException or OperationCanceledException ? null : e.GetType().Name;
            throw;
        }
        finally
        {
            operation.End(error);
        }
    }

    public Task<DownloadedBlob?> DownloadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Measured("read", () =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileBlobPath path = new(_root, name);
        while (path.Read(name) is { } record)
        {
            try
            {
                var content = new FileStream(
                    Path.Combine(path.Folder, record.Data), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, FileOptions.Asynchronous | FileOptions.SequentialScan);
                return new DownloadedBlob(record.ToBlob(), content);
            }
            catch (FileNotFoundException) when (path.Read(name)?.ETag != record.ETag)
            {
                // Stored again, or deleted, between the two.
            }
        }

        return null;
    }));

    public Task<StoredBlob?> GetDetailsAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Measured("read", () =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new FileBlobPath(_root, name).Read(name)?.ToBlob();
    }));

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Measured("delete", () =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileBlobPath path = new(_root, name);
        FileBlobRecord? record;
        lock (s_commit)
        {
            record = path.Read(name);
            if (record is null)
            {
                return false;
            }

            File.Delete(path.Record);
        }

        File.Delete(Path.Combine(path.Folder, record.Data));
        return true;
    }));

    public async IAsyncEnumerable<StoredBlob> ListAsync(string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<StoredBlob> found = await Task.Run(() => Measured("read", List), cancellationToken).ConfigureAwait(false);
        foreach (StoredBlob blob in found)
        {
            yield return blob;
        }

        List<StoredBlob> List()
        {
            List<StoredBlob> blobs = [];
            if (Directory.Exists(_root))
            {
                foreach (string file in Directory.EnumerateFiles(_root, FileBlobPath.AllRecords, SearchOption.AllDirectories))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (FileBlobPath.ReadRecord(file) is { } record && record.Name.StartsWith(prefix ?? "", StringComparison.Ordinal))
                    {
                        blobs.Add(record.ToBlob());
                    }
                }
            }

            blobs.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return blobs;
        }
    }

    public Task ProbeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = Directory.CreateDirectory(_root);
        string probe = Path.Combine(_root, "~" + Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }

    /// <summary>Removes what an upload that failed left behind. Why it failed is what the caller has to hear, not that there is no folder either.</summary>
    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static RequestFailedException Exists(string name) =>
        new(409, $"There is a blob '{name}' already, and it is not to be overwritten.", "BlobAlreadyExists", null);

    private static async Task<long> WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            // On disk before it is named: a crash leaves the blob of before.
            file.Flush(flushToDisk: true);
            return file.Length;
        }
    }

    private void Commit(FileBlobPath path, string draft, bool overwrite)
    {
        FileBlobRecord? before;
        lock (s_commit)
        {
            before = FileBlobPath.ReadRecord(path.Record);
            if (before is not null && before.Name != path.Name)
            {
                throw new IOException($"'{before.Name}' and '{path.Name}' differ only in case, which this machine's file system does not tell apart.");
            }

            try
            {
                File.Move(draft, path.Record, overwrite);
            }
            catch (IOException) when (!overwrite && File.Exists(path.Record))
            {
                throw Exists(path.Name);
            }
        }

        if (before is not null)
        {
            File.Delete(Path.Combine(path.Folder, before.Data));
        }
    }

    private T Measured<T>(string operation, Func<T> work)
    {
        BlobOperations.Operation measured = _operations.Begin(operation);
        string? error = null;
        try
        {
            return work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            error = e.GetType().Name;
            throw;
        }
        finally
        {
            measured.End(error);
        }
    }
}
