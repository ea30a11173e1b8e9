namespace Helix.Manifests;

/// <summary>How strictly a manifest is read.</summary>
public enum ManifestReadMode
{
    /// <summary>As its author wants it: what is not known is an error.</summary>
    Strict,

    /// <summary>As its users need it: what a newer SDK may know is passed over.</summary>
    Lenient,
}
