using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Helix.RabbitMq;

/// <summary>Takes a delivery, and acknowledges it or not.</summary>
internal delegate Task ProcessDelivery(IChannel channel, Delivery delivery, CancellationToken cancellationToken);

/// <summary>A message as it came.</summary>
/// <param name="Tag">The number that acknowledges it, on its channel.</param>
/// <param name="Redelivered">Whether the server delivered it before.</param>
/// <param name="Exchange">The exchange that it was published to.</param>
/// <param name="RoutingKey">The routing key that it was published with.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Body">Its content, for as long as the delivery is being processed.</param>
/// <param name="Draining">Signalled when nothing more is to begin, and what waits for another attempt is to be given back.</param>
internal readonly record struct Delivery(
    ulong Tag, bool Redelivered, string Exchange, string RoutingKey, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body,
    CancellationToken Draining);

/// <summary>One subscription to a queue, on a channel of its own, until it ends: by the server, a broken connection, or the app.</summary>
internal sealed class Subscription : AsyncDefaultBasicConsumer, IAsyncDisposable
{
    private readonly ProcessDelivery _process;
    private readonly CancellationToken _hurry;
    private readonly TaskCompletionSource<string> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _drain = new();
    private readonly TimeSpan _patience;
    private string _tag = "";
    private int _working;

    private Subscription(IChannel channel, ProcessDelivery process, TimeSpan patience, CancellationToken hurry)
        : base(channel)
    {
        _process = process;
        _patience = patience;
        _hurry = hurry;
        channel.ChannelShutdownAsync += EndedAsync;
    }

    /// <param name="product">The product.</param>
    /// <param name="target">What to consume.</param>
    /// <param name="process">Takes the deliveries.</param>
    /// <param name="hurry">Signalled when the app stops and can no longer wait for what is being processed.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<Subscription> OpenAsync(
        RabbitMqProduct product, ConsumerTarget target, ProcessDelivery process, CancellationToken hurry, CancellationToken cancellationToken)
    {
        IRabbitMqSettings settings = product.Current;
        IConnection connection = await product.Consuming.GetAsync(cancellationToken).ConfigureAwait(false);
        var options = new CreateChannelOptions(
            publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: (ushort)settings.Concurrency);
        IChannel channel = await connection.CreateChannelAsync(options, cancellationToken).ConfigureAwait(false);
        var subscription = new Subscription(channel, process, settings.OperationTimeout, hurry);
        try
        {
            await Topology.DeclareQueueAsync(channel, settings, target.Queue, target.RoutingKeys, target.DeadLetterQueue, cancellationToken).ConfigureAwait(false);
            await channel.BasicQosAsync(0, (ushort)settings.Prefetch, global: false, cancellationToken).ConfigureAwait(false);
            subscription._tag = await channel.BasicConsumeAsync(target.Queue, autoAck: false, subscription, cancellationToken).ConfigureAwait(false);
            return subscription;
        }
        catch
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits until the subscription is no more.</summary>
    /// <returns>Why.</returns>
    public Task<string> WaitForEndAsync(CancellationToken cancellationToken) => _end.Task.WaitAsync(cancellationToken);

    public override async Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        // Not acknowledged, a message goes back to the queue when the channel is closed.
        _ = Interlocked.Increment(ref _working);
        try
        {
            if (!_drain.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _hurry);
                await _process(Channel, new(deliveryTag, redelivered, exchange, routingKey, properties, body, _drain.Token), ends.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            if (Interlocked.Decrement(ref _working) == 0 && _drain.IsCancellationRequested)
            {
                _ = _idle.TrySetResult();
            }
        }
    }

    /// <summary>The server ended it, such as when the queue was deleted.</summary>
    public override async Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        await base.HandleBasicCancelAsync(consumerTag, cancellationToken).ConfigureAwait(false);
        _ = _end.TrySetResult("the server ended it, as the queue is gone or moves");
    }

    /// <summary>Begins no message any more, waits for those that are being processed, and gives back all others.</summary>
    public async ValueTask DisposeAsync()
    {
        await _drain.CancelAsync().ConfigureAwait(false);
        try
        {
            if (Channel.IsOpen)
            {
                using (var patience = CancellationTokenSource.CreateLinkedTokenSource(_hurry))
                {
                    patience.CancelAfter(_patience);
                    await Channel.BasicCancelAsync(_tag, cancellationToken: patience.Token).ConfigureAwait(false);
                }

                if (Volatile.Read(ref _working) > 0)
                {
                    await _idle.Task.WaitAsync(_hurry).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException || FailureReason.Of(e) is not null)
        {
            // The server is gone, or the host waits no longer: then the messages are given back by the end of the connection.
        }

        await Channel.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The event comes at once; the method of the consumer only after all messages that came before.</summary>
    private Task EndedAsync(object channel, ShutdownEventArgs reason)
    {
        _ = _end.TrySetResult(FailureReason.Of(new OperationInterruptedException(reason)) ?? "the connection broke");
        return Task.CompletedTask;
    }
}
