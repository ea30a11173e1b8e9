using Microsoft.CodeAnalysis.Text;

namespace Helix.Analyzers;

/// <summary>What a JSON value is.</summary>
internal enum JsonShape
{
    Null,
    Scalar,
    Object,
    Array,
}

/// <summary>A value in a settings file, with its place.</summary>
/// <param name="Path">The configuration path, such as <c>Helix:OrdersDb:Port</c>; items of arrays by their index.</param>
/// <param name="Name">The name in front of the value; the value itself for an item of an array.</param>
/// <param name="Value">The value.</param>
/// <param name="Shape">What the value is.</param>
/// <param name="Text">A scalar as configuration has it; null for everything else.</param>
internal sealed record JsonEntry(string Path, TextSpan Name, TextSpan Value, JsonShape Shape, string? Text);
