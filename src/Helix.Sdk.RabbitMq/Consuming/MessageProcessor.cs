using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Helix.RabbitMq;

/// <summary>What becomes of a message: acknowledged when it was handled, tried again when not, and kept as a dead letter in the end.</summary>
internal sealed class MessageProcessor<TMessage, THandler>(
    RabbitMqProduct product, IServiceScopeFactory scopes, JsonTypeInfo<TMessage> type, ConsumerTarget target, ILogger logger)
    where THandler : class, IMessageHandler<TMessage>
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    public async Task ProcessAsync(IChannel channel, Delivery delivery, CancellationToken cancellationToken)
    {
        IRabbitMqSettings settings = product.Current;
        Activity? span = RabbitMqSpans.EnterDelivery(product.Telemetry, settings.Tracing);
        using IDisposable? scope = logger.BeginScope(product.Telemetry.Attributes);
        try
        {
            TMessage message;
            try
            {
                message = Read(delivery.Body.Span);
            }
            catch (Exception e)
            {
                // It will never be another text, so another attempt is in vain.
                _ = span?.SetStatus(ActivityStatusCode.Error, "not readable");
                await BuryAsync(channel, delivery, attempt: 1, e, cancellationToken).ConfigureAwait(false);
                return;
            }

            for (int attempt = DeadLetter.DeliveriesBefore(delivery.Properties) + 1; ; attempt++)
            {
                if (await TryHandleAsync(message, delivery, attempt, settings, cancellationToken).ConfigureAwait(false) is not { } failure)
                {
                    await channel.BasicAckAsync(delivery.Tag, multiple: false, cancellationToken).ConfigureAwait(false);
                    return;
                }

                _ = span?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name).AddException(failure);
                if (attempt >= settings.MaxAttempts)
                {
                    await BuryAsync(channel, delivery, attempt, failure, cancellationToken).ConfigureAwait(false);
                    return;
                }

                TimeSpan pause = Pause(settings.RetryDelay, attempt);
                RabbitMqLog.AttemptFailed(logger, failure, product.Name, target.Queue, delivery.Properties.MessageId, attempt, settings.MaxAttempts, pause);
                await Task.Delay(pause, delivery.Draining).ConfigureAwait(false);
                if (settings.QueueType == RabbitMqQueueType.Quorum)
                {
                    // The queue counts, also over crashes, and another instance of the app may do better. Classic queues do not count.
                    await channel.BasicNackAsync(delivery.Tag, multiple: false, requeue: true, cancellationToken).ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException || FailureReason.Of(e) is not null)
        {
            // The app stops or the connection broke. Not acknowledged, the message comes again.
            RabbitMqLog.NotAcknowledged(logger, product.Name, target.Queue, delivery.Properties.MessageId);
        }
    }

    /// <summary>Hands the message to a new handler.</summary>
    /// <returns>Null when it was handled, else why not.</returns>
    /// <exception cref="OperationCanceledException">The message can no longer be acknowledged.</exception>
    private async Task<Exception?> TryHandleAsync(
        TMessage message, Delivery delivery, int attempt, IRabbitMqSettings settings, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        Exception? failure = null;
        try
        {
            AsyncServiceScope scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                var context = new MessageContext
                {
                    Product = product.Name,
                    Queue = target.Queue,
                    Exchange = delivery.Exchange,
                    RoutingKey = delivery.RoutingKey,
                    Attempt = attempt,
                    Redelivered = delivery.Redelivered,
                    Properties = delivery.Properties,
                };
                await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(message, context, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            failure = e;
        }

        if (settings.Metrics)
        {
            RabbitMqMeasurements.Processed(product.Telemetry, started, target.Queue, failure?.GetType().FullName);
        }

        return failure;
    }

    /// <summary>Puts the message into the dead-letter queue, and only when it is there acknowledges it.</summary>
    private async Task BuryAsync(IChannel channel, Delivery delivery, int attempt, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            BasicProperties properties = DeadLetter.Properties(delivery, target.Queue, attempt, failure, product.Current.Password);
            await product.SendToQueueAsync(target.DeadLetterQueue, properties, delivery.Body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && (e is OperationCanceledException || FailureReason.Of(e) is not null))
        {
            RabbitMqLog.NotBuried(logger, e, product.Name, target.Queue, target.DeadLetterQueue, delivery.Properties.MessageId, FailureReason.Of(e), FailureReason.Owner(product.Info));
            await Task.Delay(s_longestPause < product.Current.ReconnectDelay ? s_longestPause : product.Current.ReconnectDelay, delivery.Draining).ConfigureAwait(false);
            await channel.BasicNackAsync(delivery.Tag, multiple: false, requeue: true, cancellationToken).ConfigureAwait(false);
            return;
        }

        await channel.BasicAckAsync(delivery.Tag, multiple: false, cancellationToken).ConfigureAwait(false);
        RabbitMqLog.Buried(logger, failure, product.Name, target.Queue, target.DeadLetterQueue, delivery.Properties.MessageId, attempt);
        if (product.Current.Metrics)
        {
            RabbitMqMeasurements.DeadLettered(product.Telemetry, target.Queue, failure.GetType().FullName!);
        }
    }

    private TMessage Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The message is null.");

    private static TimeSpan Pause(TimeSpan first, int attempt)
    {
        double factor = Math.Pow(2, Math.Min(attempt - 1, 20));
        return first * factor < s_longestPause ? first * factor : s_longestPause;
    }
}
