using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Helix.Registration;
using Helix.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Helix.RabbitMq;

/// <summary>
/// The base of products that are an exchange of a RabbitMQ broker: a publisher that waits for confirmation, and the connections of consumers
/// that <see cref="MessageConsumers"/> registers. Publishers and consumers have a connection each, so that neither slows down the other.
/// </summary>
public abstract class RabbitMqProduct : InfrastructureProduct, IDisposable, IAsyncDisposable
{
    private readonly IProductContext<IRabbitMqSettings> _context;
    private readonly RabbitMqConnection _publishing;
    private readonly RabbitMqPublisher _publisher;

    /// <summary>Takes what the app gives; nothing is connected before the first use.</summary>
    protected RabbitMqProduct(IProductContext<IRabbitMqSettings> context)
        : base(context)
    {
        _context = context;
        Telemetry = new(context.Info, context.Instance);
        Loggers = new ProductLoggerFactory(context.Services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance, Telemetry);
        _publishing = new(context, "publish");
        _publisher = new(context, _publishing, Telemetry);
        Consuming = new(context, "consume");
    }

    internal IRabbitMqSettings Current => _context.Settings;

    internal ProductTelemetry Telemetry { get; }

    internal ILoggerFactory Loggers { get; }

    /// <summary>The connection of the consumers.</summary>
    internal RabbitMqConnection Consuming { get; }

    internal ConsumerStates Consumers { get; } = new();

    /// <summary>
    /// Publishes a message as JSON, and returns when the server has it: in each queue that it goes to, on disk where queue and message are
    /// durable. Where the connection breaks meanwhile the message is sent again, with the same message ID, so it may arrive twice and is
    /// never lost in silence.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="type">How it is written: the generated metadata of a <c>JsonSerializerContext</c>.</param>
    /// <param name="routingKey">The routing key, by which the exchange finds the queues.</param>
    /// <param name="properties">
    /// Properties such as headers or a correlation ID; null for none. What they leave out is filled in: persistence of the settings, message
    /// ID, time, content type, type name, app ID. They are not changed.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting; the message may still arrive.</param>
    /// <exception cref="PublishReturnException">No queue takes messages with this routing key.</exception>
    /// <exception cref="TimeoutException">The server did not confirm the message within <c>PublishTimeout</c>; it may still have it.</exception>
    /// <exception cref="OperationInterruptedException">The server refuses the message, the exchange, or the user's right to it.</exception>
    public Task PublishAsync<TMessage>(
        TMessage message, JsonTypeInfo<TMessage> type, string routingKey, IReadOnlyBasicProperties? properties = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        BasicProperties own = properties is null ? new() : new(properties);
        own.ContentType ??= "application/json";
        own.Type ??= typeof(TMessage).Name;
        return PublishAsync(JsonSerializer.SerializeToUtf8Bytes(message, type), routingKey, own, cancellationToken);
    }

    /// <summary>Publishes a message whose content is there already, and returns when the server has it, as the other overload does.</summary>
    /// <param name="body">The content. It must not change before the method is done.</param>
    /// <param name="routingKey">The routing key, by which the exchange finds the queues.</param>
    /// <param name="properties">Properties such as the content type; null for none. They are not changed.</param>
    /// <param name="cancellationToken">Ends the waiting; the message may still arrive.</param>
    /// <exception cref="PublishReturnException">No queue takes messages with this routing key.</exception>
    /// <exception cref="TimeoutException">The server did not confirm the message within <c>PublishTimeout</c>; it may still have it.</exception>
    /// <exception cref="OperationInterruptedException">The server refuses the message, the exchange, or the user's right to it.</exception>
    public Task PublishAsync(
        ReadOnlyMemory<byte> body, string routingKey, IReadOnlyBasicProperties? properties = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(routingKey);
        return _publisher.PublishAsync(Current.Exchange, routingKey, properties, body, cancellationToken);
    }

    /// <summary>
    /// The connection that is open now, or a new one. It belongs to the product: do not close it, and do not keep it, as another one takes
    /// its place after it broke.
    /// </summary>
    /// <exception cref="BrokerUnreachableException">The server cannot be reached, or refuses the connection.</exception>
    /// <exception cref="TimeoutException">The server did not answer within <c>ConnectTimeout</c>.</exception>
    public async Task<IConnection> GetConnectionAsync(CancellationToken cancellationToken = default) =>
        await _publishing.GetAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// A channel of the client for what the product has no method for, such as counting the messages of a queue. It belongs to the caller,
    /// who disposes it, and ends with the connection.
    /// </summary>
    /// <param name="options">The client's options; null for its defaults, which are without confirmation.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="BrokerUnreachableException">The server cannot be reached, or refuses the connection.</exception>
    /// <exception cref="TimeoutException">The server did not answer within <c>ConnectTimeout</c>.</exception>
    public async Task<IChannel> CreateChannelAsync(CreateChannelOptions? options = null, CancellationToken cancellationToken = default)
    {
        IConnection connection = await _publishing.GetAsync(cancellationToken).ConfigureAwait(false);
        return await connection.CreateChannelAsync(options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The client's factory with the settings and the password that hold now, for a library that insists on connections of its own: they
    /// have nothing of the product, and do not notice a new password. Each call is counted by <c>helix.product.escapes</c> with its reason.
    /// </summary>
    /// <param name="reason">Why the product does not do, for the team that owns it.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public ConnectionFactory EscapeToConnectionFactory(string reason)
    {
        Telemetry.Escaped(reason);
        return ConnectionFactories.Of(Current, Name);
    }

    /// <summary>Adds what every product of the kind has: health check, tracing, metrics. Generated registration calls it.</summary>
    public static void Register(ProductRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        registration.ReadConnectionString = AmqpConnectionString.Read;
        registration.AddHealthCheck<RabbitMqProduct>(static product => new RabbitMqHealthCheck(product));
        registration.AddTracing(RabbitMQActivitySource.PublisherSourceName, RabbitMQActivitySource.SubscriberSourceName);
        registration.AddMetrics(RabbitMqMeasurements.MeterName);
        RabbitMqSpans.WatchWithOpenTelemetry(registration.Services);
    }

    /// <summary>Sends a message to a queue, and waits until the server has it.</summary>
    internal Task SendToQueueAsync(string queue, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        _publisher.PublishAsync("", queue, properties, body, cancellationToken);

    /// <summary>Closes the connections. Messages that a consumer had and did not acknowledge go back to their queue.</summary>
    public void Dispose()
    {
        // The client closes only asynchronously.
        Task.Run(async () => await DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections. Messages that a consumer had and did not acknowledge go back to their queue.</summary>
    public async ValueTask DisposeAsync()
    {
        // At once: where the server does not answer, the client waits for each.
        await Task.WhenAll(Consuming.DisposeAsync().AsTask(), EndPublishingAsync()).ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private async Task EndPublishingAsync()
    {
        await _publisher.DisposeAsync().ConfigureAwait(false);
        await _publishing.DisposeAsync().ConfigureAwait(false);
    }
}
