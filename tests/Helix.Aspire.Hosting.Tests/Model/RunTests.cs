using System.Net.Sockets;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Helix.Testing;

namespace Helix.Aspire.Hosting.Tests.Model;

/// <summary>An app host that runs, on Aspire's own orchestrator. Containers need an engine; programs need none.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task A_server_that_is_a_program_is_started_and_its_consumer_waits_for_it_and_reaches_it()
    {
        if (ServerProcess.Find("redis-server", "/usr/sbin", "/usr/local/bin") is not { } redis)
        {
            ServerProcess.Missing("Redis", "Install the package redis-server, or put redis-server on PATH.");
            return;
        }

        CancellationToken token = TestContext.Current.CancellationToken;
        IDistributedApplicationBuilder builder = Compose.RunningAppHost();
        IResourceBuilder<IProductResource> cache = builder.AddHelixProduct(Compose.Plan(
            $$"""
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: exe-cache }
            spec:
              kind: redis
              version: 1.0.0
              owner: { team: test }
              lifecycle: { stage: ga }
              local: { executable: { command: "{{redis}}", port: 6379, args: [--port, "{Port}", --requirepass, "{Password}", --save, ""] } }
            """));
        IResourceBuilder<IProductResource> embedded = builder.AddHelixProduct(Compose.Plan(
            """
            apiVersion: helix.dev/v1
            kind: InfrastructureProduct
            metadata: { name: tiny-db }
            spec: { kind: sqlite, version: 1.0.0, owner: { team: test }, lifecycle: { stage: ga } }
            """));
        string seen = Path.Combine(Directory.CreateTempSubdirectory("helix-run-").FullName, "environment");
        IResourceBuilder<ExecutableResource> consumer = builder
            .AddExecutable("consumer", "sh", Path.GetDirectoryName(seen)!, "-c", $"env > {seen}.tmp; mv {seen}.tmp {seen}; exec sleep 600")
            .WithReference(cache).WaitFor(cache)
            .WithReference(embedded).WaitFor(embedded);
        await using DistributedApplication app = builder.Build();
        await app.StartAsync(token);
        Assert.Equal(
            KnownResourceStates.Running,
            await app.ResourceNotifications.WaitForResourceAsync(consumer.Resource.Name, [KnownResourceStates.Running, .. KnownResourceStates.TerminalStates], token));

        await Eventually.HoldsAsync(() => File.Exists(seen), "The consumer did not write down what it got.");
        Dictionary<string, string> environment = (await File.ReadAllLinesAsync(seen, token)).Select(static line => line.Split('=', 2)).Where(static pair => pair.Length == 2)
            .ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        Assert.Equal("tiny-db.db", environment["TINY_DB_DATASOURCE"]);
        Assert.Equal("+OK\r\n+PONG\r\n", await AskAsync(environment, token));
        await app.StopAsync(token);
    }

    /// <summary>What Redis says to the password and a ping.</summary>
    private static async Task<string> AskAsync(Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(environment["EXE_CACHE_HOST"], int.Parse(environment["EXE_CACHE_PORT"], System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {environment["EXE_CACHE_PASSWORD"]}\r\nPING\r\n"), cancellationToken);
        byte[] answer = new byte["+OK\r\n+PONG\r\n".Length];
        int read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.ASCII.GetString(answer, 0, read);
    }
}
