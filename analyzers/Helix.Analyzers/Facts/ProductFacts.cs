namespace Helix.Analyzers;

/// <summary>What a project does with one product.</summary>
internal sealed class ProductFacts
{
    private readonly List<Waiver> _waivers = [];
    private readonly SortedDictionary<(string Rule, string Entry), (int Open, int Waived)> _entries = [];
    private int _uses;
    private int _registrations;
    private int _escapes;
    private int _deprecatedUses;

    public int Uses => _uses;

    public int Registrations => _registrations;

    public int Escapes => _escapes;

    public int DeprecatedUses => _deprecatedUses;

    public int Bypasses => _entries.Values.Sum(static entry => entry.Open);

    public int WaivedBypasses => _entries.Values.Sum(static entry => entry.Waived);

    /// <summary>The entries of the golden path that the project bypasses, in the order of rules and names.</summary>
    public IReadOnlyDictionary<(string Rule, string Entry), (int Open, int Waived)> Entries => _entries;

    /// <summary>The waivers that name the product, or no product, in no order.</summary>
    public IReadOnlyCollection<Waiver> Waivers => _waivers;

    public void Used() => _uses++;

    public void Registered() => _registrations++;

    public void Escaped() => _escapes++;

    public void UsedDeprecated() => _deprecatedUses++;

    public void Waived(Waiver waiver) => _waivers.Add(waiver);

    public void Bypassed(string rule, string entry, bool waived)
    {
        _ = _entries.TryGetValue((rule, entry), out (int Open, int Waived) count);
        _entries[(rule, entry)] = waived ? (count.Open, count.Waived + 1) : (count.Open + 1, count.Waived);
    }
}
