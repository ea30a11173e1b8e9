using System.Globalization;
using System.Text.Json;
using RabbitMQ.Client;

namespace Helix.RabbitMq;

/// <summary>
/// What a dead letter tells beside the message: the headers that Spring AMQP uses too, so that tools for dead-letter queues show them.
/// </summary>
internal static class DeadLetter
{
    /// <summary>Counts the deliveries of a message by a quorum queue.</summary>
    private const string DeliveryCount = "x-delivery-count";

    private const int MostDeliveries = 1_000_000;

    private const int LongestMessage = 1_000;

    private static readonly string[] s_copies = ["CC", "BCC"];

    /// <summary>How often a message was delivered before, as its queue counts; 0 where it does not.</summary>
    public static int DeliveriesBefore(IReadOnlyBasicProperties properties) =>
        // A publisher can write anything there.
        properties.Headers is { } headers && headers.TryGetValue(DeliveryCount, out object? count)
            && count is byte or sbyte or short or ushort or int or uint or long
            ? (int)Math.Clamp(Convert.ToInt64(count, CultureInfo.InvariantCulture), 0, MostDeliveries)
            : 0;

    /// <summary>The properties of the message, with all its headers, and why it could not be handled.</summary>
    public static BasicProperties Properties(Delivery delivery, string queue, int attempt, Exception failure, Secret? password)
    {
        Dictionary<string, object?> headers = delivery.Properties.Headers is { } own ? new(own, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        _ = headers.Remove(DeliveryCount);
        foreach (string copies in s_copies)
        {
            // The server would send copies again.
            if (headers.Remove(copies, out object? receivers))
            {
                headers["x-original-" + copies] = receivers;
            }
        }

        if (delivery.Properties.UserId is { } user)
        {
            // The server takes messages only in the name of the user who is logged in.
            headers["x-original-user-id"] = user;
        }

        headers["x-exception-type"] = failure.GetType().FullName;
        headers["x-exception-message"] = Text(failure, password);
        headers["x-original-exchange"] = delivery.Exchange;
        headers["x-original-routingKey"] = delivery.RoutingKey;
        headers["x-original-queue"] = queue;
        headers["x-attempts"] = attempt;
        headers["x-failed-at"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        // It stays until somebody has looked at it: neither a time to live nor a restart takes it away.
        return new(delivery.Properties) { Headers = headers, Expiration = null, UserId = null, DeliveryMode = DeliveryModes.Persistent };
    }

    private static string Text(Exception failure, Secret? password)
    {
        // Where the text was not readable, its place is told, not its content.
        string text = failure is JsonException { LineNumber: { } line, BytePositionInLine: { } position }
            ? $"The content is not the JSON of the message (line {line + 1}, byte {position + 1})."
            : failure.Message;
        if (password?.Reveal() is { Length: > 0 } secret)
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
    }
}
