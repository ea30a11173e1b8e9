namespace Helix.Tool.Inputs;

/// <summary>A manifest's text and where it is from.</summary>
/// <param name="Path">The file as the caller would name it, for messages.</param>
/// <param name="FullPath">The file on disk; null where the text is from elsewhere, such as a revision or a package.</param>
/// <param name="Text">The text.</param>
internal sealed record ManifestFile(string Path, string? FullPath, string Text);
