namespace Helix.RabbitMq;

/// <summary>What one consumer has differently from the product's settings.</summary>
public sealed class ConsumerOptions
{
    /// <summary>The queue; null for that of the settings. Each consumer of an app has a queue of its own.</summary>
    public string? Queue { get; set; }

    /// <summary>Routing keys, or patterns of them, that the queue is bound with; null for those of the settings.</summary>
    public IReadOnlyList<string>? RoutingKeys { get; set; }

    /// <summary>The queue for messages that cannot be handled; null for that of the settings.</summary>
    public string? DeadLetterQueue { get; set; }
}
