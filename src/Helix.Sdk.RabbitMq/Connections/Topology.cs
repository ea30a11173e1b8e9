using RabbitMQ.Client;

namespace Helix.RabbitMq;

/// <summary>Exchange, queues and bindings as the settings have them. Declaring what is there already changes nothing.</summary>
internal static class Topology
{
    public static async Task DeclareExchangeAsync(IChannel channel, IRabbitMqSettings settings, CancellationToken cancellationToken)
    {
        if (settings.DeclareTopology)
        {
            await channel.ExchangeDeclareAsync(
                settings.Exchange,
                settings.ExchangeType switch
                {
                    RabbitMqExchangeType.Direct => ExchangeType.Direct,
                    RabbitMqExchangeType.Fanout => ExchangeType.Fanout,
                    RabbitMqExchangeType.Headers => ExchangeType.Headers,
                    _ => ExchangeType.Topic,
                },
                durable: true,
                autoDelete: false,
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Declares the queue of a consumer, with the one that takes what it cannot handle.</summary>
    public static async Task DeclareQueueAsync(
        IChannel channel, IRabbitMqSettings settings, string queue, IReadOnlyList<string> routingKeys, string deadLetterQueue, CancellationToken cancellationToken)
    {
        if (!settings.DeclareTopology)
        {
            return;
        }

        await DeclareExchangeAsync(channel, settings, cancellationToken).ConfigureAwait(false);
        _ = await channel.QueueDeclareAsync(
            deadLetterQueue, durable: true, exclusive: false, autoDelete: false, Arguments(settings), cancellationToken: cancellationToken).ConfigureAwait(false);

        // Where the server itself gives a message up, as it was delivered too often to consumers that crashed, it goes the same way.
        Dictionary<string, object?> arguments = Arguments(settings);
        arguments["x-dead-letter-exchange"] = "";
        arguments["x-dead-letter-routing-key"] = deadLetterQueue;
        if (settings.QueueType == RabbitMqQueueType.Quorum)
        {
            // Without these two the server may lose a message on that way.
            arguments["x-dead-letter-strategy"] = "at-least-once";
            arguments["x-overflow"] = "reject-publish";
        }

        _ = await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (string routingKey in routingKeys)
        {
            await channel.QueueBindAsync(queue, settings.Exchange, routingKey, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static Dictionary<string, object?> Arguments(IRabbitMqSettings settings) => new(StringComparer.Ordinal)
    {
        ["x-queue-type"] = settings.QueueType == RabbitMqQueueType.Quorum ? "quorum" : "classic",
    };
}
