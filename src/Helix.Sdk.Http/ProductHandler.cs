using System.Net;
using Helix.Telemetry;
using Microsoft.Extensions.Logging;

namespace Helix.Http;

/// <summary>
/// The outermost handler: measures a call as its caller sees it, retries included, and gives the log lines of everything below a scope that
/// tells whose they are.
/// </summary>
internal sealed class ProductHandler(Func<HttpProduct> find, ILogger logger) : DelegatingHandler
{
    private HttpProduct? _product;

    private HttpProduct Product => _product ??= find();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpProduct product = Product;
        // A scope that no line is written in is not free either.
        using IDisposable? scope = logger.IsEnabled(LogLevel.Information) ? logger.BeginScope(product.Telemetry.Attributes) : null;
        long started = product.Current.Metrics ? ProductTelemetry.Start() : 0;
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            product.Telemetry.Stop(started, "call", Error(response.StatusCode));
            return response;
        }
        catch (Exception e)
        {
            product.Telemetry.Stop(started, "call", Error(e, cancellationToken));
            throw;
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpProduct product = Product;
        using IDisposable? scope = logger.IsEnabled(LogLevel.Information) ? logger.BeginScope(product.Telemetry.Attributes) : null;
        long started = product.Current.Metrics ? ProductTelemetry.Start() : 0;
        try
        {
            HttpResponseMessage response = base.Send(request, cancellationToken);
            product.Telemetry.Stop(started, "call", Error(response.StatusCode));
            return response;
        }
        catch (Exception e)
        {
            product.Telemetry.Stop(started, "call", Error(e, cancellationToken));
            throw;
        }
    }

    /// <summary>What breaks the promise of the API. An answer that tells the caller of his own mistake, such as 404, does not.</summary>
    private static string? Error(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.InternalServerError => ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture),
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout => ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Error(Exception e, CancellationToken cancellationToken) => e switch
    {
        // Who gave up is the caller.
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } => error.ToString(),
        _ => e.GetType().FullName,
    };
}
