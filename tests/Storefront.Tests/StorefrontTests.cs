using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Acme.OrderEvents;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Helix.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry.Metrics;
using RabbitMQ.Client;
using StackExchange.Redis;

namespace Storefront.Tests;

/// <summary>The whole app, as its users see it, on the real servers. Each test starts an instance of its own.</summary>
public sealed class StorefrontTests(StorefrontServers servers) : IClassFixture<StorefrontServers>
{
    private static readonly (string Sku, int Quantity)[] s_lines = [("lamp-01", 2), ("shelf-12", 1)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_is_paid_stored_and_published_and_its_receipt_is_written_once_however_often_the_event_comes()
    {
        await using StorefrontApp app = await StorefrontApp.StartAsync();
        var id = Guid.NewGuid();

        JsonElement order = await app.PlacedAsync(id, s_lines);

        decimal total = order.GetProperty("total").GetDecimal();
        Assert.Equal((2 * await app.PriceAsync("lamp-01")) + await app.PriceAsync("shelf-12"), total);
        Payment payment = servers.Payments.Taken[id.ToString()];
        Assert.Equal((payment.Id, "m-000042", total), (order.GetProperty("payment").GetString(), payment.Merchant, payment.Amount));
        Assert.Equal((total, payment.Id), await StoredAsync(id));
        string receipt = await app.ReceiptAsync(id);
        Assert.Contains($"Receipt {id}", receipt, StringComparison.Ordinal);
        Assert.Contains("2 x Desk lamp", receipt, StringComparison.Ordinal);
        BlobItem written = Assert.Single(await ReceiptsAsync(id));

        // The customer's browser sends the order again, and the broker delivers the event again, twice.
        int calls = servers.Payments.Calls;
        using (HttpResponseMessage again = await app.PlaceAsync(id, lines: s_lines))
        {
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        }

        Assert.Equal(calls, servers.Payments.Calls);
        using (HttpResponseMessage other = await app.PlaceAsync(id, lines: [("chair-07", 1)]))
        {
            Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        }

        OrderEvents events = app.Services.GetRequiredService<OrderEvents>();
        byte[] message = Encoding.UTF8.GetBytes(order.GetRawText());
        await events.PublishAsync(message, "order.placed", cancellationToken: Token);
        await events.PublishAsync(message, "order.placed", cancellationToken: Token);
        // The queue keeps the order: when this one has its receipt, the others were handled.
        var next = Guid.NewGuid();
        _ = await app.PlacedAsync(next, s_lines);
        _ = await app.ReceiptAsync(next);
        BlobItem still = Assert.Single(await ReceiptsAsync(id));
        Assert.Equal((written.Name, written.Properties.ETag), (still.Name, still.Properties.ETag));
        await using IChannel channel = await events.CreateChannelAsync(cancellationToken: Token);
        Assert.Equal(0u, await channel.MessageCountAsync("storefront.receipts.dead-letter", Token));
    }

    [Fact]
    public async Task The_catalog_comes_from_the_cache_that_instances_share_until_a_price_is_changed()
    {
        await using StorefrontApp app = await StorefrontApp.StartAsync();
        decimal price = await app.PriceAsync("chair-07");
        await using (ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{servers.Cache.Port},password={RedisServer.FirstPassword}"))
        {
            await Eventually.HoldsAsync(() => redis.GetDatabase().KeyExistsAsync("catalog:articles"), "The catalog is not in the cache.");
        }

        // Changed behind the app's back: neither this instance nor a new one reads it.
        _ = await ExecuteAsync("UPDATE article SET price = price + 1 WHERE sku = 'chair-07'");
        Assert.Equal(price, await app.PriceAsync("chair-07"));
        await using (StorefrontApp second = await StorefrontApp.StartAsync())
        {
            Assert.Equal(price, await second.PriceAsync("chair-07"));
        }

        using HttpResponseMessage changed = await app.Client.PutAsJsonAsync("/catalog/chair-07/price", new { price = price + 2 }, Token);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(price + 2, await app.PriceAsync("chair-07"));
    }

    [Fact]
    public async Task The_page_shows_five_healthy_products_and_where_their_settings_come_from_without_secrets()
    {
        await using StorefrontApp app = await StorefrontApp.StartAsync();

        JsonElement[] products = [.. (await app.GetAsync("/helix.json")).GetProperty("products").EnumerateArray()];
        string page = await app.Client.GetStringAsync("/helix", Token);

        Assert.Equal(
            ["orders-db postgresql ga healthy", "catalog-cache redis ga healthy", "payments-api http ga healthy", "order-events rabbitmq preview healthy", "receipts blobs deprecated healthy"],
            products.Select(static product => string.Join(
                ' ', Text(product, "name"), Text(product, "kind"), Text(product, "stage"), Text(product.GetProperty("health"), "status"))));
        Assert.Equal("service binding orders-db/host", Source(products[0], "Host"));
        Assert.Equal("environment variable CATALOG_CACHE_HOST", Source(products[1], "Host"));
        Assert.Equal("environment variable Helix__PaymentsApi__BaseAddress", Source(products[2], "BaseAddress"));
        Assert.Equal("environment variable ConnectionStrings__order-events", Source(products[3], "Host"));
        Assert.Equal("service binding receipts/endpoint", Source(products[4], "Endpoint"));
        Assert.Equal("appsettings.Development.json", Source(products[4], "CreateContainer"));
        foreach (string secret in (string[])
            [PostgreSqlServer.FirstPassword, RedisServer.FirstPassword, PaymentsServer.ApiKey, RabbitMqServer.FirstPassword, AzuriteServer.FirstKey])
        {
            // Not Assert.DoesNotContain, which would print what it found.
            Assert.False(page.Contains(secret, StringComparison.Ordinal));
            Assert.False(JsonSerializer.Serialize(products).Contains(secret, StringComparison.Ordinal));
        }

        Assert.Equal("Healthy", await app.Client.GetStringAsync("/health", Token));
    }

    [Fact]
    public async Task One_trace_goes_from_the_request_through_payment_and_event_to_the_receipt_and_every_span_and_metric_has_its_product()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        Dictionary<string, HashSet<string>> measured;
        await using (StorefrontApp app = await StorefrontApp.StartAsync(spans, metrics))
        {
            var id = Guid.NewGuid();
            _ = await app.PlacedAsync(id, s_lines);
            _ = await app.ReceiptAsync(id);
            _ = app.Services.GetRequiredService<MeterProvider>().ForceFlush();
            measured = Measured(metrics, "helix.product.operation.duration");
        }

        // The app has ended: nobody adds to the spans any more.
        Activity request = Assert.Single(spans, static span => span.Source.Name == "Microsoft.AspNetCore" && span.GetTagItem("http.request.method") is "PUT");
        Activity[] trace = [.. spans.Where(span => span.TraceId == request.TraceId)];
        // The storage client is over HTTP too, below its own spans.
        Activity payment = Assert.Single(trace, span => span.Source.Name == "System.Net.Http" && span.ParentSpanId == request.SpanId);
        Activity outbox = Assert.Single(trace, static span => span.Source.Name == "Storefront");
        Activity publish = Assert.Single(trace, static span => span.Source.Name == RabbitMQActivitySource.PublisherSourceName);
        Activity consume = Assert.Single(trace, static span => span.Source.Name == RabbitMQActivitySource.SubscriberSourceName);
        Activity[] blobs = [.. trace.Where(static span => span.Source.Name == "Helix.Blobs")];
        Activity[] statements = [.. trace.Where(static span => span.Source.Name == "Npgsql")];
        Assert.Equal(
            [request.SpanId, request.SpanId, outbox.SpanId, publish.SpanId],
            [payment.ParentSpanId, outbox.ParentSpanId, publish.ParentSpanId, consume.ParentSpanId]);
        Assert.Contains(blobs, span => span.ParentSpanId == consume.SpanId);
        Assert.Contains(statements, span => span.ParentSpanId == request.SpanId);
        Assert.Contains(statements, span => span.ParentSpanId == consume.SpanId);

        Assert.Equal("payments-api 3.1.0 payments standard", Product(payment));
        Assert.Equal("order-events 1.1.0 messaging standard", Product(publish));
        Assert.Equal("order-events 1.1.0 messaging standard", Product(consume));
        Assert.All(blobs, static span => Assert.Equal("receipts 1.0.2 storage standard", Product(span)));
        Assert.All(spans.Where(static span => span.Source.Name == "Npgsql"), static span => Assert.Equal("orders-db 2.3.0 data-platform standard", Product(span)));
        // The cache works for all requests that wait for it, so its spans belong to none of them.
        Activity[] commands = [.. spans.Where(static span => span.Source.Name == "Helix.Redis")];
        Assert.NotEmpty(commands);
        Assert.All(commands, static span => Assert.Equal("catalog-cache 1.4.0 edge-platform shared", Product(span)));

        Assert.Equal(
            ["catalog-cache 1.4.0 edge-platform shared", "order-events 1.1.0 messaging standard", "orders-db 2.3.0 data-platform standard", "payments-api 3.1.0 payments standard", "receipts 1.0.2 storage standard"],
            measured.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("publish", measured["order-events 1.1.0 messaging standard"]);
        Assert.Contains("call", measured["payments-api 3.1.0 payments standard"]);
    }

    [Fact]
    public async Task An_order_that_is_placed_while_the_broker_is_away_is_accepted_and_has_its_receipt_when_the_broker_is_back()
    {
        await using StorefrontApp app = await StorefrontApp.StartAsync();
        await servers.Broker.KillAsync();
        var id = Guid.NewGuid();

        _ = await app.PlacedAsync(id, s_lines);

        using (HttpResponseMessage health = await app.Client.GetAsync(new Uri("/health", UriKind.Relative), Token))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        }

        Assert.Empty(await ReceiptsAsync(id));
        await servers.Broker.RestartAsync();
        Assert.Contains($"Receipt {id}", await app.ReceiptAsync(id), StringComparison.Ordinal);
        _ = Assert.Single(await ReceiptsAsync(id));
        await app.UntilHealthyAsync();
    }

    [Fact]
    public async Task Of_1000_orders_that_were_accepted_while_the_broker_was_killed_and_restarted_each_has_one_payment_one_event_and_one_receipt()
    {
        const int orders = 1_000;
        await using StorefrontApp app = await StorefrontApp.StartAsync();
        Guid[] ids = [.. Enumerable.Range(0, orders).Select(static _ => Guid.NewGuid())];
        int next = -1, accepted = 0;
        var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] customers = [.. Enumerable.Range(0, 6).Select(_ => Task.Run(Order, Token))];
        await third.Task.WaitAsync(TimeSpan.FromMinutes(5), Token);
        await servers.Broker.KillAsync();
        await servers.Broker.RestartAsync();
        await Task.WhenAll(customers);

        await Eventually.HoldsAsync(async () => await ReadyAsync(ids) == orders, "Not every order has its receipt.");
        HashSet<string> names = [.. ids.Select(static id => id.ToString())];
        List<BlobItem> receipts = await ReceiptsAsync("");
        Assert.Equal(orders, accepted);
        Assert.Equal(orders, servers.Payments.Taken.Keys.Count(names.Contains));
        Assert.Equal(orders, receipts.Select(static blob => Path.GetFileNameWithoutExtension(blob.Name)).Count(names.Contains));
        Assert.True(names.IsSubsetOf(receipts.Select(static blob => Path.GetFileNameWithoutExtension(blob.Name))));
        await app.UntilHealthyAsync();

        async Task Order()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < orders;)
            {
                _ = await app.PlacedAsync(ids[i], s_lines);
                if (Interlocked.Increment(ref accepted) == orders / 3)
                {
                    third.SetResult();
                }
            }
        }
    }

    [Fact]
    public async Task A_payment_whose_answer_is_lost_is_asked_for_again_and_taken_once()
    {
        await using StorefrontApp app = await StorefrontApp.StartAsync();
        var id = Guid.NewGuid();
        int calls = servers.Payments.Calls;
        int taken = servers.Payments.Taken.Count;
        servers.Payments.LoseAnswers(2);

        JsonElement order = await app.PlacedAsync(id, s_lines);

        Assert.Equal((calls + 3, taken + 1), (servers.Payments.Calls, servers.Payments.Taken.Count));
        Assert.Equal(servers.Payments.Taken[id.ToString()].Id, order.GetProperty("payment").GetString());
    }

    [Fact]
    public async Task A_declined_card_and_an_order_with_mistakes_leave_nothing_behind()
    {
        await using StorefrontApp app = await StorefrontApp.StartAsync();
        var id = Guid.NewGuid();

        using HttpResponseMessage declined = await app.PlaceAsync(id, PaymentsServer.DeclinedCard, s_lines);
        int calls = servers.Payments.Calls;
        using HttpResponseMessage mistaken = await app.PlaceAsync(id, lines: [("lamp-01", 100), ("lamp-99", 1)]);

        Assert.Equal(HttpStatusCode.PaymentRequired, declined.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, mistaken.StatusCode);
        JsonElement errors = (await mistaken.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("errors");
        Assert.Equal(["lines[0].quantity", "lines[1].sku"], errors.EnumerateObject().Select(static error => error.Name));
        Assert.Equal(calls, servers.Payments.Calls);
        Assert.Null(await StoredAsync(id));
    }

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static string? Source(JsonElement product, string key) =>
        product.GetProperty("settings").EnumerateArray().Single(setting => Text(setting, "key").EndsWith(":" + key, StringComparison.Ordinal)).GetProperty("source").GetString();

    private static string Product(Activity span) => Product(span.GetTagItem);

    private static string Product(Func<string, object?> tag) =>
        $"{tag("helix.product.name")} {tag("helix.product.version")} {tag("helix.product.owner")} {tag("helix.product.plan")}";

    /// <summary>The operations that were measured, by product.</summary>
    private static Dictionary<string, HashSet<string>> Measured(List<Metric> metrics, string name)
    {
        Dictionary<string, HashSet<string>> operations = [];
        // Each collection exports all metrics again, with what was measured since the start.
        foreach (ref readonly MetricPoint point in metrics.Last(metric => metric.Name == name).GetMetricPoints())
        {
            Dictionary<string, object?> tags = [];
            foreach (KeyValuePair<string, object?> tag in point.Tags)
            {
                tags[tag.Key] = tag.Value;
            }

            string product = Product(key => tags.GetValueOrDefault(key));
            (operations.TryGetValue(product, out HashSet<string>? known) ? known : operations[product] = []).Add((string)tags["helix.operation"]!);
        }

        return operations;
    }

    private async Task<(decimal Total, string Payment)?> StoredAsync(Guid id)
    {
        await using var connection = new NpgsqlConnection(servers.DatabaseConnection);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand("SELECT total, payment FROM customer_order WHERE id = @id", connection);
        _ = command.Parameters.AddWithValue("id", id);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Token);
        return await reader.ReadAsync(Token) ? (reader.GetDecimal(0), reader.GetString(1)) : null;
    }

    private async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(servers.DatabaseConnection);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>How many of these orders have their event published and their receipt stored.</summary>
    private async Task<long> ReadyAsync(Guid[] ids)
    {
        await using var connection = new NpgsqlConnection(servers.DatabaseConnection);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM customer_order WHERE id = ANY(@ids) AND published IS NOT NULL AND receipt IS NOT NULL", connection);
        _ = command.Parameters.AddWithValue("ids", ids);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private Task<List<BlobItem>> ReceiptsAsync(Guid id) => ReceiptsAsync(id.ToString());

    /// <summary>What is in the container with a part of its name, read past the app.</summary>
    private async Task<List<BlobItem>> ReceiptsAsync(string part)
    {
        var container = new BlobContainerClient(
            new Uri(servers.Blobs.Endpoint + "/receipts"), new StorageSharedKeyCredential(AzuriteServer.Account, AzuriteServer.FirstKey));
        List<BlobItem> blobs = [];
        await foreach (BlobItem blob in container.GetBlobsAsync(cancellationToken: Token))
        {
            if (blob.Name.Contains(part, StringComparison.Ordinal))
            {
                blobs.Add(blob);
            }
        }

        return blobs;
    }
}
