using System.Text;
using Helix.RabbitMq;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using static Helix.Sdk.RabbitMq.Tests.Shop;

namespace Helix.Sdk.RabbitMq.Tests;

/// <summary>Consumers on a real server.</summary>
[Collection(nameof(OneServer))]
public sealed class ConsumerTests(SharedServer shared)
{
    [Fact]
    public async Task A_message_is_handled_once_and_then_gone()
    {
        string queue = Name("shipping");
        using IHost host = Host(shared.Server.Port, builder => builder.AddRecorder(queue));
        await host.StartSubscribedAsync();

        await host.Events().PublishAsync(
            new OrderPlaced(1, "lamp"), ShopJson.Default.OrderPlaced, queue, new BasicProperties { Headers = new Dictionary<string, object?> { ["tenant"] = "acme" } }, Token);
        await Eventually.HoldsAsync(() => host.Seen().Handled.Count > 0, "Nothing came.");
        await host.StopAsync(Token);

        (OrderPlaced message, MessageContext context) = Assert.Single(host.Seen().Handled);
        Assert.Equal(new OrderPlaced(1, "lamp"), message);
        Assert.Equal(
            ("shop-events", queue, "shop", queue, 1, false, "acme"),
            (context.Product, context.Queue, context.Exchange, context.RoutingKey, context.Attempt, context.Redelivered, context.GetHeader("tenant")));
        Assert.Equal(0u, await CountAsync(host.Events(), queue));
    }

