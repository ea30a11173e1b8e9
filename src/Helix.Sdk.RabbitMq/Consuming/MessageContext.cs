using System.Text;
using RabbitMQ.Client;

namespace Helix.RabbitMq;

/// <summary>What comes with a message. A test makes it with the properties that it needs.</summary>
public sealed class MessageContext
{
    /// <summary>The product, such as <c>order-events</c> or, for a keyed instance, <c>order-events:replay</c>.</summary>
    public string Product { get; init; } = "";

    /// <summary>The queue that it was in.</summary>
    public string Queue { get; init; } = "";

    /// <summary>The exchange that it was published to.</summary>
    public string Exchange { get; init; } = "";

    /// <summary>The routing key that it was published with.</summary>
    public string RoutingKey { get; init; } = "";

    /// <summary>The number of the attempt, from 1. A delivery that ended with a crash or a broken connection counts too, where the queue counts.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Whether the server delivered it before, to this or another consumer.</summary>
    public bool Redelivered { get; init; }

    /// <summary>The properties that it was published with: message ID, correlation ID, headers.</summary>
    public IReadOnlyBasicProperties Properties { get; init; } = new BasicProperties();

    /// <summary>A header as text; null where there is none by this name. The protocol brings texts as bytes.</summary>
    /// <param name="name">The name, in its case.</param>
    public string? GetHeader(string name) =>
        Properties.Headers is { } headers && headers.TryGetValue(name, out object? value)
            ? value is byte[] text ? Encoding.UTF8.GetString(text) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
