using System.Diagnostics;
using System.Threading.Channels;
using Acme.OrderEvents;
using RabbitMQ.Client;

namespace Storefront;

/// <summary>Wakes the outbox when there is something to publish.</summary>
internal sealed class OutboxSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Notify() => _ = _channel.Writer.TryWrite(true);

    /// <summary>Waits for a signal, but not longer than a time.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(longest);
        try
        {
            _ = await _channel.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It looks anyway: another instance may have ended before it published.
        }
    }
}

/// <summary>
/// Publishes the event of each order at least once, however often broker or app go away in between: customers do not wait for it, and an
/// order without its event is none that is forgotten.
/// </summary>
internal sealed partial class Outbox(OrderStore orders, OrderEvents events, OutboxSignal signal, ILogger<Outbox> logger) : BackgroundService
{
    public static readonly ActivitySource Source = new("Storefront");

    private const int Batch = 20;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await orders.PublishAsync(Batch, PublishAsync, stoppingToken) == Batch)
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                NotPublished(logger, e, s_pause);
            }

            await signal.WaitAsync(s_pause, stoppingToken);
        }
    }

    private async Task PublishAsync(OrderPlaced placed, string? trace, CancellationToken cancellationToken)
    {
        using Activity? span = Source.StartActivity("publish order", ActivityKind.Internal, trace);
        var properties = new BasicProperties { MessageId = placed.Id.ToString() };
        await events.PublishAsync(placed, EventJson.Default.OrderPlaced, OrderPlaced.RoutingKey, properties, cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Warning, "Events of orders were not published. The next attempt is in {Pause} at the latest")]
    private static partial void NotPublished(ILogger logger, Exception exception, TimeSpan pause);
}
