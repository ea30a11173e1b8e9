using System.Diagnostics;
using System.Globalization;
using Azure;
using Helix.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Helix.Sdk.Blobs.Tests;

/// <summary>What happens when the server is absent, killed, slow, or has another key.</summary>
public sealed class BlobsFaultTests : IDisposable
{
    private const string NextKey = "YmxvYnMtbmV4dC1TZWNyZXQtMjI3MQ==";

    private readonly string _folder = Directory.CreateTempSubdirectory("helix-blobs-test-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("SERVICE_BINDING_ROOT", null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_what_an_upload_tells_of()
    {
        string folder = Directory.CreateTempSubdirectory("helix-blobs-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "papers"), "in its place", Token);
        using IHost host = Papers.Host(null, ("Folder", folder), ("Container", "papers"));

        IOException failure = await Assert.ThrowsAnyAsync<IOException>(() => Papers.Store(host).UploadAsync("a", new byte[1], cancellationToken: Token));

        Assert.Contains("already exists", failure.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_absent_server_leaves_the_app_running_and_its_health_red_with_the_owner_until_it_comes()
    {
        await using AzuriteServer server = await AzuriteServer.StartAsync();
        await server.KillAsync();
        using IHost host = Papers.Host(server);
        await host.StartAsync(Token);

        HealthReportEntry red = (await Papers.Check(host)).Entries["paper-store"];
        Assert.Equal(
            (HealthStatus.Unhealthy, "paper-store does not work: no connection (ConnectionRefused) (owner storage, https://acme.example/oncall/storage)"),
            (red.Status, red.Description));

        await server.RestartAsync();
        Assert.Equal(HealthStatus.Healthy, (await Papers.Check(host)).Status);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_at_the_timeout_of_the_settings()
    {
        await using AzuriteServer server = await AzuriteServer.StartAsync();
        using IHost host = Papers.Host(server, ("AttemptTimeout", "500ms"), ("MaxRetries", "1"));
        PaperStore store = Papers.Store(host);
        await store.UploadAsync("a", new byte[1], cancellationToken: Token);
        server.Freeze();
        try
        {
            long started = Stopwatch.GetTimestamp();
            _ = await Assert.ThrowsAnyAsync<Exception>(() => store.DownloadAsync("a", Token));
            // Two attempts and the pause between them.
            Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.9, 15);
            Assert.StartsWith("paper-store does not work: no answer in time", (await Papers.Check(host)).Entries["paper-store"].Description, StringComparison.Ordinal);
        }
        finally
        {
            server.Thaw();
        }

        await Eventually.HoldsAsync(async () => (await Papers.Check(host)).Status == HealthStatus.Healthy, "It did not recover.");
    }

    [Fact]
    public async Task Traffic_goes_on_when_the_server_is_killed_and_restarted_and_what_is_stored_then_is_there()
    {
        const int blobs = 400;
        await using AzuriteServer server = await AzuriteServer.StartAsync();
        using IHost host = Papers.Host(server, ("MaxRetries", "0"), ("AttemptTimeout", "10s"));
        PaperStore store = Papers.Store(host);
        int next = 0, failures = 0, stored = 0, restarted = 0;
        var afterwards = new System.Collections.Concurrent.ConcurrentBag<int>();
        Task[] writers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(Write, Token))];
        await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref stored) >= blobs / 4), "Nothing is stored.");
        await server.KillAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref failures) > 0), "The server was not missed.");
        await server.RestartAsync();
        Volatile.Write(ref restarted, 1);
        await Task.WhenAll(writers);

        // The emulator acknowledges before it writes its index, so a crash may lose even the container, which the product makes again. From the
        // restart on, all is there.
        Assert.Equal(blobs, stored);
        Assert.NotEmpty(afterwards);
        foreach (int id in afterwards)
        {
            Assert.True(await store.ExistsAsync(Name(id), Token), $"{id} is lost.");
        }

        static string Name(int id) => "paper-" + id.ToString(CultureInfo.InvariantCulture);

        async Task Write()
        {
            for (int id; (id = Interlocked.Increment(ref next)) <= blobs;)
            {
                for (var clock = Stopwatch.StartNew(); ;)
                {
                    bool isAfterwards = Volatile.Read(ref restarted) == 1;
                    try
                    {
                        await store.UploadAsync(Name(id), BitConverter.GetBytes(id), cancellationToken: Token);
                        _ = Interlocked.Increment(ref stored);
                        if (isAfterwards)
                        {
                            afterwards.Add(id);
                        }

                        break;
                    }
                    catch (RequestFailedException) when (clock.Elapsed < TimeSpan.FromSeconds(60))
                    {
                        _ = Interlocked.Increment(ref failures);
                        await Task.Delay(50, Token);
                    }
                }
            }
        }
    }

    [Fact]
    public async Task No_acknowledged_upload_of_5000_is_lost_or_cut_off_when_connections_break_and_the_server_restarts_in_mid_traffic()
    {
        const int blobs = 5_000, betweenCuts = 200;
        await using AzuriteServer server = await AzuriteServer.StartAsync();
        await using StallingProxy proxy = StallingProxy.Before(server.Port);
        using IHost host = Papers.Host(
            server, ("Endpoint", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{proxy.Port}/{AzuriteServer.Account}")), ("MaxRetries", "0"), ("AttemptTimeout", "30s"));
        PaperStore store = Papers.Store(host);
        int next = 0, acknowledged = 0, failures = 0;
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] writers = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(Write, Token))];
        await half.Task.WaitAsync(TimeSpan.FromMinutes(5), Token);
        // The emulator acknowledges before it saves its index, so it is not killed here but stopped.
        await server.StopAsync();
        await server.RestartAsync();
        await Task.WhenAll(writers);

        int whole = 0;
        await Parallel.ForEachAsync(Enumerable.Range(1, blobs), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (id, token) =>
        {
            if (await store.DownloadAsync(Name(id), token) is { } blob)
            {
                await using Stream content = blob.Content;
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes, token);
                _ = bytes.ToArray().AsSpan().SequenceEqual(Content(id)) ? Interlocked.Increment(ref whole) : 0;
            }
        });
        Assert.Equal((blobs, blobs), (acknowledged, whole));
        Assert.True(failures >= blobs / betweenCuts / 2, $"Only {failures} uploads noticed that their connection broke.");

        static string Name(int id) => "paper-" + id.ToString(CultureInfo.InvariantCulture);

        static byte[] Content(int id)
        {
            byte[] content = new byte[1_000 + id];
            new Random(id).NextBytes(content);
            return content;
        }

        async Task Write()
        {
            for (int id; (id = Interlocked.Increment(ref next)) <= blobs;)
            {
                for (var clock = Stopwatch.StartNew(); ;)
                {
                    try
                    {
                        await store.UploadAsync(Name(id), Content(id), cancellationToken: Token);
                        int count = Interlocked.Increment(ref acknowledged);
                        if (count == blobs / 2)
                        {
                            half.SetResult();
                        }
                        else if (count % betweenCuts == 0)
                        {
                            proxy.Break();
                        }

                        break;
                    }
                    catch (RequestFailedException) when (clock.Elapsed < TimeSpan.FromSeconds(60))
                    {
                        _ = Interlocked.Increment(ref failures);
                        await Task.Delay(20, Token);
                    }
                }
            }
        }
    }

    [Fact]
    public async Task A_key_rotated_in_the_service_binding_is_used_by_the_next_request_without_a_restart()
    {
        await using AzuriteServer server = await AzuriteServer.StartAsync();
        string binding = Path.Combine(_folder, "paper-store");
        _ = Directory.CreateDirectory(binding);
        foreach ((string entry, string text) in new[] { ("type", "blobs"), ("provider", "acme"), ("endpoint", server.Endpoint), ("account-key", AzuriteServer.FirstKey) })
        {
            await File.WriteAllTextAsync(Path.Combine(binding, entry), text, Token);
        }

        // Tests run one after the other here; the variable is taken away again after the test.
        Environment.SetEnvironmentVariable("SERVICE_BINDING_ROOT", _folder);
        using IHost host = Papers.Host(null);
        PaperStore store = Papers.Store(host);
        await store.UploadAsync("a", new byte[1], cancellationToken: Token);

        await server.KillAsync();
        await server.RestartAsync(NextKey);
        Assert.Equal(HealthStatus.Unhealthy, (await Papers.Check(host)).Status);
        await File.WriteAllTextAsync(Path.Combine(binding, "account-key"), NextKey, Token);

        await Eventually.HoldsAsync(async () => (await Papers.Check(host)).Status == HealthStatus.Healthy, "The new key was not used.");
        await store.UploadAsync("b", new byte[1], cancellationToken: Token);
        Assert.True(await store.ExistsAsync("b", Token));
    }
}
