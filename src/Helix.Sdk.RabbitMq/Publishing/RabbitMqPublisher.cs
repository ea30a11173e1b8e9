using Helix.Telemetry;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Helix.RabbitMq;

/// <summary>Sends messages and waits until the server has them; over a connection that broke meanwhile, sends them again.</summary>
internal sealed class RabbitMqPublisher : IAsyncDisposable
{
    private static readonly CreateChannelOptions s_confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);

    private readonly IProductContext<IRabbitMqSettings> _context;
    private readonly ProductTelemetry _telemetry;
    private readonly RabbitMqConnection _connection;
    private readonly Reopening<IChannel> _channel;
    private volatile bool _disposed;

    public RabbitMqPublisher(IProductContext<IRabbitMqSettings> context, RabbitMqConnection connection, ProductTelemetry telemetry)
    {
        _context = context;
        _connection = connection;
        _telemetry = telemetry;
        _channel = new(OpenAsync, static channel => channel.IsOpen);
    }

    /// <summary>Publishes a message.</summary>
    /// <param name="exchange">The exchange; empty to send to the queue that the routing key names.</param>
    /// <param name="routingKey">The routing key.</param>
    /// <param name="properties">The properties; null for none. They are not changed.</param>
    /// <param name="body">The content.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task PublishAsync(
        string exchange, string routingKey, IReadOnlyBasicProperties? properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        IRabbitMqSettings settings = _context.Settings;
        long started = settings.Metrics ? ProductTelemetry.Start() : 0;
        try
        {
            await SendAsync(exchange, routingKey, Complete(properties, settings), body, settings.PublishTimeout, cancellationToken).ConfigureAwait(false);
            _telemetry.Stop(started, "publish");
        }
        catch (Exception e)
        {
            // Who gave up is the caller.
            _telemetry.Stop(started, "publish", e is OperationCanceledException && cancellationToken.IsCancellationRequested ? null : e.GetType().FullName);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _channel.DisposeAsync().ConfigureAwait(false);
    }

    private async Task SendAsync(
        string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> body, TimeSpan timeout, CancellationToken cancellationToken)
    {
        RabbitMqSpans.Enter(_telemetry, _context.Settings.Tracing);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        Exception? failure = null;
        try
        {
            for (var pause = TimeSpan.FromMilliseconds(20); ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
            {
                try
                {
                    IChannel channel = await _channel.GetAsync(patience.Token).ConfigureAwait(false);
                    // The client writes headers of its own into the properties, so each attempt has a copy.
                    await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, Copy(properties), body, patience.Token).ConfigureAwait(false);
                    return;
                }
                catch (Exception e) when (!_disposed && IsWorthAnotherAttempt(e, failure))
                {
                    failure = e;
                }

                await Task.Delay(pause, patience.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            string reason = _connection.IsBlocked ? "the server takes no messages, as it is short of memory or disk" : FailureReason.Of(failure ?? e) ?? "no answer in time";
            throw new TimeoutException(
                $"{_context.Name} did not confirm the message within {timeout}: {reason} ({FailureReason.Owner(_context.Info)})", failure ?? e);
        }
    }

    /// <summary>
    /// Whether the message may arrive yet. A message without a queue is the caller's to know. What the server refuses for good closes the
    /// channel, and with it fail all messages on the way: so only the second time in a row it is this one's fault.
    /// </summary>
    private static bool IsWorthAnotherAttempt(Exception e, Exception? before) =>
        e is not (PublishReturnException or OperationCanceledException)
        && FailureReason.Of(e) is not null
        && !(FailureReason.IsFinal(e) && before is not null && FailureReason.IsFinal(before));

    private BasicProperties Complete(IReadOnlyBasicProperties? given, IRabbitMqSettings settings)
    {
        BasicProperties properties = given is null ? new() : new(given);
        if (!properties.IsDeliveryModePresent())
        {
            properties.DeliveryMode = settings.Persistent ? DeliveryModes.Persistent : DeliveryModes.Transient;
        }

        // The same in each attempt, so that a consumer can tell a message that came twice.
        properties.MessageId ??= Guid.CreateVersion7().ToString();
        properties.AppId ??= settings.ApplicationName ?? _context.Name;
        if (!properties.IsTimestampPresent())
        {
            properties.Timestamp = new(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        }

        return properties;
    }

    private static BasicProperties Copy(BasicProperties properties) =>
        new(properties) { Headers = properties.Headers is { } headers ? new Dictionary<string, object?>(headers) : null };

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        IConnection connection = await _connection.GetAsync(cancellationToken).ConfigureAwait(false);
        IChannel channel = await connection.CreateChannelAsync(s_confirmed, cancellationToken).ConfigureAwait(false);
        try
        {
            await Topology.DeclareExchangeAsync(channel, _context.Settings, cancellationToken).ConfigureAwait(false);
            return channel;
        }
        catch
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
