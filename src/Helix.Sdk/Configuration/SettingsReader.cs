using System.ComponentModel;

namespace Helix.Configuration;

/// <summary>
/// Reads the keys of one product from the app's configuration. Generated settings call it, one call a key, from assemblies that were
/// compiled against an older version: members are only ever added.
/// </summary>
/// <remarks>
/// A key is given in full, such as <c>Helix:OrdersDb:Port</c>, with the offset of the part below the product's section; the reader
/// itself finds the key of a keyed instance, of an environment variable alias or of a connection string. A wrong value is reported, all
/// of them at once when the last product has been read; the call then returns a value of no meaning, and the settings are thrown away.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct SettingsReader
{
    /// <summary>Whether a source supplies the key. Reports a missing required and a given forbidden key.</summary>
    public bool Has(string key, int offset, KeyFlags flags = KeyFlags.None) => throw new NotImplementedException();

    /// <summary>Whether a source supplies any key below this one, of a nested object.</summary>
    public bool HasSection(string key, int offset, KeyFlags flags = KeyFlags.None) => throw new NotImplementedException();

    /// <summary>Whether the app runs in this environment; case is ignored.</summary>
    public readonly bool InEnvironment(string name) => throw new NotImplementedException();

    /// <summary>
    /// Says that a key is deprecated, before any of the two is read. Where there is a replacement, a value of the old key counts as the
    /// replacement's, unless that has a value of its own.
    /// </summary>
    /// <param name="key">The full deprecated key.</param>
    /// <param name="offset">Where the part of the key below the product's section starts.</param>
    /// <param name="replacement">The full key that takes its place, or null.</param>
    /// <param name="since">The version of the product that deprecated it, or null.</param>
    /// <param name="reason">Why, or null.</param>
    public void Deprecated(string key, int offset, string? replacement, string? since, string? reason) =>
        throw new NotImplementedException();

    /// <summary>A text; null when there is neither a value nor a default.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="offset">Where the part of the key below the product's section starts.</param>
    /// <param name="flags">What else holds for the key.</param>
    /// <param name="defaultValue">The value when no source supplies one.</param>
    /// <param name="minLength">The smallest number of characters.</param>
    /// <param name="maxLength">The largest number of characters.</param>
    /// <param name="pattern">A regular expression that the value must match somewhere.</param>
    /// <param name="format">A named form: <c>email</c>, <c>hostname</c>, <c>ipv4</c>, <c>ipv6</c> or <c>path</c>.</param>
    /// <param name="allowed">The allowed values, separated by line feeds.</param>
    public string? String(
        string key, int offset, KeyFlags flags, string? defaultValue = null, int minLength = 0, int maxLength = int.MaxValue,
        string? pattern = null, string? format = null, string? allowed = null) => throw new NotImplementedException();

    /// <summary>A text that is never shown; null when there is no value. A secret has no default.</summary>
    public Secret? Secret(
        string key, int offset, KeyFlags flags, int minLength = 0, int maxLength = int.MaxValue, string? pattern = null,
        string? format = null, string? allowed = null) => throw new NotImplementedException();

    /// <summary>A 32-bit integer.</summary>
    public int Int32(
        string key, int offset, KeyFlags flags, int defaultValue = 0, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        throw new NotImplementedException();

    /// <summary>A 64-bit integer.</summary>
    public long Int64(
        string key, int offset, KeyFlags flags, long defaultValue = 0, long minimum = long.MinValue, long maximum = long.MaxValue) =>
        throw new NotImplementedException();

    /// <summary>A number of bytes, written as <c>64MiB</c>.</summary>
    public long Size(
        string key, int offset, KeyFlags flags, long defaultValue = 0, long minimum = 0, long maximum = long.MaxValue) =>
        throw new NotImplementedException();

    /// <summary>A double-precision number, finite.</summary>
    public double Double(
        string key, int offset, KeyFlags flags, double defaultValue = 0, double minimum = double.MinValue,
        double maximum = double.MaxValue) => throw new NotImplementedException();

    /// <summary><c>true</c> or <c>false</c>; case is ignored.</summary>
    public bool Boolean(string key, int offset, KeyFlags flags, bool defaultValue = false) => throw new NotImplementedException();

    /// <summary>A span of time, written as <c>5s</c>, <c>00:00:05</c> or ISO 8601. Default and bounds are in ticks of 100 ns.</summary>
    public TimeSpan Duration(
        string key, int offset, KeyFlags flags, long defaultValue = 0, long minimum = long.MinValue, long maximum = long.MaxValue) =>
        throw new NotImplementedException();

    /// <summary>A calendar day, <c>yyyy-MM-dd</c>. Default and bounds are day numbers.</summary>
    public DateOnly Date(
        string key, int offset, KeyFlags flags, int defaultValue = 0, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        throw new NotImplementedException();

    /// <summary>A point in time with its offset, ISO 8601. Default and bounds are UTC ticks.</summary>
    public DateTimeOffset Timestamp(
        string key, int offset, KeyFlags flags, long defaultValue = 0, long minimum = long.MinValue, long maximum = long.MaxValue) =>
        throw new NotImplementedException();

    /// <summary>A GUID.</summary>
    public Guid Guid(string key, int offset, KeyFlags flags, string? defaultValue = null) => throw new NotImplementedException();

    /// <summary>An absolute URI; null when there is neither a value nor a default.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="offset">Where the part of the key below the product's section starts.</param>
    /// <param name="flags">What else holds for the key.</param>
    /// <param name="defaultValue">The value when no source supplies one.</param>
    /// <param name="schemes">The allowed schemes, such as <c>https|http</c>; null for any.</param>
    /// <param name="maxLength">The largest number of characters.</param>
    public Uri? Uri(
        string key, int offset, KeyFlags flags, string? defaultValue = null, string? schemes = null, int maxLength = int.MaxValue) =>
        throw new NotImplementedException();

    /// <summary>The index of a name in a list of names.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="offset">Where the part of the key below the product's section starts.</param>
    /// <param name="flags">What else holds for the key.</param>
    /// <param name="defaultValue">The index when no source supplies a name.</param>
    /// <param name="names">All names, such as <c>Standard|ReadOnly</c>; case is ignored. Numbers are not names.</param>
    /// <param name="allowed">The names that are allowed, in the same form; null for all.</param>
    public int Enum(string key, int offset, KeyFlags flags, int defaultValue, string names, string? allowed = null) =>
        throw new NotImplementedException();

    /// <summary>
    /// A list: items <c>0</c>, <c>1</c>, … below the key. A list that is given replaces the default as a whole. Null when there is
    /// neither a value nor a default.
    /// </summary>
    /// <param name="key">The full key.</param>
    /// <param name="offset">Where the part of the key below the product's section starts.</param>
    /// <param name="flags">What else holds for the key.</param>
    /// <param name="item">Reads one item.</param>
    /// <param name="defaultValue">The value when no source supplies one.</param>
    /// <param name="minLength">The smallest number of items.</param>
    /// <param name="maxLength">The largest number of items.</param>
    public IReadOnlyList<T>? List<T>(
        string key, int offset, KeyFlags flags, ItemReader<T> item, IReadOnlyList<T>? defaultValue = null, int minLength = 0,
        int maxLength = int.MaxValue) => throw new NotImplementedException();

    /// <summary>Named values below the key; names keep the spelling of the first source and are compared without case.</summary>
    public IReadOnlyDictionary<string, T>? Map<T>(
        string key, int offset, KeyFlags flags, ItemReader<T> item, int minLength = 0, int maxLength = int.MaxValue) =>
        throw new NotImplementedException();
}
