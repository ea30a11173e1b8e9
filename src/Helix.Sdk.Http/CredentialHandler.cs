using System.Net.Http.Headers;

namespace Helix.Http;

/// <summary>Adds the product's credentials to calls of its own address, and of no other.</summary>
internal sealed class CredentialHandler(Func<IHttpSettings> settings) : DelegatingHandler
{
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
        IHttpSettings current = settings();
        if (request.RequestUri is not { } uri || Uri.Compare(
            uri, current.BaseAddress, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
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
}
