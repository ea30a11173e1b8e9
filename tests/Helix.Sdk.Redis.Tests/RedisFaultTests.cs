using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Helix.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Helix.Sdk.Redis.Tests;

/// <summary>What happens when the server is absent, killed, slow, or asks for something else.</summary>
public sealed class RedisFaultTests : IDisposable
{
    private const string NextPassword = "redis-next-Secret-3397";

    private readonly string _folder = Directory.CreateTempSubdirectory("helix-redis-test-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("SERVICE_BINDING_ROOT", null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_absent_server_leaves_the_app_running_and_its_health_red_with_the_owner_until_it_comes()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await server.KillAsync();
        using IHost host = Shelf.Host(server, ("CommandTimeout", "500ms"), ("ConnectTimeout", "500ms"), ("ConnectRetries", "0"));
        await host.StartAsync(Token);

        HealthReportEntry red = (await Shelf.Check(host)).Entries["shelf-cache"];
        Assert.Equal(
            (HealthStatus.Unhealthy, "shelf-cache does not work: no connection (UnableToConnect) (owner edge-platform, https://acme.example/oncall/edge)"),
            (red.Status, red.Description));

        await server.RestartAsync();
        await Eventually.HoldsAsync(async () => (await Shelf.Check(host)).Status == HealthStatus.Healthy, "The connection did not come back.");
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_command_without_a_connection_fails_at_once_where_the_settings_say_so()
    {
        using IHost host = Shelf.Host(null, ("Port", ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture)), ("QueueWhileDisconnected", "false"), ("ConnectTimeout", "500ms"), ("ConnectRetries", "0"));
        IDatabase database = await host.Services.GetRequiredService<ShelfCache>().ConnectAsync(Token);

        long started = Stopwatch.GetTimestamp();
        _ = await Assert.ThrowsAsync<RedisConnectionException>(() => database.StringGetAsync("any"));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10), "It waited for CommandTimeout, which is 20 seconds.");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_at_the_timeout_of_the_settings()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        using IHost host = Shelf.Host(server, ("CommandTimeout", "600ms"));
        IDatabase database = await host.Services.GetRequiredService<ShelfCache>().ConnectAsync(Token);
        _ = await database.PingAsync();
        server.Freeze();
        try
        {
            long started = Stopwatch.GetTimestamp();
            _ = await Assert.ThrowsAsync<RedisTimeoutException>(() => database.StringGetAsync("any"));
            Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.5, 10);
            Assert.Contains("no answer in time", (await Shelf.Check(host)).Entries["shelf-cache"].Description, StringComparison.Ordinal);
        }
        finally
        {
            server.Thaw();
        }

        await Eventually.HoldsAsync(async () => (await Shelf.Check(host)).Status == HealthStatus.Healthy, "It did not recover.");
    }

    [Fact]
    public async Task A_password_rotated_in_the_service_binding_is_used_by_new_connections_without_a_restart()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        string binding = Path.Combine(_folder, "shelf-cache");
        _ = Directory.CreateDirectory(binding);
        foreach ((string entry, string text) in new[]
        {
            ("type", "redis"), ("provider", "acme"), ("host", "127.0.0.1"), ("port", server.Port.ToString(CultureInfo.InvariantCulture)), ("password", RedisServer.FirstPassword),
        })
        {
            await File.WriteAllTextAsync(Path.Combine(binding, entry), text, Token);
        }

        // The tests of this class run one after the other, and no other class reads bindings; the variable is taken away again.
        Environment.SetEnvironmentVariable("SERVICE_BINDING_ROOT", _folder);
        using IHost host = Shelf.Host(null);
        ShelfCache cache = host.Services.GetRequiredService<ShelfCache>();
        IDatabase database = await cache.ConnectAsync(Token);
        _ = await database.StringSetAsync("kept", "yes");

        await File.WriteAllTextAsync(Path.Combine(binding, "password"), NextPassword, Token);
        await Eventually.HoldsAsync(() => Task.FromResult(cache.Settings.Password?.Reveal() == NextPassword), "The new password did not arrive.");

        // The server knows only the new password from here on, and all its connections are gone.
        await server.KillAsync();
        await server.RestartAsync(NextPassword);

        await Eventually.HoldsAsync(async () => (await Shelf.Check(host)).Status == HealthStatus.Healthy, "The new password was not used.");
        Assert.Equal("yes", await database.StringGetAsync("kept"));
        Assert.DoesNotContain(NextPassword, cache.Connection.Configuration, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_acknowledged_write_of_5000_is_lost_when_the_server_is_killed_in_mid_traffic()
    {
        const int writes = 5_000;
        await using RedisServer server = await RedisServer.StartAsync();
        using IHost host = Shelf.Host(server, ("CommandTimeout", "5s"), ("ReconnectDelay", "50ms"), ("MaxReconnectDelay", "200ms"));
        IDatabase database = await host.Services.GetRequiredService<ShelfCache>().ConnectAsync(Token);

        int next = 0, acknowledged = 0, failures = 0;
        Task[] writers = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(Write, Token))];
        await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref acknowledged) >= writes / 2), "Nothing is written.");
        await server.KillAsync();
        // Long enough for every writer to miss it, and shorter than a command may take: some wait for the connection, some fail.
        await Task.Delay(200, Token);
        await server.RestartAsync();
        await Task.WhenAll(writers);

        int found = 0;
        for (int id = 1; id <= writes; id++)
        {
            found += await database.StringGetAsync(Key(id)) == id ? 1 : 0;
        }

        Assert.Equal((writes, writes), (acknowledged, found));
        Assert.True(failures > 0, "The server was not missed.");

        static string Key(int id) => "order-" + id.ToString(CultureInfo.InvariantCulture);

        async Task Write()
        {
            for (int id; (id = Interlocked.Increment(ref next)) <= writes;)
            {
                for (var clock = Stopwatch.StartNew(); ;)
                {
                    try
                    {
                        if (await database.StringSetAsync(Key(id), id))
                        {
                            _ = Interlocked.Increment(ref acknowledged);
                            break;
                        }
                    }
                    catch (Exception e) when (e is RedisException or TimeoutException && clock.Elapsed < TimeSpan.FromSeconds(60))
                    {
                        _ = Interlocked.Increment(ref failures);
                        await Task.Delay(20, Token);
                    }
                }
            }
        }
    }

    [Fact]
    public async Task With_tls_the_server_has_to_prove_who_it_is()
    {
        (string authority, string certificate, string key) = MakeCertificates();
        int port = ServerProcess.FreePort();
        await using RedisServer server = await RedisServer.StartAsync(
            "--tls-port", port.ToString(CultureInfo.InvariantCulture), "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", authority, "--tls-auth-clients", "no");
        (string, string)[] settings = [("Port", port.ToString(CultureInfo.InvariantCulture)), ("Tls", "true"), ("CommandTimeout", "2s"), ("ConnectRetries", "0")];
        using IHost trusting = Shelf.Host(server, [.. settings, ("TlsHost", "cache.acme.example"), ("RootCertificate", authority)]);
        using IHost stranger = Shelf.Host(server, [.. settings, ("TlsHost", "cache.acme.example")]);
        using IHost otherName = Shelf.Host(server, [.. settings, ("TlsHost", "other.acme.example"), ("RootCertificate", authority)]);

        Assert.Equal(
            (HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy),
            ((await Shelf.Check(trusting)).Status, (await Shelf.Check(stranger)).Status, (await Shelf.Check(otherName)).Status));
    }

    private (string Authority, string Certificate, string Key) MakeCertificates()
    {
        using var authorityKey = RSA.Create(2048);
        var authorityRequest = new CertificateRequest("CN=Authority of the tests", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, critical: false));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var serverKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=cache.acme.example", serverKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("cache.acme.example");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(authority, now.AddHours(-23), now.AddHours(23), [1, 2, 3, 4]);
        return (Write("authority.pem", authority.ExportCertificatePem()), Write("server.pem", certificate.ExportCertificatePem()), Write("server.key", serverKey.ExportPkcs8PrivateKeyPem()));

        string Write(string name, string text)
        {
            string path = Path.Combine(_folder, name);
            File.WriteAllText(path, text);
            return path;
        }
    }
}
