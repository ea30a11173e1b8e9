using Azure.Core;
using Azure.Storage.Blobs;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Helix.Sdk.Blobs.Tests;

/// <summary>The kind on a real server and on files, by a product that is generated from a manifest.</summary>
public sealed class BlobsProductTests(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private const string TextKey = "YmxvYnMtdGV4dC1TZWNyZXQtNDQyMA==";

    private readonly string _folder = Directory.CreateTempSubdirectory("helix-blobs-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_native_client_is_there_and_makes_its_container()
    {
        using IHost host = Papers.Host(shared.Server, ("Container", "native"));
        PaperStore store = Papers.Store(host);

        BlobContainerClient container = await store.GetContainerAsync(Token);
        _ = await container.UploadBlobAsync("one", BinaryData.FromString("1"), Token);

        Assert.False(store.IsEmbedded);
        Assert.Equal((AzuriteServer.Account, "native"), (store.Service.AccountName, store.Container.Name));
        Assert.True(await store.ExistsAsync("one", Token));
        Assert.DoesNotContain(AzuriteServer.FirstKey, store.Container.Uri + store.ToString() + store.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_container_is_named_where_the_product_does_not_make_it()
    {
        using IHost host = Papers.Host(shared.Server, ("Container", "nobody-made-it"), ("CreateContainer", "false"));

        Assert.Equal(
            "paper-store does not work: there is no such container (owner storage, https://acme.example/oncall/storage)",
            (await Papers.Check(host)).Entries["paper-store"].Description);
    }

    [Fact]
    public async Task In_development_blobs_are_files_without_any_setting()
    {
        using IHost host = Papers.Host(null, "Development", _folder, static _ => { });
        PaperStore store = Papers.Store(host);

        await store.UploadAsync("2026/r.pdf", "%PDF"u8.ToArray(), cancellationToken: Token);

        Assert.True(store.IsEmbedded);
        string[] files = [.. Directory.GetFiles(Path.Combine(_folder, "blobs", "papers", "2026")).Select(static file => Path.GetExtension(file))];
        Assert.Equal([".json", ".pdf"], files.Order(StringComparer.Ordinal));
        Assert.Equal((HealthStatus.Healthy, "Blobs are files on this machine."), ((await Papers.Check(host)).Status, (await Papers.Check(host)).Entries["paper-store"].Description));
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => store.Container);
        Assert.StartsWith("paper-store keeps its blobs as files here, as its settings have no Endpoint: there is no native client. Use UploadAsync", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_files_are_no_silent_stand_in()
    {
        using IHost host = Papers.Host(null, "Production", _folder, static _ => { });
        PaperStore store = Papers.Store(host);

        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(() => store.ExistsAsync("a", Token));

        Assert.StartsWith("paper-store has no Endpoint. Set it, or Folder", e.Message, StringComparison.Ordinal);
        Assert.StartsWith("paper-store does not work: its settings name neither endpoint nor folder (owner storage", (await Papers.Check(host)).Entries["paper-store"].Description, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_record_that_somebody_changed_is_an_error_with_its_path()
    {
        using IHost host = Papers.Host(null, ("Folder", _folder));
        PaperStore store = Papers.Store(host);
        await store.UploadAsync("a", new byte[1], cancellationToken: Token);
        string record = Path.Combine(_folder, "papers", "a~.json");
        await File.WriteAllTextAsync(record, "{ no json", Token);

        IOException e = await Assert.ThrowsAsync<IOException>(() => store.DownloadAsync("a", Token));

        Assert.Contains(record, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_named_and_not_shown()
    {
        const string wrong = "YmxvYnMtd3JvbmctU2VjcmV0LTU1Njc=";
        using IHost host = Papers.Host(shared.Server, ("AccountKey", wrong));

        HealthReportEntry red = (await Papers.Check(host)).Entries["paper-store"];

        Assert.Equal(
            (HealthStatus.Unhealthy, "paper-store does not work: the server refuses the credentials (owner storage, https://acme.example/oncall/storage)"),
            (red.Status, red.Description));
        Assert.DoesNotContain(wrong, red.Description + red.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_no_key_is_refused_at_start_and_not_shown()
    {
        using IHost host = Papers.Host(shared.Server, ("AccountKey", "p4ssw0rd-value"));

        ProductConfigurationException e = Assert.Throws<ProductConfigurationException>(() => Papers.Store(host));

        Assert.Contains("Helix:PaperStore:AccountKey", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ssw0rd-value", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_access_signature_opens_what_it_says()
    {
        using IHost owner = Papers.Host(shared.Server, ("Container", "signed"));
        await Papers.Store(owner).UploadAsync("a", "content"u8.ToArray(), cancellationToken: Token);
        string signature = Papers.Store(owner).Container.GenerateSasUri(Azure.Storage.Sas.BlobContainerSasPermissions.Read, DateTimeOffset.UtcNow.AddHours(1)).Query.TrimStart('?');
        using IHost reader = Papers.Host(null, ("Endpoint", shared.Server.Endpoint), ("SasToken", signature), ("Container", "signed"), ("CreateContainer", "false"));

        Assert.True(await Papers.Store(reader).ExistsAsync("a", Token));
        Azure.RequestFailedException refused = await Assert.ThrowsAsync<Azure.RequestFailedException>(() => Papers.Store(reader).DeleteAsync("a", Token));
        Assert.Equal(403, refused.Status);
        Assert.DoesNotContain(signature, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_key_and_signature_the_identity_of_the_app_is_asked()
    {
        var identity = new CountingIdentity();
        using IHost host = Papers.Host(
            null,
            builder => builder.Services.AddSingleton<TokenCredential>(identity),
            ("Endpoint", "https://127.0.0.1:1/acmetests"), ("MaxRetries", "0"), ("CreateContainer", "false"));

        Assert.Equal(HealthStatus.Unhealthy, (await Papers.Check(host)).Status);
        Assert.Equal(1, identity.Asked);
    }

    [Fact]
    public async Task The_check_can_be_switched_off()
    {
        using IHost host = Papers.Host(null, ("Endpoint", "http://127.0.0.1:1/acmetests"), ("HealthCheck", "false"));

        Assert.Equal("The check is switched off in the settings.", (await Papers.Check(host)).Entries["paper-store"].Description);
    }

    [Fact]
    public async Task Keyed_instances_are_two_stores()
    {
        using IHost host = Papers.Host(
            shared.Server,
            builder =>
            {
                _ = builder.Configuration.AddInMemoryCollection([.. Papers.Values(shared.Server, "Helix:PaperStore:Instances:second:"), new("Helix:PaperStore:Instances:second:Container", "second")]);
                _ = builder.AddKeyedPaperStore("second");
            },
            ("Container", "first"));
        PaperStore second = host.Services.GetRequiredKeyedService<PaperStore>("second");
        await second.UploadAsync("only-there", new byte[1], cancellationToken: Token);

        Assert.True(await second.ExistsAsync("only-there", Token));
        Assert.False(await Papers.Store(host).ExistsAsync("only-there", Token));
        Assert.Equal(["paper-store", "paper-store:second"], (await Papers.Check(host)).Entries.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={key};EndpointSuffix=core.windows.net", "https://acme.blob.core.windows.net/", "acme")]
    [InlineData("AccountName=acme;AccountKey={key};BlobEndpoint=https://blobs.acme.example/;QueueEndpoint=https://queues.acme.example/", "https://blobs.acme.example/", "acme")]
    [InlineData("https://acme.blob.core.windows.net/", "https://acme.blob.core.windows.net/", null)]
    [InlineData("Endpoint=https://acme.blob.core.windows.net/", "https://acme.blob.core.windows.net/", null)]
    public void A_connection_string_is_read(string text, string endpoint, string? account)
    {
        // The arguments of a test are a part of its name, which is printed.
        text = text.Replace("{key}", TextKey, StringComparison.Ordinal);
        using IHost host = Papers.Host(null, builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:paper-store", text)]));

        PaperStoreSettings settings = host.Services.GetRequiredService<PaperStoreSettings>();

        Assert.Equal((new Uri(endpoint), account, account is null ? null : TextKey), (settings.Endpoint, settings.AccountName, settings.AccountKey?.Reveal()));
    }

    [Fact]
    public void The_emulator_has_its_usual_name()
    {
        using IHost host = Papers.Host(null, builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:paper-store", "UseDevelopmentStorage=true")]));

        Assert.Equal(("devstoreaccount1", new Uri("http://127.0.0.1:10000/devstoreaccount1")), (Papers.Store(host).Service.AccountName, Papers.Store(host).Service.Uri));
    }

    [Fact]
    public async Task The_way_out_wants_a_reason_and_gives_what_connects()
    {
        using IHost host = Papers.Host(shared.Server);
        PaperStore store = Papers.Store(host);

        _ = Assert.Throws<ArgumentException>(() => store.EscapeToConnectionString(" "));
        var raw = new BlobServiceClient(store.EscapeToConnectionString("a tool that wants a text"));
        Assert.Equal(AzuriteServer.Account, raw.AccountName);
        _ = await raw.GetPropertiesAsync(Token);
    }

    private sealed class CountingIdentity : TokenCredential
    {
        public int Asked { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked++;
            return new("token-of-the-test", DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
