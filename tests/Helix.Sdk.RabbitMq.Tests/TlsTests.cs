using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using static Helix.Sdk.RabbitMq.Tests.Shop;

namespace Helix.Sdk.RabbitMq.Tests;

/// <summary>Encrypted connections to a real server, whose certificate no machine trusts by itself.</summary>
[Collection(nameof(OneServer))]
public sealed class TlsTests(SharedServer shared)
{
    [Theory]
    [InlineData(null)]
    [InlineData("localhost")]
    public async Task A_server_whose_authority_is_given_is_trusted(string? name)
    {
        using IHost host = Host(shared.Server.TlsPort, [("Tls", "true"), ("RootCertificate", shared.Certificate), .. Named(name)]);

        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync()).Status);
    }

    [Fact]
    public async Task A_server_of_an_unknown_authority_or_another_name_is_not()
    {
        using IHost unknown = Host(shared.Server.TlsPort, ("Tls", "true"));
        using IHost other = Host(shared.Server.TlsPort, [("Tls", "true"), ("RootCertificate", shared.Certificate), .. Named("mq.acme.example")]);

        foreach (IHost host in (IHost[])[unknown, other])
        {
            Assert.StartsWith(
                "shop-events does not work: the server's certificate is not trusted (owner messaging",
                (await host.CheckAsync()).Entries["shop-events"].Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_amqps_uri_switches_it_on()
    {
        using IHost host = Host(
            null,
            builder => builder.Configuration.AddInMemoryCollection(
                [new("ConnectionStrings:shop-events", $"amqps://{RabbitMqServer.Username}:{RabbitMqServer.FirstPassword}@127.0.0.1:{shared.Server.TlsPort}?cacertfile={shared.Certificate}")]));

        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync()).Status);
    }

    private static (string Key, string Value)[] Named(string? name) => name is null ? [] : [("TlsServerName", name)];
}
