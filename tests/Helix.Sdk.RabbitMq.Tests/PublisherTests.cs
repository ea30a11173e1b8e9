using System.Diagnostics;
using System.Text;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using static Helix.Sdk.RabbitMq.Tests.Shop;

namespace Helix.Sdk.RabbitMq.Tests;

/// <summary>Publishing and settings on a real server, by a product that is generated from a manifest.</summary>
[Collection(nameof(OneServer))]
public sealed class PublisherTests(SharedServer shared)
{
    private const string WrongPassword = "mq-wrong-Secret-4471";

    [Fact]
    public async Task A_message_that_no_queue_takes_is_an_exception_at_once()
    {
        using IHost host = Host(shared.Server.Port);

        PublishReturnException e = await Assert.ThrowsAsync<PublishReturnException>(() => host.PublishAsync(1, Name("nobody")));
        Assert.Equal("shop", e.Exchange);
    }

    [Fact]
    public async Task A_published_message_is_persistent_json_with_id_type_and_time_and_leaves_the_given_properties_as_they_were()
    {
        using IHost host = Host(shared.Server.Port);
        string queue = await Bind(host.Events());
        var given = new BasicProperties { CorrelationId = "c-1", Headers = new Dictionary<string, object?> { ["tenant"] = "acme" } };

        await host.Events().PublishAsync(new OrderPlaced(7, "lamp"), ShopJson.Default.OrderPlaced, queue, given, Token);

        BasicGetResult got = await host.Events().GetAsync(queue);
        IReadOnlyBasicProperties properties = got.BasicProperties;
        Assert.Equal("""{"Id":7,"Article":"lamp"}""", Encoding.UTF8.GetString(got.Body.Span));
        Assert.Equal(
            (true, "application/json", "OrderPlaced", "shop-events", "c-1"),
            (properties.Persistent, properties.ContentType, properties.Type, properties.AppId, properties.CorrelationId));
        Assert.True(Guid.TryParse(properties.MessageId, out _));
        Assert.NotEqual(0, properties.Timestamp.UnixTime);
        Assert.Equal("acme", Encoding.UTF8.GetString((byte[])properties.Headers!["tenant"]!));
        Assert.Equal("tenant", Assert.Single(given.Headers).Key);
        Assert.Null(given.MessageId);
    }

    [Fact]
    public async Task Persistence_can_be_switched_off_in_the_settings_and_chosen_a_message()
    {
        using IHost host = Host(shared.Server.Port, ("Persistent", "false"));
        string queue = await Bind(host.Events());

        await host.PublishAsync(1, queue);
        await host.Events().PublishAsync("raw"u8.ToArray(), queue, new BasicProperties { Persistent = true }, Token);

        Assert.False((await host.Events().GetAsync(queue)).BasicProperties.Persistent);
        Assert.True((await host.Events().GetAsync(queue)).BasicProperties.Persistent);
    }

