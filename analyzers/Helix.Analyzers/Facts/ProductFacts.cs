namespace Helix.Analyzers;

/// <summary>What a project does with one product, counted by several threads at once.</summary>
internal sealed class ProductFacts
{
    private int _uses;
    private int _registrations;
    private int _escapes;
    private int _deprecatedUses;
    private int _bypasses;
    private int _waived;
    private int _waivers;

    public int Uses => _uses;

    public int Registrations => _registrations;

    public int Escapes => _escapes;

    public int DeprecatedUses => _deprecatedUses;

    public int Bypasses => _bypasses;

    public int Waived => _waived;

    public int Waivers => _waivers;

    public void Used() => Interlocked.Increment(ref _uses);

    public void Registered() => Interlocked.Increment(ref _registrations);

    public void Escaped() => Interlocked.Increment(ref _escapes);

    public void UsedDeprecated() => Interlocked.Increment(ref _deprecatedUses);

    public void Bypassed() => Interlocked.Increment(ref _bypasses);

    public void BypassWaived() => Interlocked.Increment(ref _waived);

    public void Waiver() => Interlocked.Increment(ref _waivers);
}
