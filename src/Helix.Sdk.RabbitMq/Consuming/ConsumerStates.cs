using System.Collections.Concurrent;

namespace Helix.RabbitMq;

/// <summary>The consumers of a product in this app, by queue, and why one has no subscription.</summary>
internal sealed class ConsumerStates
{
    private readonly ConcurrentDictionary<string, string?> _states = new(StringComparer.Ordinal);

    /// <summary>Notes a consumer; false where the queue has one already.</summary>
    public bool TryAdd(string queue) => _states.TryAdd(queue, "not yet subscribed");

    public void Remove(string queue) => _ = _states.TryRemove(queue, out _);

    public void Subscribed(string queue) => _states[queue] = null;

    public void Failed(string queue, string reason) => _states[queue] = reason;

    /// <summary>The first consumer without subscription, and why; null where all have one.</summary>
    public string? FindFailure()
    {
        foreach ((string queue, string? reason) in _states)
        {
            if (reason is not null)
            {
                return $"the consumer of queue {queue} has no subscription: {reason}";
            }
        }

        return null;
    }
}