    [Fact]
    public async Task What_the_server_refuses_for_good_is_an_exception_long_before_the_timeout()
    {
        string exchange = Name("taken");
        using IHost host = Host(shared.Server.Port, ("Exchange", exchange), ("ExchangeType", "Fanout"));
        await using (IChannel channel = await host.Events().CreateChannelAsync(cancellationToken: Token))
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: Token);
        }

        OperationInterruptedException e = await Assert.ThrowsAnyAsync<OperationInterruptedException>(() => host.PublishAsync(1, "any"));
        Assert.Equal((ushort?)406, e.ShutdownReason?.ReplyCode);
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_at_the_timeout_of_the_settings_with_the_owner_and_is_used_again_when_it_answers()
    {
        await using StallingProxy proxy = StallingProxy.Before(shared.Server.Port);
        using IHost host = Host(proxy.Port, ("PublishTimeout", "2s"), ("OperationTimeout", "2s"), ("Heartbeat", "1s"));
        string queue = await Bind(host.Events());
        await host.PublishAsync(1, queue);

        proxy.Stall();
        long started = Stopwatch.GetTimestamp();
        TimeoutException e = await Assert.ThrowsAsync<TimeoutException>(() => host.PublishAsync(2, queue));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1.5, 12);
        Assert.StartsWith("shop-events did not confirm the message within 00:00:02: ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(" (owner messaging, https://acme.example/oncall/messaging)", e.Message, StringComparison.Ordinal);

        started = Stopwatch.GetTimestamp();
        HealthReportEntry red = (await host.CheckAsync()).Entries["shop-events"];
        Assert.Equal(HealthStatus.Unhealthy, red.Status);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 12);

        proxy.Resume();
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await host.PublishAsync(3, queue);
                    return true;
                }
                catch (TimeoutException)
                {
                    return false;
                }
            },
            "The server is not used again.");
    }

    [Fact]
    public async Task The_caller_s_token_ends_the_waiting()
    {
        await using StallingProxy proxy = StallingProxy.Before(shared.Server.Port);
        proxy.Stall();
        using IHost host = Host(proxy.Port);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        end.CancelAfter(300);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.Events().PublishAsync(new OrderPlaced(1, "lamp"), ShopJson.Default.OrderPlaced, "any", cancellationToken: end.Token));
    }

    [Fact]
    public async Task A_wrong_password_is_named_and_not_shown()
    {
        using IHost host = Host(shared.Server.Port, ("Password", WrongPassword), ("PublishTimeout", "1s"));

        HealthReportEntry red = (await host.CheckAsync()).Entries["shop-events"];
        TimeoutException e = await Assert.ThrowsAsync<TimeoutException>(() => host.PublishAsync(1, "any"));

        Assert.Equal("shop-events does not work: the server refuses user or password (owner messaging, https://acme.example/oncall/messaging)", red.Description);
        Assert.Contains("the server refuses user or password", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongPassword, red.Description + red.Exception + e, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_can_be_switched_off()
    {
        using IHost host = Host(shared.Server.Port, ("Password", WrongPassword), ("HealthCheck", "false"));

        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync()).Status);
    }

    [Fact]
    public async Task Keyed_instances_and_two_products_have_connections_of_their_own_and_each_is_closed_with_the_host()
    {
        IConnection main, replay, news;
        using (IHost host = Host(shared.Server.Port, builder =>
        {
            _ = builder.Configuration.AddInMemoryCollection(
                [.. Values(shared.Server.Port, "Helix:ShopEvents:Instances:replay:"), .. Values(shared.Server.Port, "Helix:NewsFeed:")]);
            _ = builder.AddKeyedShopEvents("replay").AddNewsFeed();
        }))
        {
            main = await host.Events().GetConnectionAsync(Token);
            replay = await host.Services.GetRequiredKeyedService<ShopEvents>("replay").GetConnectionAsync(Token);
            news = await host.Services.GetRequiredService<NewsFeed>().GetConnectionAsync(Token);
            Assert.Same(main, await host.Events().GetConnectionAsync(Token));
            Assert.Equal(
                ("shop-events (publish)", "shop-events:replay (publish)", "news-feed (publish)"),
                (main.ClientProvidedName, replay.ClientProvidedName, news.ClientProvidedName));
            Assert.Equal(
                ["news-feed", "shop-events", "shop-events:replay"],
                (await host.CheckAsync()).Entries.Where(static check => check.Value.Status == HealthStatus.Healthy).Select(static check => check.Key).Order(StringComparer.Ordinal));
        }

        Assert.False(main.IsOpen || replay.IsOpen || news.IsOpen);
    }

    [Fact]
    public async Task Publishing_after_the_end_of_the_host_fails_at_once()
    {
        ShopEvents events;
        using (IHost host = Host(shared.Server.Port))
        {
            events = host.Events();
            _ = await events.GetConnectionAsync(Token);
        }

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => events.PublishAsync("x"u8.ToArray(), "any", cancellationToken: Token));
    }

    [Fact]
    public async Task The_way_out_wants_a_reason_and_gives_what_connects()
    {
        using IHost host = Host(shared.Server.Port);

        _ = Assert.Throws<ArgumentException>(() => host.Events().EscapeToConnectionFactory(" "));
        await using IConnection raw = await host.Events().EscapeToConnectionFactory("a library that wants a factory").CreateConnectionAsync(Token);
        Assert.True(raw.IsOpen);
    }

    [Theory]
    [InlineData("amqp://u:mq-uri%2FSecret-8807@mq.acme.example:6000/%2Fsales?heartbeat=7&connection_timeout=900", false)]
    [InlineData("amqps://u:mq-uri%2FSecret-8807@mq.acme.example:6000/%2Fsales?heartbeat=7&connection_timeout=900", true)]
    [InlineData("Host=mq.acme.example;Port=6000;UserName=u;Password=mq-uri/Secret-8807;VHost=/sales;Heartbeat=7s;ConnectTimeout=900ms;Ssl=true", true)]
    public void A_connection_string_is_read(string text, bool tls)
    {
        using IHost host = Host(null, builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:shop-events", text)]));

        ShopEventsSettings settings = host.Services.GetRequiredService<ShopEventsSettings>();
        Assert.Equal(
            ("mq.acme.example", 6000, "u", "mq-uri/Secret-8807", "/sales", tls, TimeSpan.FromSeconds(7), TimeSpan.FromMilliseconds(900)),
            (settings.Host, settings.Port, settings.Username, settings.Password?.Reveal(), settings.VirtualHost, settings.Tls, settings.Heartbeat, settings.ConnectTimeout));
    }

    [Theory]
    [InlineData("amqp://mq.acme.example", "mq.acme.example", null, null, "/")]
    [InlineData("amqp://bob@mq.acme.example/", "mq.acme.example", null, "bob", "/")]
    [InlineData("amqp://mq.acme.example:1/v", "mq.acme.example", 1, null, "v")]
    public void What_a_uri_leaves_out_has_its_default(string text, string host, int? port, string? user, string virtualHost)
    {
        using IHost app = Host(null, builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:shop-events", text)]));

        ShopEventsSettings settings = app.Services.GetRequiredService<ShopEventsSettings>();
        Assert.Equal((host, port, user, virtualHost, null), (settings.Host, settings.Port, settings.Username, settings.VirtualHost, settings.Password));
    }

    [Theory]
    [InlineData("http://u:mq-uri-Secret-8807@mq.acme.example")]
    [InlineData("amqp://u:mq-uri-Secret-8807@mq.acme.example/a/b")]
    [InlineData("amqp://u:mq-uri-Secret-8807@mq.acme.example/?verify=none")]
    [InlineData("amqp://u:mq-uri-Secret-8807@:77777")]
    public void A_uri_that_is_none_of_amqp_is_an_error_without_its_text(string text)
    {
        using IHost host = Host(null, builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:shop-events", text)]));

        ProductConfigurationException e = Assert.Throws<ProductConfigurationException>(host.Services.GetRequiredService<ShopEventsSettings>);
        Assert.Contains("the connection string cannot be read", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret-8807", e.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A queue bound by its own name.</summary>
    private static async Task<string> Bind(ShopEvents events)
    {
        await using IChannel channel = await events.CreateChannelAsync(cancellationToken: Token);
        string queue = Name("q");
        await channel.ExchangeDeclareAsync("shop", ExchangeType.Topic, durable: true, cancellationToken: Token);
        _ = await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
        await channel.QueueBindAsync(queue, "shop", queue, cancellationToken: Token);
        return queue;
    }
}
