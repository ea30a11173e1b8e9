using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Helix.Http;

/// <summary>Options without content: their change makes the resilience pipeline be built again from the product's new settings.</summary>
internal sealed class HttpResilience;

/// <summary>Changes when the settings do that the pipeline is built from: a new pipeline has forgotten the failures of the old one.</summary>
internal sealed class HttpResilienceReload : IOptionsChangeTokenSource<HttpResilience>, IDisposable
{
    private readonly IDisposable _subscription;
    private CancellationTokenSource _change = new();
    private (TimeSpan, TimeSpan, int, bool) _settings;

    public HttpResilienceReload(string name, HttpProduct product)
    {
        Name = name;
        _settings = Of(product.Current);
        _subscription = product.OnChange(Change);
    }

    public string Name { get; }

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_change.Token);

    private void Change(IHttpSettings settings)
    {
        if (Of(settings) is var now && now != _settings)
        {
            _settings = now;
            Interlocked.Exchange(ref _change, new()).Cancel();
        }
    }

    private static (TimeSpan, TimeSpan, int, bool) Of(IHttpSettings settings) =>
        (settings.Timeout, settings.AttemptTimeout, settings.MaxRetries, settings.RetryUnsafeMethods);

    public void Dispose()
    {
        _subscription.Dispose();
        _change.Dispose();
    }
}
