using Microsoft.Extensions.Options;

namespace Helix.Startup;

/// <summary>Options without content: validating them at the start of the host binds all products.</summary>
internal sealed class StartupCheck
{
    public sealed class Binding(ProductBinder binder) : IConfigureOptions<StartupCheck>
    {
        public void Configure(StartupCheck options) => binder.EnsureBound();
    }
}
