using Helix.Manifests;

namespace Helix.Generators;

/// <summary>A kind and where its types are.</summary>
/// <param name="Contract">The kind.</param>
/// <param name="Namespace">The namespace of its types.</param>
internal sealed record KnownKind(KindContract Contract, string Namespace);

/// <summary>The kinds that the project can see, by name.</summary>
internal sealed record KindTable(EquatableArray<KnownKind> Kinds)
{
    public static KindTable Of(IEnumerable<KnownKind> kinds) =>
        new(kinds.GroupBy(static kind => kind.Contract.Manifest.Name, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => group.First())
            .ToEquatableArray());

    public KnownKind? Find(string? name)
    {
        foreach (KnownKind kind in Kinds)
        {
            if (kind.Contract.Manifest.Name == name)
            {
                return kind;
            }
        }

        return null;
    }
}
