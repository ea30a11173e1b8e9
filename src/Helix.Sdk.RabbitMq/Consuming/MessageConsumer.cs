using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Helix.RabbitMq;

/// <summary>
/// Keeps a subscription to a queue for as long as the app runs. When the app stops, no message begins any more; those that are being handled
/// may end, for as long as the host waits, and all others go back to the queue.
/// </summary>
internal sealed class MessageConsumer<TMessage, THandler> : BackgroundService
    where THandler : class, IMessageHandler<TMessage>
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);

    private readonly RabbitMqProduct _product;
    private readonly MessageProcessor<TMessage, THandler> _processor;
    private readonly ConsumerTarget _target;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _hurry = new();

    public MessageConsumer(RabbitMqProduct product, IServiceScopeFactory scopes, JsonTypeInfo<TMessage> type, ConsumerOptions options)
    {
        _product = product;
        _target = ConsumerTarget.Of(product, options);
        _logger = product.Loggers.CreateLogger("Helix.RabbitMq");
        _processor = new(product, scopes, type, _target, _logger);
    }

    /// <exception cref="InvalidOperationException">Another consumer of the app has the queue.</exception>
    public override Task StartAsync(CancellationToken cancellationToken) =>
        _product.Consumers.TryAdd(_target.Queue)
            ? base.StartAsync(cancellationToken)
            : throw new InvalidOperationException(
                $"{_product.Name}: two consumers of this app have the queue {_target.Queue}, and would take each other's messages. Give each its own: "
                + $"AddMessageConsumer(…, options => options.Queue = \"…\") ({FailureReason.Owner(_product.Info)})");

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);

        // Where the host has lost its patience, handlers are still at work, and are asked to end.
        await _hurry.CancelAsync().ConfigureAwait(false);
    }

    public override void Dispose()
    {
        // It is not disposed: a handler may still look at it.
        _hurry.Cancel();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (TimeSpan pause = s_firstPause; !stoppingToken.IsCancellationRequested;)
        {
            string reason;
            Exception? error = null;
            try
            {
                Subscription subscription = await Subscription.OpenAsync(_product, _target, _processor.ProcessAsync, _hurry.Token, stoppingToken).ConfigureAwait(false);
                await using (subscription.ConfigureAwait(false))
                {
                    _product.Consumers.Subscribed(_target.Queue);
                    RabbitMqLog.Subscribed(_logger, _product.Name, _target.Queue);
                    pause = s_firstPause;
                    reason = await subscription.WaitForEndAsync(stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // Whatever it is, the next attempt may find it mended; that there is none in the meantime shows in health and log.
                reason = FailureReason.Of(e) ?? e.GetType().Name;
                error = e;
            }

            _product.Consumers.Failed(_target.Queue, reason);
            RabbitMqLog.NoSubscription(_logger, error, _product.Name, _target.Queue, reason, pause, FailureReason.Owner(_product.Info));
            try
            {
                await Task.Delay(pause, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            TimeSpan longest = _product.Current.ReconnectDelay;
            pause = pause * 2 < longest ? pause * 2 : longest;
        }

        _product.Consumers.Remove(_target.Queue);
    }
}

/// <summary>What a consumer consumes: its options, else the settings.</summary>
internal sealed record ConsumerTarget(string Queue, IReadOnlyList<string> RoutingKeys, string DeadLetterQueue)
{
    /// <exception cref="InvalidOperationException">Neither the options nor the settings name a queue.</exception>
    public static ConsumerTarget Of(RabbitMqProduct product, ConsumerOptions options)
    {
        IRabbitMqSettings settings = product.Current;
        string queue = options.Queue ?? settings.Queue ?? throw new InvalidOperationException(
            $"{product.Name} has a consumer without a queue. Name one in code, AddMessageConsumer(…, options => options.Queue = \"…\"), or by the "
            + $"key Queue of the product's settings ({FailureReason.Owner(product.Info)})");
        return new(queue, options.RoutingKeys ?? settings.RoutingKeys, options.DeadLetterQueue ?? settings.DeadLetterQueue ?? queue + ".dead-letter");
    }
}
