using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Helix.Testing;

// A server takes a core for itself while it starts, and service bindings are found by a variable of the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Helix.Sdk.RabbitMq.Tests;

/// <summary>One server, with TLS, for the tests that do it no harm; each has queues of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("helix-rabbitmq-tls-").FullName;

    internal RabbitMqServer Server { get; private set; } = null!;

    /// <summary>The certificate that the server has, issued by itself.</summary>
    internal string Certificate => Path.Combine(_folder, "certificate.pem");

    public async ValueTask InitializeAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        await File.WriteAllTextAsync(Certificate, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        Server = await RabbitMqServer.StartAsync((Certificate, Path.Combine(_folder, "key.pem")));
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}

[CollectionDefinition(nameof(OneServer))]
public sealed class OneServer : ICollectionFixture<SharedServer>;
