using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>Where an app registers, injects and uses its products.</summary>
internal sealed class RegistrationLedger
{
    private readonly Dictionary<KnownProduct, Location> _injected = new();
    private readonly Dictionary<KnownProduct, Location> _registered = new();
    private readonly HashSet<KnownProduct> _used = new();
    private readonly HashSet<string> _foreign = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The first place of the products that are injected.</summary>
    public IEnumerable<KeyValuePair<KnownProduct, Location>> Injections => _injected;

    /// <summary>The first place of the products that are registered.</summary>
    public IEnumerable<KeyValuePair<KnownProduct, Location>> Registrations => _registered;

    /// <summary>The assemblies that the app hands its services to.</summary>
    public IEnumerable<string> Foreign => _foreign;

    /// <summary>Whether the app registers any services at all.</summary>
    public bool HasServices { get; private set; }

    public bool IsRegistered(KnownProduct product) => _registered.ContainsKey(product);

    public bool IsUsed(KnownProduct product) => _used.Contains(product) || _injected.ContainsKey(product);

    public void Injected(KnownProduct product, Location place) => Note(_injected, product, place);

    public void Registered(KnownProduct product, Location place) => Note(_registered, product, place);

    public void Used(KnownProduct product) => _used.Add(product);

    public void HandedTo(string assembly) => _foreign.Add(assembly);

    public void HasServicesAtAll() => HasServices = true;

    private static void Note(Dictionary<KnownProduct, Location> places, KnownProduct product, Location place) =>
        places[product] = places.TryGetValue(product, out Location? known) ? First(known, place) : place;

    /// <summary>Files come in the order of the build; the report must not.</summary>
    private static Location First(Location left, Location right)
    {
        int order = StringComparer.Ordinal.Compare(left.SourceTree?.FilePath, right.SourceTree?.FilePath);
        return order < 0 || (order == 0 && left.SourceSpan.Start <= right.SourceSpan.Start) ? left : right;
    }
}
