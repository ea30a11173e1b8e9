#if HELIX_SIDE
using Helix.Benchmarks.Fleet;
using Helix.Startup;
using Microsoft.Extensions.Configuration;

namespace Helix.Benchmarks.ColdStart;

/// <summary>The settings alone, without a container, as the peers' <c>Get</c> and <c>Validate</c> are.</summary>
internal static class HelixSettings
{
    private static BoundProduct[] s_bound = [];

    /// <summary>What registration makes; the peers' sides have none of it either.</summary>
    public static void Prepare(int products) => s_bound = HelixFleet.Bound(products);

    public static void Read(IConfiguration configuration)
    {
        var group = new ProductGroup(configuration, s_bound, "Production");
        GroupReading reading = group.Read();
        group.Accept();
        if (!reading.IsValid)
        {
            Fail(reading);
        }
    }

    private static void Fail(GroupReading reading) => throw new InvalidOperationException(reading.Errors[0].Error.ToString());
}
#endif
