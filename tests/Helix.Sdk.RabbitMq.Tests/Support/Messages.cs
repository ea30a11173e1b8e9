using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Helix.RabbitMq;

namespace Helix.Sdk.RabbitMq.Tests;

public sealed record OrderPlaced(int Id, string Article);

[JsonSerializable(typeof(OrderPlaced))]
internal sealed partial class ShopJson : JsonSerializerContext;

/// <summary>What handlers saw, one instance a host.</summary>
internal sealed class Seen
{
    private readonly ConcurrentQueue<(OrderPlaced Message, MessageContext Context)> _handled = new();

    /// <summary>What a handler does before it notes the message; it may throw or wait.</summary>
    public Func<OrderPlaced, MessageContext, CancellationToken, Task> Act { get; set; } = static (_, _, _) => Task.CompletedTask;

    public IReadOnlyCollection<(OrderPlaced Message, MessageContext Context)> Handled => _handled;

    public void Note(OrderPlaced message, MessageContext context) => _handled.Enqueue((message, context));
}

internal sealed class Recorder(Seen seen) : IMessageHandler<OrderPlaced>
{
    public async Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken)
    {
        await seen.Act(message, context, cancellationToken);
        seen.Note(message, context);
    }
}

/// <summary>A second handler type, for the consumer of another product.</summary>
internal sealed class NewsRecorder(Seen seen) : IMessageHandler<OrderPlaced>
{
    public Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken)
    {
        seen.Note(message, context);
        return Task.CompletedTask;
    }
}
