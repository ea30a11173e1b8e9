using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>
/// Whether a server takes connections at its endpoint. Between app host and server there is a proxy, which accepts in any case and closes
/// again where the server does not answer: a connection that stays open for a moment is one to the server.
/// </summary>
internal sealed class PortHealthCheck(EndpointReference endpoint) : IHealthCheck
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(300);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!endpoint.IsAllocated)
        {
            return HealthCheckResult.Unhealthy("The endpoint has no address yet.");
        }

        string host = endpoint.Host;
        int port = endpoint.Port;
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            using var moment = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            moment.CancelAfter(s_moment);
            int read = await client.GetStream().ReadAsync(new byte[1], moment.Token).ConfigureAwait(false);
            return read > 0 ? HealthCheckResult.Healthy() : Unhealthy("closes connections at once");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return Unhealthy("takes no connections");
        }

        HealthCheckResult Unhealthy(string what) => HealthCheckResult.Unhealthy(string.Create(CultureInfo.InvariantCulture, $"{host}:{port} {what}."));
    }
}
