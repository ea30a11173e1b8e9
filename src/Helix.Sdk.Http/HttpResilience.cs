using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Helix.Http;

/// <summary>Options without content: their change makes the resilience pipeline be built again from the product's new settings.</summary>
internal sealed class HttpResilience;

/// <summary>Changes when the product's settings do.</summary>
internal sealed class HttpResilienceReload : IOptionsChangeTokenSource<HttpResilience>, IDisposable
{
    private readonly IDisposable _subscription;
    private CancellationTokenSource _change = new();

    public HttpResilienceReload(string name, HttpProduct product)
    {
        Name = name;
        _subscription = product.OnChange(() => Interlocked.Exchange(ref _change, new()).Cancel());
    }

    public string Name { get; }

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_change.Token);

    public void Dispose()
    {
        _subscription.Dispose();
        _change.Dispose();
    }
}
