using Helix.Startup;

namespace Helix.Benchmarks.Settings;

/// <summary>A product without connection strings, service bindings and aliases: its section is all that is read.</summary>
internal sealed class ExplicitKeys(BoundProduct inner) : BoundProduct(
    inner.Registration, inner.Configuration, new(inner.Target.Info, new() { Section = inner.Target.Bindings.Section }, null, null, null), inner.ReadSettings)
{
    public override Type SettingsType => inner.SettingsType;

    public override void Set(object settings) => inner.Set(settings);

    public override void Notify() => inner.Notify();
}
