namespace Helix.Manifests;

/// <summary>A file as nodes, and what is wrong with it as YAML.</summary>
/// <param name="Root">The top mapping; null when the file has none.</param>
/// <param name="IsBroken">Whether parts of the file could not be read, so that something missing may only be unreadable.</param>
internal sealed record ManifestTree(MappingNode? Root, bool IsBroken);
