using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>Where an app registers, injects and uses its products, noted by several threads at once.</summary>
internal sealed class RegistrationLedger
{
    private readonly ConcurrentDictionary<KnownProduct, Location> _injected = new();
    private readonly ConcurrentDictionary<KnownProduct, Location> _registered = new();
    private readonly ConcurrentDictionary<KnownProduct, bool> _used = new();
    private readonly ConcurrentDictionary<string, bool> _foreign = new(StringComparer.OrdinalIgnoreCase);
    private int _hasServices;

    /// <summary>The first place of the products that are injected.</summary>
    public IEnumerable<KeyValuePair<KnownProduct, Location>> Injections => _injected;

    /// <summary>The first place of the products that are registered.</summary>
    public IEnumerable<KeyValuePair<KnownProduct, Location>> Registrations => _registered;

    /// <summary>The assemblies that the app hands its services to.</summary>
    public IEnumerable<string> Foreign => _foreign.Keys;

    /// <summary>Whether the app registers any services at all.</summary>
    public bool HasServices => _hasServices != 0;

    public bool IsRegistered(KnownProduct product) => _registered.ContainsKey(product);

    public bool IsUsed(KnownProduct product) => _used.ContainsKey(product) || _injected.ContainsKey(product);

    public void Injected(KnownProduct product, Location place) => _injected.AddOrUpdate(product, place, (_, known) => First(known, place));

    public void Registered(KnownProduct product, Location place) => _registered.AddOrUpdate(product, place, (_, known) => First(known, place));

    public void Used(KnownProduct product) => _used.TryAdd(product, true);

    public void HandedTo(string assembly) => _foreign.TryAdd(assembly, true);

    public void HasServicesAtAll() => Interlocked.Exchange(ref _hasServices, 1);

    /// <summary>Threads come in any order; the report must not.</summary>
    private static Location First(Location left, Location right)
    {
        int order = StringComparer.Ordinal.Compare(left.SourceTree?.FilePath, right.SourceTree?.FilePath);
        return order < 0 || (order == 0 && left.SourceSpan.Start <= right.SourceSpan.Start) ? left : right;
    }
}
