using System.Reflection;
using Helix.Manifests;

namespace Helix.Tool.Inputs;

/// <summary>The kinds that ship with the SDK, as they are in this version of it.</summary>
internal static class BuiltInKinds
{
    private static readonly Lazy<IReadOnlyList<KindContract>> s_all = new(Read);

    public static IReadOnlyList<KindContract> All => s_all.Value;

    private static KindContract[] Read()
    {
        Assembly assembly = typeof(BuiltInKinds).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(ManifestReader.IsManifest)
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return ContractResolver.Resolve(ManifestReader.Read(name, reader.ReadToEnd(), ManifestReadMode.Lenient).Kind!).Contract;
                }),
        ];
    }
}
