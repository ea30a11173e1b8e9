using RabbitMQ.Client;

namespace Helix.RabbitMq;

/// <summary>
/// A connection to the server with the settings that hold when it is opened, and a new one after it broke. The client's own recovery is off:
/// it does not cover the first connection, a channel that the server closed, or a consumer that it cancelled, so there would be two.
/// </summary>
internal sealed class RabbitMqConnection : IAsyncDisposable
{
    private readonly IProductContext<IRabbitMqSettings> _context;
    private readonly Reopening<IConnection> _connection;
    private readonly string _purpose;

    /// <param name="context">The product.</param>
    /// <param name="purpose">What it is for, as the server's operators see it, such as <c>publish</c>.</param>
    public RabbitMqConnection(IProductContext<IRabbitMqSettings> context, string purpose)
    {
        _context = context;
        _purpose = purpose;
        _connection = new(OpenAsync, static connection => connection.IsOpen);
    }

    /// <summary>Whether the server takes no messages at the moment, as it is short of memory or disk.</summary>
    public bool IsBlocked { get; private set; }

    public ValueTask<IConnection> GetAsync(CancellationToken cancellationToken) => _connection.GetAsync(cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        IRabbitMqSettings settings = _context.Settings;
        ConnectionFactory factory = ConnectionFactories.Of(settings, _context.Name);
        factory.AutomaticRecoveryEnabled = false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.ConnectTimeout);
        try
        {
            IConnection connection = await factory.CreateConnectionAsync($"{factory.ClientProvidedName} ({_purpose})", patience.Token).ConfigureAwait(false);
            IsBlocked = false;
            connection.ConnectionBlockedAsync += (_, _) => Blocked(true);
            connection.ConnectionUnblockedAsync += (_, _) => Blocked(false);
            return connection;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{_context.Name}: no connection within {settings.ConnectTimeout}.", e);
        }
    }

    private Task Blocked(bool isBlocked)
    {
        IsBlocked = isBlocked;
        return Task.CompletedTask;
    }
}
