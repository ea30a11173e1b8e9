using Helix;
using Helix.Registration;
using MailKit.Net.Smtp;
using MimeKit;

namespace Acme.Mail;

/// <summary>The base of products that are e-mail gateways: messages of MimeKit, sent over connections that are kept for the next one.</summary>
public abstract class SmtpProduct : InfrastructureProduct, IDisposable
{
    private readonly SmtpConnections _connections;

    /// <summary>Takes what the app gives; nothing is connected before the first message.</summary>
    protected SmtpProduct(IProductContext<ISmtpSettings> context)
        : base(context) => _connections = new(context);

    internal ISmtpSettings Current => _connections.Settings;

    /// <summary>Sends a message. When the task ends well, the gateway has taken it over.</summary>
    /// <param name="message">The message. Without a sender it gets the one of the settings.</param>
    /// <param name="cancellationToken">Stops waiting. The gateway may have the message already.</param>
    /// <exception cref="SmtpCommandException">The gateway refuses the message or a recipient.</exception>
    /// <exception cref="TimeoutException">The gateway did not take it over in the time of the settings.</exception>
    public Task SendAsync(MimeMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _connections.SendAsync(message, cancellationToken);
    }

    /// <summary>
    /// A client of MailKit that is connected and signed in, for the rare need that the product does not cover. The caller disposes it; its
    /// messages are not redirected, traced or measured. Each call is counted by <c>helix.product.escapes</c> with its reason.
    /// </summary>
    /// <param name="reason">Why the product does not do, for the team that owns it.</param>
    /// <param name="cancellationToken">Stops connecting.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public Task<SmtpClient> EscapeToClientAsync(string reason, CancellationToken cancellationToken = default)
    {
        _connections.Telemetry.Escaped(reason);
        return _connections.ConnectAsync(cancellationToken);
    }

    /// <summary>Adds what every product of the kind has: health check, tracing, metrics. Generated registration calls it.</summary>
    public static void Register(ProductRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        registration.ReadConnectionString = SmtpConnectionString.Read;
        registration.AddHealthCheck<SmtpProduct>(static product => new SmtpHealthCheck(product));
        registration.AddTracing(SmtpConnections.ActivitySourceName);
    }

    internal Task PingAsync(CancellationToken cancellationToken) => _connections.PingAsync(cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _connections.Dispose();
        GC.SuppressFinalize(this);
    }
}
