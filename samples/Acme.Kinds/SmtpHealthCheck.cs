using System.Net.Sockets;
using Helix.Health;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Acme.Mail;

/// <summary>Healthy when the gateway answers a command that does nothing.</summary>
internal sealed class SmtpHealthCheck(SmtpProduct product) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!product.Current.HealthCheck)
        {
            return ProductHealth.SwitchedOff;
        }

        try
        {
            await product.PingAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return ProductHealth.Failure(context, product, Reason(e), e);
        }
    }

    /// <summary>What went wrong, without an address, a name of a user or a value.</summary>
    private static string Reason(Exception e) => e switch
    {
        AuthenticationException => "the gateway refuses user or password",
        SslHandshakeException => "the connection cannot be encrypted",
        SmtpCommandException refused => $"the gateway answers {(int)refused.StatusCode}",
        SocketException { SocketErrorCode: var code } => $"no connection ({code})",
        TimeoutException => "no answer in time",
        ServiceNotConnectedException or ProtocolException or IOException => "the connection broke",
        NotSupportedException => "the gateway does not offer what the settings ask for",
        _ => e.GetType().Name,
    };
}
