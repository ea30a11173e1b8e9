namespace Helix.Manifests;

/// <summary>A stretch of a file, in UTF-16 characters. All numbers are zero-based, as in Roslyn's <c>LinePositionSpan</c>.</summary>
/// <param name="Start">The offset of the first character.</param>
/// <param name="Length">The number of characters.</param>
/// <param name="StartLine">The line of the first character.</param>
/// <param name="StartColumn">Its place in that line.</param>
/// <param name="EndLine">The line of the first character behind the stretch.</param>
/// <param name="EndColumn">Its place in that line.</param>
public readonly record struct SourceSpan(int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn);
