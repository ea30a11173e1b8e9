using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Helix;

/// <summary>
/// A secret value. It shows as <c>***</c> wherever text is made of it: <see cref="ToString"/>, logs, JSON, the debugger, exceptions.
/// </summary>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret : IEquatable<Secret>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Wraps a secret.</summary>
    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The value itself, for the call that needs it; never for a log.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