    [Theory]
    [InlineData("Quorum")]
    [InlineData("Classic")]
    public async Task A_message_that_is_never_handled_ends_after_its_attempts_in_the_dead_letter_queue_with_reason_and_headers(string type)
    {
        string queue = Name("poison");
        using IHost host = Host(shared.Server.Port, builder => builder.AddRecorder(queue), ("QueueType", type), ("MaxAttempts", "3"), ("RetryDelay", "10ms"));
        List<int> attempts = [];
        host.Seen().Act = (message, context, _) =>
        {
            if (message.Id != 13)
            {
                return Task.CompletedTask;
            }

            attempts.Add(context.Attempt);
            throw new InvalidOperationException("no shelf for it");
        };
        await host.StartSubscribedAsync();

        await host.Events().PublishAsync(
            new OrderPlaced(13, "lamp"), ShopJson.Default.OrderPlaced, queue,
            new BasicProperties
            {
                MessageId = "m-13",
                CorrelationId = "c-13",
                // Neither may keep the message from the dead-letter queue, or take it out again.
                UserId = Helix.Testing.RabbitMqServer.Username,
                Expiration = "600000",
                Headers = new Dictionary<string, object?> { ["tenant"] = "acme", ["CC"] = new List<object> { "nowhere" } },
            },
            Token);
        await host.PublishAsync(14, queue);
        BasicGetResult dead = await host.Events().GetAsync(queue + ".dead-letter");
        await Eventually.HoldsAsync(() => host.Seen().Handled.Count > 0, "The message behind it did not come.");
        await host.StopAsync(Token);

        Assert.Equal([1, 2, 3], attempts);
        Assert.Equal("""{"Id":13,"Article":"lamp"}""", Encoding.UTF8.GetString(dead.Body.Span));
        var context = new MessageContext { Properties = dead.BasicProperties };
        Assert.Equal(
            ("m-13", "c-13", "OrderPlaced", true, null),
            (dead.BasicProperties.MessageId, dead.BasicProperties.CorrelationId, dead.BasicProperties.Type, dead.BasicProperties.Persistent, dead.BasicProperties.Expiration));
        Assert.Equal(
            ("System.InvalidOperationException", "no shelf for it", "shop", queue, queue, "3", "acme", Helix.Testing.RabbitMqServer.Username),
            (context.GetHeader("x-exception-type"), context.GetHeader("x-exception-message"), context.GetHeader("x-original-exchange"),
                context.GetHeader("x-original-routingKey"), context.GetHeader("x-original-queue"), context.GetHeader("x-attempts"), context.GetHeader("tenant"),
                context.GetHeader("x-original-user-id")));
        Assert.Equal((0u, 0u), (await CountAsync(host.Events(), queue), await CountAsync(host.Events(), queue + ".dead-letter")));
        Assert.Equal(14, Assert.Single(host.Seen().Handled).Message.Id);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_becomes_a_dead_letter_without_another_attempt_and_without_its_text_in_the_reason()
    {
        string queue = Name("unreadable");
        using IHost host = Host(shared.Server.Port, builder => builder.AddRecorder(queue));
        await host.StartSubscribedAsync();

        await host.Events().PublishAsync("{\"Id\": zx-secret-card"u8.ToArray(), queue, cancellationToken: Token);

        BasicGetResult dead = await host.Events().GetAsync(queue + ".dead-letter");
        var context = new MessageContext { Properties = dead.BasicProperties };
        Assert.Equal("{\"Id\": zx-secret-card", Encoding.UTF8.GetString(dead.Body.Span));
        Assert.Equal("The content is not the JSON of the message (line 1, byte 8).", context.GetHeader("x-exception-message"));
        Assert.Empty(host.Seen().Handled);
        await host.StopAsync(Token);
    }

    [Theory]
    [InlineData("Quorum", 9_999_999_999L)]
    [InlineData("Classic", long.MinValue)]
    [InlineData("Classic", int.MaxValue)]
    [InlineData("Classic", 1e300)]
    public async Task A_count_of_deliveries_that_is_none_keeps_no_message_from_its_handler(string type, object count)
    {
        string queue = Name("count");
        using IHost host = Host(shared.Server.Port, builder => builder.AddRecorder(queue), ("QueueType", type));
        await host.StartSubscribedAsync();

        await host.Events().PublishAsync(
            new OrderPlaced(1, "lamp"), ShopJson.Default.OrderPlaced, queue, new BasicProperties { Headers = new Dictionary<string, object?> { ["x-delivery-count"] = count } }, Token);
        await Eventually.HoldsAsync(() => host.Seen().Handled.Count > 0, "The message did not come.");

        Assert.InRange(Assert.Single(host.Seen().Handled).Context.Attempt, 1, int.MaxValue);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task An_attempt_that_failed_is_repeated_and_logged_in_the_scope_of_the_product()
    {
        string queue = Name("flaky");
        var log = new ScopeLog();
        using IHost host = Host(
            shared.Server.Port,
            builder =>
            {
                _ = builder.Logging.AddProvider(log);
                builder.AddRecorder(queue);
            },
            ("RetryDelay", "1ms"));
        ILogger own = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("App");
        host.Seen().Act = (_, context, _) =>
        {
            own.LogInformation("at work");
            return context.Attempt < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        };
        await host.StartSubscribedAsync();

        await host.PublishAsync(1, queue);
        await Eventually.HoldsAsync(() => host.Seen().Handled.Count > 0, "It was not repeated.");
        await host.StopAsync(Token);

        Assert.Equal(3, Assert.Single(host.Seen().Handled).Context.Attempt);
        Assert.Contains("was not handled in attempt 2 of 5", log.Text, StringComparison.Ordinal);
        Assert.Contains("at work [helix.product.name=shop-events helix.product.version=1.2.0 helix.product.owner=messaging", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_app_stops_what_is_at_work_ends_and_what_has_not_begun_goes_back()
    {
        string queue = Name("stop");
        using IHost host = Host(shared.Server.Port, builder => builder.AddRecorder(queue), ("Prefetch", "10"), ("QueueType", "Classic"));
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        host.Seen().Act = (_, _, _) =>
        {
            _ = begun.TrySetResult();
            return goOn.Task;
        };
        await host.StartSubscribedAsync();
        for (int i = 0; i < 10; i++)
        {
            await host.PublishAsync(i, queue);
        }

        await begun.Task.WaitAsync(Token);
        Task stop = host.StopAsync(Token);
        // A quorum queue counts the consumer for as long as it has a message.
        await Eventually.HoldsAsync(async () => await ConsumersAsync(host.Events(), queue) == 0, "It is still subscribed.");
        Assert.False(stop.IsCompleted);
        goOn.SetResult();
        await stop;

        Assert.Equal(0, Assert.Single(host.Seen().Handled).Message.Id);
        Assert.Equal(9u, await CountAsync(host.Events(), queue));
    }

    [Fact]
    public async Task A_handler_that_does_not_end_in_the_host_s_time_is_cancelled_and_its_message_goes_back()
    {
        string queue = Name("hurry");
        using IHost host = Host(shared.Server.Port, builder =>
        {
            _ = builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(300));
            builder.AddRecorder(queue);
        });
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        host.Seen().Act = async (_, _, token) =>
        {
            _ = begun.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                _ = cancelled.TrySetResult();
            }
        };
        await host.StartSubscribedAsync();
        await host.PublishAsync(1, queue);
        await begun.Task.WaitAsync(Token);

        await host.StopAsync(Token);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);

        await Eventually.HoldsAsync(async () => await CountAsync(host.Events(), queue) == 1, "The message did not go back.");
        Assert.Empty(host.Seen().Handled);
    }

    [Fact]
    public async Task A_message_that_waits_for_its_next_attempt_goes_back_when_the_app_stops()
    {
        string queue = Name("waiting");
        using IHost host = Host(shared.Server.Port, builder => builder.AddRecorder(queue), ("RetryDelay", "10m"));
        var failed = new TaskCompletionSource();
        host.Seen().Act = (_, _, _) =>
        {
            _ = failed.TrySetResult();
            throw new InvalidOperationException("not yet");
        };
        await host.StartSubscribedAsync();
        await host.PublishAsync(1, queue);
        await failed.Task.WaitAsync(Token);

        await host.StopAsync(Token);

        await Eventually.HoldsAsync(async () => await CountAsync(host.Events(), queue) == 1, "The message did not go back.");
    }

    [Fact]
    public async Task Several_messages_are_handled_at_once_where_the_settings_say_so()
    {
        string queue = Name("parallel");
        using IHost host = Host(shared.Server.Port, builder => builder.AddRecorder(queue), ("Concurrency", "4"));
        int inside = 0;
        var all = new TaskCompletionSource();
        host.Seen().Act = async (_, _, token) =>
        {
            if (Interlocked.Increment(ref inside) == 4)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(token);
        };
        await host.StartSubscribedAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(id => host.PublishAsync(id, queue)));

        await Eventually.HoldsAsync(() => host.Seen().Handled.Count == 4, "They were not handled at once.");
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Two_consumers_of_one_queue_or_none_named_are_errors_that_say_what_to_do()
    {
        string queue = Name("twice");
        using IHost twice = Host(shared.Server.Port, builder =>
        {
            builder.AddRecorder(queue);
            builder.AddRecorder(queue);
        });
        using IHost none = Host(shared.Server.Port, static builder =>
            builder.Services.AddMessageConsumer<ShopEvents, OrderPlaced, Recorder>(ShopJson.Default.OrderPlaced));

        InvalidOperationException two = await Assert.ThrowsAsync<InvalidOperationException>(() => twice.StartAsync(Token));
        InvalidOperationException missing = await Assert.ThrowsAsync<InvalidOperationException>(() => none.StartAsync(Token));

        Assert.StartsWith($"shop-events: two consumers of this app have the queue {queue}, and would take each other's messages.", two.Message, StringComparison.Ordinal);
        Assert.StartsWith("shop-events has a consumer without a queue.", missing.Message, StringComparison.Ordinal);
        Assert.EndsWith("(owner messaging, https://acme.example/oncall/messaging)", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Products_and_instances_side_by_side_each_have_their_messages()
    {
        string shop = Name("shop"), replay = Name("replay"), news = Name("news");
        using IHost host = Host(
            shared.Server.Port,
            builder =>
            {
                _ = builder.Configuration.AddInMemoryCollection(
                [
                    .. Values(shared.Server.Port, "Helix:ShopEvents:Instances:replay:"), new("Helix:ShopEvents:Instances:replay:Queue", replay),
                    .. Values(shared.Server.Port, "Helix:NewsFeed:"), new("Helix:NewsFeed:Queue", news), new("Helix:NewsFeed:RoutingKeys:0", news),
                ]);
                _ = builder.AddKeyedShopEvents("replay").AddNewsFeed();
                _ = builder.Services
                    .AddMessageConsumer<ShopEvents, OrderPlaced, Recorder>(ShopJson.Default.OrderPlaced)
                    .AddKeyedMessageConsumer<ShopEvents, OrderPlaced, Recorder>("replay", ShopJson.Default.OrderPlaced, options => options.RoutingKeys = [replay])
                    .AddMessageConsumer<NewsFeed, OrderPlaced, NewsRecorder>(ShopJson.Default.OrderPlaced);
            },
            ("Queue", shop),
            ("RoutingKeys:0", shop));
        await host.StartSubscribedAsync();

        await host.PublishAsync(1, shop);
        await host.Services.GetRequiredKeyedService<ShopEvents>("replay").PublishAsync(new OrderPlaced(2, "lamp"), ShopJson.Default.OrderPlaced, replay, cancellationToken: Token);
        await host.Services.GetRequiredService<NewsFeed>().PublishAsync(new OrderPlaced(3, "lamp"), ShopJson.Default.OrderPlaced, news, cancellationToken: Token);
        await Eventually.HoldsAsync(() => host.Seen().Handled.Count == 3, "Not all came.");
        await host.StopAsync(Token);

        Assert.Equal(
            [(1, "shop-events", shop), (2, "shop-events:replay", replay), (3, "news-feed", news)],
            host.Seen().Handled.OrderBy(static seen => seen.Message.Id).Select(static seen => (seen.Message.Id, seen.Context.Product, seen.Context.Queue)));
    }

    [Fact]
    public async Task A_queue_that_the_server_takes_away_is_made_and_subscribed_again()
    {
        string queue = Name("gone");
        using IHost host = Host(shared.Server.Port, builder => builder.AddRecorder(queue));
        await host.StartSubscribedAsync();
        await using (IChannel channel = await host.Events().CreateChannelAsync(cancellationToken: Token))
        {
            _ = await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false, cancellationToken: Token);
        }

        await Eventually.HoldsAsync(async () => await ConsumersAsync(host.Events(), queue) == 1, "It is not subscribed again.");
        await host.PublishAsync(5, queue);
        await Eventually.HoldsAsync(() => host.Seen().Handled.Count == 1, "Nothing came.");
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_queue_that_is_there_with_other_properties_shows_in_the_health_check()
    {
        string queue = Name("other");
        using IHost host = Host(shared.Server.Port, builder => builder.AddRecorder(queue));
        await using (IChannel channel = await host.Events().CreateChannelAsync(cancellationToken: Token))
        {
            _ = await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
        }

        await host.StartAsync(Token);
        HealthReportEntry red = default;
        await Eventually.HoldsAsync(
            async () => (red = (await host.CheckAsync()).Entries["shop-events"]).Description?.Contains("other properties", StringComparison.Ordinal) == true,
            "The check does not show it.");
        await host.StopAsync(Token);

        Assert.Equal(
            $"shop-events does not work: the consumer of queue {queue} has no subscription: exchange or queue is there with other properties, or the message is too large (owner messaging, https://acme.example/oncall/messaging)",
            red.Description);
    }

    private static async Task<uint> CountAsync(ShopEvents events, string queue)
    {
        await using IChannel channel = await events.CreateChannelAsync(cancellationToken: Token);
        // A quorum queue tells its length a moment later.
        uint count = 0;
        for (int same = 0; same < 5; await Task.Delay(50, Token))
        {
            uint now = (await channel.QueueDeclarePassiveAsync(queue, Token)).MessageCount;
            (same, count) = now == count ? (same + 1, count) : (0, now);
        }

        return count;
    }

    private static async Task<uint> ConsumersAsync(ShopEvents events, string queue)
    {
        try
        {
            await using IChannel channel = await events.CreateChannelAsync(cancellationToken: Token);
            return (await channel.QueueDeclarePassiveAsync(queue, Token)).ConsumerCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return uint.MaxValue;
        }
    }
}
