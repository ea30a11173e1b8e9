using System.Net.Sockets;
using Helix;
using Helix.Registration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HelixKind1;

/// <summary>The base of products of the kind helix-kind-name. The settings' interface is generated from the manifest beside this file.</summary>
public abstract class HelixKindNameProduct : InfrastructureProduct
{
    private readonly IProductContext<IHelixKindNameSettings> _context;

    /// <summary>Takes what the app gives; nothing is connected before the first call.</summary>
    protected HelixKindNameProduct(IProductContext<IHelixKindNameSettings> context)
        : base(context) => _context = context;

    /// <summary>Connects to the server, with the settings that hold now.</summary>
    /// <exception cref="SocketException">The server refuses.</exception>
    /// <exception cref="TimeoutException">The server did not answer within ConnectTimeout.</exception>
    public async Task<TcpClient> ConnectAsync(CancellationToken cancellationToken = default)
    {
        IHelixKindNameSettings settings = _context.Settings;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.ConnectTimeout);
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, patience.Token).ConfigureAwait(false);
            return client;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            client.Dispose();
            throw new TimeoutException($"{Name} did not answer within {settings.ConnectTimeout}.");
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Adds what every product of the kind has. Generated registration calls it.</summary>
    public static void Register(ProductRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        registration.AddHealthCheck<HelixKindNameProduct>(static product => new Check(product));
    }

    /// <summary>Healthy when the server takes a connection.</summary>
    private sealed class Check(HelixKindNameProduct product) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                using TcpClient client = await product.ConnectAsync(cancellationToken).ConfigureAwait(false);
                return HealthCheckResult.Healthy();
            }
            catch (Exception e) when (e is SocketException or TimeoutException)
            {
                return new(context.Registration.FailureStatus, $"{product.Name} takes no connection", e);
            }
        }
    }
}
