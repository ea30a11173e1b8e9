namespace Helix.RabbitMq;

/// <summary>Handles the messages of a consumer. Made anew for each attempt, in a scope of its own.</summary>
/// <typeparam name="TMessage">The message.</typeparam>
public interface IMessageHandler<in TMessage>
{
    /// <summary>
    /// Handles a message. When it returns the message is acknowledged and gone; when it throws, the message is tried again, and after
    /// <c>MaxAttempts</c> put into the dead-letter queue. It may come more than once: after a crash, or a connection that broke.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="context">What came with it.</param>
    /// <param name="cancellationToken">
    /// Signalled when the message can no longer be acknowledged: the app stops and cannot wait any longer, or the connection broke.
    /// </param>
    Task HandleAsync(TMessage message, MessageContext context, CancellationToken cancellationToken);
}
