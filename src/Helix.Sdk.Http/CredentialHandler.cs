using System.Net.Http.Headers;

namespace Helix.Http;

/// <summary>Adds the product's credentials to calls of its own address, and of no other.</summary>
/// <param name="find">Finds the product; asked with the first call.</param>
internal sealed class CredentialHandler(Func<HttpProduct> find) : DelegatingHandler
{
    private HttpProduct? _product;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Add(request);
        return base.SendAsync(request, cancellationToken);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Add(request);
        return base.Send(request, cancellationToken);
    }

    private void Add(HttpRequestMessage request)
    {
        IHttpSettings current = (_product ??= find()).Current;
        if ((current.BearerToken ?? current.ApiKey) is null || request.RequestUri is not { } uri || !IsSameServer(uri, current.BaseAddress))
        {
            return;
        }

        // What the caller set himself stands. A retry sends the same message, so what is there is not added again.
        if (current.BearerToken is { } token && request.Headers.Authorization is null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        }

        if (current.ApiKey is { } key && !request.Headers.Contains(current.ApiKeyHeader))
        {
            // A header such as Authorization has a grammar that keys need not have; the framework's refusal would show the key.
            string value = key.Reveal();
            if (value.AsSpan().ContainsAny('\r', '\n', '\0') || !request.Headers.TryAddWithoutValidation(current.ApiKeyHeader, value))
            {
                throw new FormatException($"{_product.Name}: no header {current.ApiKeyHeader} can carry the ApiKey, such as one with a line break.");
            }
        }
    }

    private static bool IsSameServer(Uri one, Uri other) =>
        one.Port == other.Port && one.Scheme == other.Scheme && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
