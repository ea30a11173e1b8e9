using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;

namespace Helix.RabbitMq;

/// <summary>The client's form of the settings.</summary>
internal static class ConnectionFactories
{
    /// <summary>A factory with the settings, the user and the password that hold now.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="name">The name of the product, which the connection shows where the settings have none.</param>
    public static ConnectionFactory Of(IRabbitMqSettings settings, string name)
    {
        var factory = new ConnectionFactory
        {
            HostName = settings.Host,
            Port = settings.Port ?? AmqpTcpEndpoint.UseDefaultPort,
            VirtualHost = settings.VirtualHost,
            UserName = settings.Username ?? ConnectionFactory.DefaultUser,
            Password = settings.Password?.Reveal() ?? ConnectionFactory.DefaultPass,
            ClientProvidedName = settings.ApplicationName ?? name,
            RequestedConnectionTimeout = settings.ConnectTimeout,
            HandshakeContinuationTimeout = settings.ConnectTimeout,
            ContinuationTimeout = settings.OperationTimeout,
            SocketReadTimeout = settings.OperationTimeout,
            SocketWriteTimeout = settings.OperationTimeout,
            RequestedHeartbeat = TimeSpan.FromSeconds(Math.Ceiling(settings.Heartbeat.TotalSeconds)),
        };
        if (settings.Tls)
        {
            factory.Ssl = Tls(settings);
        }

        return factory;
    }

    private static SslOption Tls(IRabbitMqSettings settings)
    {
        var tls = new SslOption(settings.TlsServerName ?? settings.Host, enabled: true);
        if (settings.RootCertificate is { } file)
        {
            // Read with each new connection: authorities are exchanged, too.
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            tls.CertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors, authorities);
        }

        return tls;
    }

    private static bool IsTrusted(X509Certificate? certificate, X509Chain? given, SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        // Whatever is wrong beside the authority, such as the name, stays wrong.
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (X509ChainElement element in given?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            _ = chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        using var server = new X509Certificate2(certificate);
        return chain.Build(server);
    }
}
