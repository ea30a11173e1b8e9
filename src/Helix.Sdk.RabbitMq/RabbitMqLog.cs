using Microsoft.Extensions.Logging;

namespace Helix.RabbitMq;

/// <summary>What consumers write to the app's log.</summary>
internal static partial class RabbitMqLog
{
    [LoggerMessage(1, LogLevel.Information, "{Product} consumes from {Queue}")]
    public static partial void Subscribed(ILogger logger, string product, string queue);

    [LoggerMessage(2, LogLevel.Warning, "{Product} does not consume from {Queue}: {Reason}. It tries again in {Pause} ({Owner})")]
    public static partial void NoSubscription(ILogger logger, Exception? exception, string product, string queue, string reason, TimeSpan pause, string owner);

    [LoggerMessage(3, LogLevel.Warning, "{Product}: message {MessageId} of {Queue} was not handled in attempt {Attempt} of {MaxAttempts}. It is tried again in {Pause}")]
    public static partial void AttemptFailed(
        ILogger logger, Exception exception, string product, string queue, string? messageId, int attempt, int maxAttempts, TimeSpan pause);

    [LoggerMessage(4, LogLevel.Error, "{Product}: message {MessageId} of {Queue} cannot be handled, and is now in {DeadLetterQueue}, after {Attempts} attempts")]
    public static partial void Buried(
        ILogger logger, Exception exception, string product, string queue, string deadLetterQueue, string? messageId, int attempts);

    [LoggerMessage(5, LogLevel.Error, "{Product}: message {MessageId} of {Queue} cannot be handled, and does not get into {DeadLetterQueue}: {Reason}. It stays where it is ({Owner})")]
    public static partial void NotBuried(
        ILogger logger, Exception exception, string product, string queue, string deadLetterQueue, string? messageId, string? reason, string owner);

    [LoggerMessage(6, LogLevel.Debug, "{Product}: message {MessageId} of {Queue} was not acknowledged, and comes again")]
    public static partial void NotAcknowledged(ILogger logger, string product, string queue, string? messageId);
}
