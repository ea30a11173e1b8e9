using System.Diagnostics;
using System.Net;
using Helix.Registration;
using Helix.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;

namespace Helix.Http;

/// <summary>The base of products that are HTTP APIs: a named client with the timeouts, retries and credentials of the manifest.</summary>
public abstract class HttpProduct : InfrastructureProduct
{
    private readonly IProductContext<IHttpSettings> _context;
    private readonly IHttpClientFactory _factory;
    private readonly string _client;
    private volatile Address? _address;

    /// <summary>Takes what the app gives; nothing is called before the first request.</summary>
    /// <exception cref="InvalidOperationException">The context has no services: the product was not registered.</exception>
    protected HttpProduct(IProductContext<IHttpSettings> context)
        : base(context)
    {
        _context = context;
        _factory = context.Services.GetRequiredService<IHttpClientFactory>();
        _client = ClientName(context.Name);
        Telemetry = new(context.Info, context.Instance);
    }

    internal ProductTelemetry Telemetry { get; }

    internal IHttpSettings Current => _context.Settings;

    /// <summary>
    /// A client for the API: request paths are relative to its base address. It is cheap, and shares connections with all others; make one
    /// a use, and do not keep it.
    /// </summary>
    public HttpClient CreateClient() => _factory.CreateClient(_client);

    /// <summary>
    /// The address of the API, for the rare need that the product does not cover, such as a library that makes its own connections: its calls
    /// have neither timeouts, retries, credentials nor tracing of the product. Each call is counted by <c>helix.product.escapes</c> with its
    /// reason.
    /// </summary>
    /// <param name="reason">Why the product does not do, for the team that owns it.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public Uri EscapeToBaseAddress(string reason)
    {
        Telemetry.Escaped(reason);
        return Current.BaseAddress;
    }

    /// <summary>Adds what every product of the kind has: the named client, health check, tracing, metrics. Generated registration calls it.</summary>
    public static void Register(ProductRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        string name = ClientName(registration.Name);
        registration.ReadConnectionString = HttpConnectionString.Read;
        _ = registration.Services.AddServiceDiscovery();
        IHttpClientBuilder client = registration.Services.AddHttpClient(name)
            .ConfigureHttpClient((services, http) =>
            {
                var product = (HttpProduct)registration.Resolve(services);
                http.BaseAddress = product.BaseAddress;
                // The resilience pipeline keeps the time until there is an answer, retries included; the client reads the content after that.
                http.Timeout = 2 * product.Current.Timeout;
            })
            .UseSocketsHttpHandler((handler, services) =>
            {
                var product = (HttpProduct)registration.Resolve(services);
                IHttpSettings settings = product.Current;
                handler.PooledConnectionLifetime = settings.ConnectionLifetime;
                handler.AllowAutoRedirect = settings.FollowRedirects;
                handler.AutomaticDecompression = DecompressionMethods.All;
                // Without one the framework starts no span, and tells the server of none.
                handler.ActivityHeadersPropagator = settings.Tracing
                    ? new ProductPropagator(handler.ActivityHeadersPropagator ?? DistributedContextPropagator.Current, product.Telemetry)
                    : null;
            })
            // ConnectionLifetime notices a changed DNS record, so the factory need not make all anew every two minutes: what it makes of service
            // discovery then has a timer that nobody ends.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddHttpMessageHandler(services => new ProductHandler(
                () => (HttpProduct)registration.Resolve(services),
                services.GetService<ILoggerFactory>()?.CreateLogger("System.Net.Http.HttpClient." + name) ?? NullLogger.Instance))
            .AddHttpMessageHandler(services => new CredentialHandler(() => (HttpProduct)registration.Resolve(services)))
            .RedactLoggedHeaders(static _ => true);
        _ = client.AddResilienceHandler("helix", (pipeline, context) =>
        {
            context.EnableReloads<HttpResilience>(name);
            IHttpSettings settings = Of(registration, context.ServiceProvider);
            _ = pipeline.AddTimeout(settings.Timeout);
            if (settings.MaxRetries > 0)
            {
                var retry = new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = settings.MaxRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = TimeSpan.FromMilliseconds(200),
                };
                if (!settings.RetryUnsafeMethods)
                {
                    retry.DisableForUnsafeHttpMethods();
                }

                _ = pipeline.AddRetry(retry);
            }

            _ = pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions()).AddTimeout(settings.AttemptTimeout);
        });
        _ = client.AddServiceDiscovery();
        _ = registration.Services.AddOptions<HttpResilience>(name);
        _ = registration.Services.AddSingleton<Microsoft.Extensions.Options.IOptionsChangeTokenSource<HttpResilience>>(
            services => new HttpResilienceReload(name, (HttpProduct)registration.Resolve(services)));
        registration.AddHealthCheck<HttpProduct>(static product => new HttpHealthCheck(product));
        registration.AddTracing(ProductPropagator.SourceName);
        registration.AddMetrics("System.Net.Http", "Polly");
    }

    private static string ClientName(string product) => "helix." + product;

    private static IHttpSettings Of(ProductRegistration registration, IServiceProvider services) => ((HttpProduct)registration.Resolve(services)).Current;

    /// <summary>Without the slash the last part of the path would be replaced by a relative one.</summary>
    private static Uri WithSlash(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;

    /// <summary>Where request paths start; the settings' own address, with a slash at its end.</summary>
    private Uri BaseAddress
    {
        get
        {
            // Each client asks, and making one of text is not cheap.
            IHttpSettings settings = Current;
            if (_address is not { } address || address.Settings != settings)
            {
                _address = address = new(settings, WithSlash(settings.BaseAddress));
            }

            return address.Base;
        }
    }

    internal IDisposable OnChange(Action<IHttpSettings> changed) => _context.OnChange(changed);

    private sealed record Address(IHttpSettings Settings, Uri Base);
}
