using System.Text;
using Azure;
using Helix.Blobs;
using Microsoft.Extensions.Hosting;

namespace Helix.Sdk.Blobs.Tests;

/// <summary>What the product does, the same over a server and over files.</summary>
public abstract class BlobStoreTests : IDisposable
{
    private static readonly Dictionary<string, string> s_metadata = new() { ["order"] = "4711", ["kind"] = "invoice" };

    private readonly string _prefix = Guid.NewGuid().ToString("N") + "/";

    private IHost? _host;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private PaperStore Store => Papers.Store(_host ??= CreateHost());

    internal abstract IHost CreateHost();

    public virtual void Dispose()
    {
        _host?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("receipt.pdf")]
    [InlineData("2026/11/receipt.pdf")]
    [InlineData("2026/11/receipt.pdf/page~1.json")]
    [InlineData("Ünïcode & spaces?#%25/A:B*|\"<>.txt")]
    [InlineData("con/nul.txt/COM1/ends-with-dot.x")]
    [InlineData("..hidden/...")]
    public async Task What_is_stored_is_there_with_its_type_and_metadata(string name)
    {
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(static i => (byte)(i * 7))];
        await using (var stream = new MemoryStream(content))
        {
            await Store.UploadAsync(_prefix + name, stream, "application/pdf", s_metadata, cancellationToken: Token);
        }

        await using DownloadedBlob? blob = await Store.DownloadAsync(_prefix + name, Token);

        Assert.NotNull(blob);
        Assert.Equal(content, await blob.ToArrayAsync(Token));
        Assert.Equal((_prefix + name, 100_000, "application/pdf"), (blob.Details.Name, blob.Details.Length, blob.Details.ContentType));
        Assert.Equal(s_metadata.OrderBy(static pair => pair.Key), blob.Details.Metadata.OrderBy(static pair => pair.Key));
        Assert.InRange(blob.Details.LastModified, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        StoredBlob? details = await Store.GetDetailsAsync(_prefix + name, Token);
        Assert.Equal((blob.Details.Length, blob.Details.ETag), (details!.Length, details.ETag));
        Assert.Equal([_prefix + name], await Names(_prefix));
        Assert.True(await Store.DeleteAsync(_prefix + name, Token));
        Assert.False(await Store.ExistsAsync(_prefix + name, Token));
    }

    [Fact]
    public async Task A_name_that_is_also_a_folder_is_a_blob_of_its_own()
    {
        foreach (string name in new[] { "a", "a/b", "a/b/c", "a.json", "A-other" })
        {
            await Store.UploadAsync(_prefix + name, Encoding.UTF8.GetBytes(name), cancellationToken: Token);
        }

        Assert.Equal(["A-other", "a", "a.json", "a/b", "a/b/c"], (await Names(_prefix)).Select(name => name[_prefix.Length..]));
        Assert.Equal(["a/b", "a/b/c"], (await Names(_prefix + "a/")).Select(name => name[_prefix.Length..]));
        Assert.True(await Store.DeleteAsync(_prefix + "a/b", Token));
        Assert.Equal("a/b/c", await Text("a/b/c"));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_no_error()
    {
        Assert.Null(await Store.DownloadAsync(_prefix + "none", Token));
        Assert.Null(await Store.GetDetailsAsync(_prefix + "none", Token));
        Assert.False(await Store.ExistsAsync(_prefix + "none", Token));
        Assert.False(await Store.DeleteAsync(_prefix + "none", Token));
        Assert.Empty(await Names(_prefix));
    }

    [Fact]
    public async Task A_blob_is_replaced_unless_the_caller_says_no()
    {
        await Store.UploadAsync(_prefix + "b", "one"u8.ToArray(), "text/plain", cancellationToken: Token);
        string first = (await Store.GetDetailsAsync(_prefix + "b", Token))!.ETag;
        await Store.UploadAsync(_prefix + "b", "two"u8.ToArray(), cancellationToken: Token);

        RequestFailedException refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => Store.UploadAsync(_prefix + "b", "three"u8.ToArray(), overwrite: false, cancellationToken: Token));

        Assert.Equal((409, "BlobAlreadyExists"), (refused.Status, refused.ErrorCode));
        Assert.Equal("two", await Text("b"));
        StoredBlob now = (await Store.GetDetailsAsync(_prefix + "b", Token))!;
        Assert.NotEqual(first, now.ETag);
        Assert.Equal("application/octet-stream", now.ContentType);
    }

    [Fact]
    public async Task Of_writers_that_do_not_overwrite_one_wins()
    {
        int won = 0;
        PaperStore store = Store;
        await Parallel.ForAsync(0, 8, Token, async (i, token) =>
        {
            try
            {
                await store.UploadAsync(_prefix + "race", BitConverter.GetBytes(i), overwrite: false, cancellationToken: token);
                _ = Interlocked.Increment(ref won);
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
            }
        });

        Assert.Equal(1, won);
    }

    [Fact]
    public async Task A_reader_sees_one_version_while_another_is_stored()
    {
        byte[] old = Enumerable.Repeat((byte)'o', 200_000).ToArray();
        await Store.UploadAsync(_prefix + "versions", old, cancellationToken: Token);
        using var stop = new CancellationTokenSource();
        Task writer = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                await Store.UploadAsync(_prefix + "versions", Enumerable.Repeat((byte)('a' + (i % 26)), 200_000 + i).ToArray(), cancellationToken: Token);
            }
        }, Token);
        for (int i = 0; i < 50; i++)
        {
            await using DownloadedBlob? blob = await Store.DownloadAsync(_prefix + "versions", Token);
            byte[] content = await blob!.ToArrayAsync(Token);
            Assert.Equal(blob.Details.Length, content.Length);
            _ = Assert.Single(content.Distinct());
        }

        await stop.CancelAsync();
        await writer;
    }

    [Theory]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("a/")]
    public async Task A_name_that_no_address_carries_is_refused(string name) =>
        _ = await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.UploadAsync(name, new byte[1], cancellationToken: Token));

    private async Task<string> Text(string name)
    {
        await using DownloadedBlob? blob = await Store.DownloadAsync(_prefix + name, Token);
        return Encoding.UTF8.GetString(await blob!.ToArrayAsync(Token));
    }

    private async Task<List<string>> Names(string prefix)
    {
        List<string> names = [];
        await foreach (StoredBlob blob in Store.ListAsync(prefix, Token))
        {
            names.Add(blob.Name);
        }

        return names;
    }
}

public sealed class AzureBlobStoreTests(SharedServer shared) : BlobStoreTests, IClassFixture<SharedServer>
{
    internal override IHost CreateHost() => Papers.Host(shared.Server);
}

public sealed class FileBlobStoreTests : BlobStoreTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("helix-blobs-").FullName;

    internal override IHost CreateHost() => Papers.Host(null, ("Folder", _folder));

    public override void Dispose()
    {
        base.Dispose();
        // All that remains are blobs: no draft, and no content that nobody names.
        string[] files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);
        int records = files.Count(static file => file.EndsWith("~.json", StringComparison.Ordinal));
        Directory.Delete(_folder, recursive: true);
        Assert.Equal(records * 2, files.Length);
    }
}
