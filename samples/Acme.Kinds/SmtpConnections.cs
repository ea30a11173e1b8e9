using System.Collections.Concurrent;
using System.Diagnostics;
using Helix;
using Helix.Telemetry;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Acme.Mail;

/// <summary>Sends messages over connections that are kept for the next message. A client of MailKit is for one caller at a time.</summary>
internal sealed class SmtpConnections : IDisposable
{
    public const string ActivitySourceName = "Acme.Mail";

    private static readonly ActivitySource s_source = new(ActivitySourceName);

    private readonly IProductContext<ISmtpSettings> _context;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentBag<(SmtpClient Client, long Since, string? SignedInWith)> _idle = [];
    private bool _disposed;

    public SmtpConnections(IProductContext<ISmtpSettings> context)
    {
        _context = context;
        _free = new(context.Settings.MaxConnections);
        Telemetry = new(context.Info, context.Instance);
    }

    public ProductTelemetry Telemetry { get; }

    public ISmtpSettings Settings => _context.Settings;

    public async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        ISmtpSettings settings = Settings;
        using Activity? span = settings.Tracing ? s_source.StartActivity("smtp send", ActivityKind.Client) : null;
        Telemetry.Enrich(span);
        long started = settings.Metrics ? ProductTelemetry.Start() : 0;
        try
        {
            await UseAsync((client, token) => Deliver(client, message, settings, token), cancellationToken).ConfigureAwait(false);
            Telemetry.Stop(started, "send");
        }
        catch (Exception e)
        {
            string error = e is SmtpCommandException refused ? ((int)refused.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) : e.GetType().Name;
            Telemetry.Stop(started, "send", error);
            _ = span?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    public Task PingAsync(CancellationToken cancellationToken) => UseAsync(static (client, token) => client.NoOpAsync(token), cancellationToken);

    public async Task<SmtpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        ISmtpSettings settings = Settings;
        var client = new SmtpClient();
        try
        {
            SecureSocketOptions security = settings.Security switch
            {
                SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                SmtpSecurity.None => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            };
            await client.ConnectAsync(settings.Host, settings.Port, security, cancellationToken).ConfigureAwait(false);
            if (settings.Username is { } user)
            {
                await client.AuthenticateAsync(user, settings.Password?.Reveal() ?? "", cancellationToken).ConfigureAwait(false);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out (SmtpClient Client, long, string?) idle))
        {
            idle.Client.Dispose();
        }
    }

    private static Task Deliver(SmtpClient client, MimeMessage message, ISmtpSettings settings, CancellationToken cancellationToken)
    {
        var sender = MailboxAddress.Parse(settings.Sender);
        if (message.From.Count == 0)
        {
            message.From.Add(sender);
        }

        // The envelope decides who gets it: the message itself is not changed, so its reader sees who it was for.
        return settings.RedirectTo is { } redirect
            ? client.SendAsync(message, sender, [MailboxAddress.Parse(redirect)], cancellationToken)
            : client.SendAsync(message, cancellationToken);
    }

    private async Task UseAsync(Func<SmtpClient, CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TimeSpan patience = Settings.Timeout;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(patience);
        bool entered = false;
        SmtpClient? client = null;
        try
        {
            await _free.WaitAsync(timeout.Token).ConfigureAwait(false);
            entered = true;
            string? password = Settings.Password?.Reveal();
            client = await TakeAsync(password, timeout.Token).ConfigureAwait(false);
            await use(client, timeout.Token).ConfigureAwait(false);
            Keep(client, password);
            client = null;
        }
        catch (SmtpCommandException) when (client is { IsConnected: true })
        {
            // A message that is refused is no fault of the connection.
            Keep(client, Settings.Password?.Reveal());
            client = null;
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{_context.Name} did not answer in {patience.TotalSeconds:0.###} s.");
        }
        finally
        {
            client?.Dispose();
            if (entered)
            {
                _ = _free.Release();
            }
        }
    }

    /// <summary>A connection that is kept and still answers, else a new one. So nothing is ever sent twice.</summary>
    private async Task<SmtpClient> TakeAsync(string? password, CancellationToken cancellationToken)
    {
        while (_idle.TryTake(out (SmtpClient Client, long Since, string? SignedInWith) idle))
        {
            if (idle.SignedInWith == password && Stopwatch.GetElapsedTime(idle.Since) < Settings.IdleLifetime)
            {
                try
                {
                    await idle.Client.NoOpAsync(cancellationToken).ConfigureAwait(false);
                    return idle.Client;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // The gateway has closed it meanwhile.
                }
                catch
                {
                    idle.Client.Dispose();
                    throw;
                }
            }

            idle.Client.Dispose();
        }

        return await ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Keep(SmtpClient client, string? password)
    {
        if (_disposed)
        {
            client.Dispose();
        }
        else
        {
            _idle.Add((client, Stopwatch.GetTimestamp(), password));
        }
    }
}
