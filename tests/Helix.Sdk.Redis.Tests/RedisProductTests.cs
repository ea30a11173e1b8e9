using System.Net;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Helix.Sdk.Redis.Tests;

/// <summary>The kind on a real server, by a product that is generated from a manifest.</summary>
public sealed class RedisProductTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string TextPassword = "redis-text-Secret-7745";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_has_the_prefix_of_the_product_and_no_other()
    {
        using IHost host = Shelf.Host(shared.Server);
        ShelfCache cache = host.Services.GetRequiredService<ShelfCache>();
        IDatabase database = await cache.ConnectAsync(Token);

        Assert.True(await database.StringSetAsync("prefix-1", "seven"));

        Assert.Equal("seven", await cache.Database.StringGetAsync("prefix-1"));
        Assert.Equal("seven", await cache.Connection.GetDatabase().StringGetAsync("shelf:prefix-1"));
    }

    [Fact]
    public async Task The_connection_has_the_settings_and_the_name_of_the_product_and_shows_no_password()
    {
        using IHost host = Shelf.Host(shared.Server, ("CommandTimeout", "1500ms"), ("SyncTimeout", "700ms"), ("Database", "3"));
        ShelfCache cache = host.Services.GetRequiredService<ShelfCache>();
        IConnectionMultiplexer connection = cache.Connection;

        Assert.Equal(("shelf-cache", 700, 3), (connection.ClientName, connection.TimeoutMilliseconds, cache.Database.Database));
        Assert.Contains("asyncTimeout=1500", connection.Configuration, StringComparison.Ordinal);
        _ = await cache.Database.PingAsync();
        Assert.DoesNotContain(RedisServer.FirstPassword, connection.Configuration + connection + cache + cache.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_on_the_whole_server_are_refused_unless_the_settings_allow_them()
    {
        using IHost host = Shelf.Host(shared.Server);
        using IHost admin = Shelf.Host(shared.Server, ("AllowAdmin", "true"));

        _ = Assert.Throws<RedisCommandException>(() => ServerOf(host).FlushDatabase(9));
        ServerOf(admin).FlushDatabase(9);
        Assert.Contains(ServerOf(admin).ClientList(), static client => client.Name == "shelf-cache");

        IServer ServerOf(IHost of) => of.Services.GetRequiredService<ShelfCache>().Connection.GetServer(new IPEndPoint(IPAddress.Loopback, shared.Server.Port));
    }

    [Fact]
    public async Task A_wrong_password_is_named_and_not_shown()
    {
        const string wrong = "redis-wrong-Secret-1183";
        using IHost host = Shelf.Host(shared.Server, ("Password", wrong), ("CommandTimeout", "500ms"), ("ConnectRetries", "0"));

        HealthReportEntry red = (await Shelf.Check(host)).Entries["shelf-cache"];

        Assert.Equal(
            (HealthStatus.Unhealthy, "shelf-cache does not work: the server refuses user or password (owner edge-platform, https://acme.example/oncall/edge)"),
            (red.Status, red.Description));
        Assert.DoesNotContain(wrong, red.Description + red.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_can_be_switched_off()
    {
        using IHost host = Shelf.Host(null, ("Port", "1"), ("HealthCheck", "false"));

        Assert.Equal((HealthStatus.Healthy, "The check is switched off in the settings."), ((await Shelf.Check(host)).Status, (await Shelf.Check(host)).Entries["shelf-cache"].Description));
    }

    [Fact]
    public async Task Keyed_instances_are_two_connections_and_each_is_closed_with_the_host()
    {
        IConnectionMultiplexer main, second;
        using (IHost host = Shelf.Host(
            shared.Server,
            builder =>
            {
                _ = builder.Configuration.AddInMemoryCollection(Shelf.Values(shared.Server, "Helix:ShelfCache:Instances:second:"));
                _ = builder.AddKeyedShelfCache("second");
            }))
        {
            main = host.Services.GetRequiredService<ShelfCache>().Connection;
            ShelfCache keyed = host.Services.GetRequiredKeyedService<ShelfCache>("second");
            second = (await keyed.ConnectAsync(Token)).Multiplexer;
            Assert.Equal("shelf-cache:second", second.ClientName);
            Assert.Same(second, keyed.Connection);
            Assert.Equal(["shelf-cache", "shelf-cache:second"], (await Shelf.Check(host)).Entries.Keys.Order(StringComparer.Ordinal));
        }

        Assert.NotSame(main, second);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => main.GetDatabase().PingAsync());
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => second.GetDatabase().PingAsync());
    }

    [Theory]
    [InlineData("cache.acme.example:6000,user=u,password={password},defaultDatabase=2,ssl=true,syncTimeout=700,abortConnect=false")]
    [InlineData("rediss://u:{password}@cache.acme.example:6000/2")]
    public void A_connection_string_is_read(string text)
    {
        using IHost host = Shelf.Host(null, builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:shelf-cache", WithPassword(text))]));

        ShelfCacheSettings settings = host.Services.GetRequiredService<ShelfCacheSettings>();

        Assert.Equal(
            ("cache.acme.example", 6000, "u", TextPassword, 2, true),
            (settings.Host, settings.Port, settings.Username, settings.Password?.Reveal(), settings.Database, settings.Tls));
        if (text.Contains("syncTimeout", StringComparison.Ordinal))
        {
            Assert.Equal((TimeSpan.FromMilliseconds(700), TimeSpan.FromMilliseconds(700)), (settings.CommandTimeout, settings.SyncTimeout));
        }
    }

    [Fact]
    public void Nodes_of_a_cluster_are_read()
    {
        using IHost host = Shelf.Host(null, builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:shelf-cache", "one:7000,two:7001,three,connectTimeout=900")]));

        ShelfCacheSettings settings = host.Services.GetRequiredService<ShelfCacheSettings>();

        Assert.Equal(("one", 7000, "two:7001,three:6379", TimeSpan.FromMilliseconds(900)), (settings.Host, settings.Port, settings.Endpoints, settings.ConnectTimeout));
    }

    [Theory]
    [InlineData("one:7000,abortConnect=true", "a keyword 'abortConnect' that the product does not take")]
    [InlineData("one:7000,pasword={password}", "a keyword 'pasword' that the product does not take")]
    [InlineData("one:7000,connectTimeout=soon", "cannot be read")]
    [InlineData("redis://", "cannot be read")]
    public void A_connection_string_that_cannot_be_taken_says_why_and_not_what(string text, string why)
    {
        using IHost host = Shelf.Host(null, builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:shelf-cache", WithPassword(text))]));

        ProductConfigurationException e = Assert.Throws<ProductConfigurationException>(() => host.Services.GetRequiredService<ShelfCacheSettings>());

        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TextPassword, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_out_wants_a_reason_and_gives_what_connects()
    {
        using IHost host = Shelf.Host(shared.Server);
        ShelfCache cache = host.Services.GetRequiredService<ShelfCache>();

        _ = Assert.Throws<ArgumentException>(() => cache.EscapeToOptions(" "));
        await using ConnectionMultiplexer raw = await ConnectionMultiplexer.ConnectAsync(cache.EscapeToOptions("a tool that wants options"));
        _ = await raw.GetDatabase().PingAsync();
    }

    /// <summary>The arguments of a test are a part of its name, which is printed.</summary>
    private static string WithPassword(string text) => text.Replace("{password}", TextPassword, StringComparison.Ordinal);
}
