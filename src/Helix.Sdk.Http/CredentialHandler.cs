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
            request.Headers.Add(current.ApiKeyHeader, key.Reveal());
        }
    }

    private static bool IsSameServer(Uri one, Uri other) =>
        one.Port == other.Port && one.Scheme == other.Scheme && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
