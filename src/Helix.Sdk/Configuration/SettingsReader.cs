using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Helix.Configuration;

/// <summary>
/// Reads the keys of one product from the app's configuration. Generated settings call it, one call a key, from assemblies that were
/// compiled against an older version: members are only ever added.
/// </summary>
/// <remarks>
/// A key is given in full, such as <c>Helix:OrdersDb:Port</c>; the reader itself finds the key of a keyed instance, of an environment
/// variable alias or of a connection string. A wrong value is reported, all of them at once when the last product has been read; the call
/// then returns a value of no meaning, and the settings are thrown away.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct SettingsReader
{
    private readonly ProductReading _reading;

    internal SettingsReader(ProductReading reading) => _reading = reading;

    /// <summary>Whether a source supplies the key. Reports a missing required and a given forbidden key.</summary>
    public bool Has(string key, KeyFlags flags = KeyFlags.None)
    {
        return _reading.Has(key, flags);
    }

    /// <summary>Whether a source supplies any key below this one, of a nested object.</summary>
    public bool HasSection(string key, KeyFlags flags = KeyFlags.None)
    {
        return _reading.HasSection(key, flags);
    }

    /// <summary>Whether the app runs in this environment; case is ignored.</summary>
    public readonly bool InEnvironment(string name)
    {
        return _reading.InEnvironment(name);
    }

    /// <summary>
    /// Says that a key is deprecated, before any of the two is read. Where there is a replacement, a value of the old key counts as the
    /// replacement's, unless that has a value of its own.
    /// </summary>
    /// <param name="key">The full deprecated key.</param>
    /// <param name="replacement">The full key that takes its place, or null.</param>
    /// <param name="since">The version of the product that deprecated it, or null.</param>
    /// <param name="reason">Why, or null.</param>
    public void Deprecated(string key, string? replacement, string? since, string? reason)
    {
        _reading.Deprecate(key, replacement, since, reason);
    }

    /// <summary>A text; null when there is neither a value nor a default.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="flags">What else holds for the key.</param>
    /// <param name="defaultValue">The value when no source supplies one.</param>
    /// <param name="minLength">The smallest number of characters.</param>
    /// <param name="maxLength">The largest number of characters.</param>
    public string? String(string key, KeyFlags flags, string? defaultValue = null, int minLength = 0, int maxLength = int.MaxValue)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                Describe(key, defaultValue);
            }

            return defaultValue;
        }

        if (found.Length < minLength || found.Length > maxLength)
        {
            Length(found, key, flags, minLength, maxLength);
        }

        return found;
    }

    /// <summary>
    /// A text of a certain form; null when there is neither a value nor a default. Most keys have no form: a call of theirs should not be
    /// longer for it, as the compiler of a start pays for each argument.
    /// </summary>
    /// <param name="key">The full key.</param>
    /// <param name="flags">What else holds for the key.</param>
    /// <param name="defaultValue">The value when no source supplies one.</param>
    /// <param name="minLength">The smallest number of characters.</param>
    /// <param name="maxLength">The largest number of characters.</param>
    /// <param name="pattern">A regular expression that the value must match somewhere; null for none.</param>
    /// <param name="format">A named form: <c>email</c>, <c>hostname</c>, <c>ipv4</c>, <c>ipv6</c> or <c>path</c>; null for none.</param>
    /// <param name="allowed">The allowed values, separated by line feeds; null for any.</param>
    public string? String(
        string key, KeyFlags flags, string? defaultValue, int minLength, int maxLength, string? pattern, string? format, string? allowed)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                Describe(key, defaultValue);
            }

            return defaultValue;
        }

        CheckText(found, key, flags, minLength, maxLength, pattern, format, allowed);
        return found;
    }

    /// <summary>A text that is never shown; null when there is no value. A secret has no default.</summary>
    public Secret? Secret(string key, KeyFlags flags, int minLength = 0, int maxLength = int.MaxValue)
    {
        if (_reading.Find(key, flags | KeyFlags.Secret) is not { } found)
        {
            return null;
        }

        if (found.Length < minLength || found.Length > maxLength)
        {
            Length(found, key, flags | KeyFlags.Secret, minLength, maxLength);
        }

        return new(found);
    }

    /// <summary>A text of a certain form that is never shown; null when there is no value.</summary>
    public Secret? Secret(
        string key, KeyFlags flags, int minLength, int maxLength, string? pattern, string? format, string? allowed)
    {
        if (_reading.Find(key, flags | KeyFlags.Secret) is not { } found)
        {
            return null;
        }

        CheckText(found, key, flags | KeyFlags.Secret, minLength, maxLength, pattern, format, allowed);
        return new(found);
    }

    /// <summary>A 32-bit integer.</summary>
    public int Int32(
        string key, KeyFlags flags, int defaultValue = 0, int minimum = int.MinValue, int maximum = int.MaxValue)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                DescribeNumber(key, defaultValue);
            }

            return defaultValue;
        }

        if (!int.TryParse(found, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
        {
            Wrong(found, key, flags, "a whole number of 32 bits");
        }
        else if (value < minimum || value > maximum)
        {
            OutsideWhole(found, key, flags, minimum, maximum, int.MinValue, int.MaxValue);
        }

        return value;
    }

    /// <summary>A 64-bit integer.</summary>
    public long Int64(
        string key, KeyFlags flags, long defaultValue = 0, long minimum = long.MinValue, long maximum = long.MaxValue)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                DescribeNumber(key, defaultValue);
            }

            return defaultValue;
        }

        if (!long.TryParse(found, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            Wrong(found, key, flags, "a whole number of 64 bits");
        }
        else if (value < minimum || value > maximum)
        {
            OutsideWhole(found, key, flags, minimum, maximum, long.MinValue, long.MaxValue);
        }

        return value;
    }

    /// <summary>A number of bytes, written as <c>64MiB</c>.</summary>
    public long Size(
        string key, KeyFlags flags, long defaultValue = 0, long minimum = 0, long maximum = long.MaxValue)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                DescribeNumber(key, defaultValue);
            }

            return defaultValue;
        }

        if (!SizeValue.TryParse(found, out long value))
        {
            Wrong(found, key, flags, "a size, such as 512, 10MB or 64MiB");
        }
        else if (value < minimum || value > maximum)
        {
            OutsideWhole(found, key, flags, minimum, maximum, 0, long.MaxValue);
        }

        return value;
    }

    /// <summary>A double-precision number, finite.</summary>
    public double Double(
        string key, KeyFlags flags, double defaultValue = 0, double minimum = double.MinValue,
        double maximum = double.MaxValue)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                DescribeReal(key, defaultValue);
            }

            return defaultValue;
        }

        if (!(double.TryParse(found, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)))
        {
            Wrong(found, key, flags, "a number, such as 0.5");
        }
        else if (value < minimum || value > maximum)
        {
            OutsideReal(found, key, flags, minimum, maximum);
        }

        return value;
    }

    /// <summary><c>true</c> or <c>false</c>; case is ignored.</summary>
    public bool Boolean(string key, KeyFlags flags, bool defaultValue = false)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                Describe(key, defaultValue ? "true" : "false");
            }

            return defaultValue;
        }

        if (!bool.TryParse(found, out bool value))
        {
            Wrong(found, key, flags, "true or false");
        }

        return value;
    }

    /// <summary>A span of time, written as <c>5s</c>, <c>00:00:05</c> or ISO 8601. Default and bounds are in ticks of 100 ns.</summary>
    public TimeSpan Duration(
        string key, KeyFlags flags, long defaultValue = 0, long minimum = long.MinValue, long maximum = long.MaxValue)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                DescribeDuration(key, defaultValue);
            }

            return new(defaultValue);
        }

        if (!DurationValue.TryParse(found, out TimeSpan value))
        {
            Wrong(found, key, flags, "a duration, such as 100ms, 5s or 00:00:05");
        }
        else if (value.Ticks < minimum || value.Ticks > maximum)
        {
            OutsideDuration(found, key, flags, minimum, maximum);
        }

        return value;
    }

    /// <summary>A calendar day, <c>yyyy-MM-dd</c>. Default and bounds are day numbers.</summary>
    public DateOnly Date(
        string key, KeyFlags flags, int defaultValue = 0, int minimum = int.MinValue, int maximum = int.MaxValue)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                Describe(key, Day(defaultValue));
            }

            return DateOnly.FromDayNumber(defaultValue);
        }

        if (!CalendarValue.TryParseDay(found, out DateOnly value))
        {
            Wrong(found, key, flags, "a date (yyyy-MM-dd)");
        }
        else if (value.DayNumber < minimum || value.DayNumber > maximum)
        {
            Outside(found, key, flags, Text(minimum), Text(maximum));
        }

        return value;

        static string Text(int day) => day is int.MinValue or int.MaxValue ? "" : Day(day);
    }

    /// <summary>A point in time with its offset, ISO 8601. Default and bounds are UTC ticks.</summary>
    public DateTimeOffset Timestamp(
        string key, KeyFlags flags, long defaultValue = 0, long minimum = long.MinValue, long maximum = long.MaxValue)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                Describe(key, Moment(defaultValue));
            }

            return new(defaultValue, TimeSpan.Zero);
        }

        if (!CalendarValue.TryParseMoment(found, out DateTimeOffset value))
        {
            Wrong(found, key, flags, "a point in time, such as 2027-01-31T12:00:00Z");
            return default;
        }

        if (value.UtcTicks < minimum || value.UtcTicks > maximum)
        {
            Outside(found, key, flags, Text(minimum), Text(maximum));
        }

        return value;

        static string Text(long ticks) => ticks is long.MinValue or long.MaxValue ? "" : Moment(ticks);
    }

    /// <summary>A GUID.</summary>
    public Guid Guid(string key, KeyFlags flags, string? defaultValue = null)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                Describe(key, defaultValue);
            }

            return defaultValue is null ? default : System.Guid.Parse(defaultValue);
        }

        if (!System.Guid.TryParse(found, out Guid value))
        {
            Wrong(found, key, flags, "a GUID");
        }

        return value;
    }

    /// <summary>An absolute URI; null when there is neither a value nor a default.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="flags">What else holds for the key.</param>
    /// <param name="defaultValue">The value when no source supplies one.</param>
    /// <param name="schemes">The allowed schemes, such as <c>https|http</c>; null for any.</param>
    /// <param name="maxLength">The largest number of characters.</param>
    public Uri? Uri(
        string key, KeyFlags flags, string? defaultValue = null, string? schemes = null, int maxLength = int.MaxValue)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                Describe(key, defaultValue);
            }

            return defaultValue is null ? null : new(defaultValue, UriKind.Absolute);
        }

        // A rooted path is an absolute URI on Unix and not on Windows; what is meant always has a scheme.
        if (found.StartsWith('/') || !System.Uri.TryCreate(found, UriKind.Absolute, out Uri? value))
        {
            Wrong(found, key, flags, "an absolute URI");
            return null;
        }

        if (schemes is not null && NameList.IndexOf(schemes, '|', value.Scheme, StringComparison.OrdinalIgnoreCase) < 0)
        {
            _reading.Fail(key, $"has the scheme {value.Scheme}; expected {schemes.Replace("|", " or ", StringComparison.Ordinal)}", flags);
        }
        else if (found.Length > maxLength)
        {
            Length(found, key, flags, 0, maxLength);
        }

        return value;
    }

    /// <summary>The index of a name in a list of names.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="flags">What else holds for the key.</param>
    /// <param name="defaultValue">The index when no source supplies a name.</param>
    /// <param name="names">All names, such as <c>Standard|ReadOnly</c>; case is ignored. Numbers are not names.</param>
    /// <param name="allowed">The names that are allowed, in the same form; null for all.</param>
    public int Enum(string key, KeyFlags flags, int defaultValue, string names, string? allowed = null)
    {
        if (_reading.Find(key, flags) is not { } found)
        {
            if (_reading.IsDescribing)
            {
                DescribeName(key, names, defaultValue);
            }

            return defaultValue;
        }

        int index = NameList.IndexOf(names, '|', found, StringComparison.OrdinalIgnoreCase);
        if (index < 0 || (allowed is not null && NameList.IndexOf(allowed, '|', found, StringComparison.OrdinalIgnoreCase) < 0))
        {
            WrongName(found, key, flags, allowed ?? names, isUnknown: index < 0);
        }

        return Math.Max(index, 0);
    }

    /// <summary>
    /// A list: items <c>0</c>, <c>1</c>, … below the key. A list that is given replaces the default as a whole. Null when there is
    /// neither a value nor a default.
    /// </summary>
    /// <param name="key">The full key.</param>
    /// <param name="flags">What else holds for the key.</param>
    /// <param name="item">Reads one item.</param>
    /// <param name="defaultValue">The value when no source supplies one.</param>
    /// <param name="minLength">The smallest number of items.</param>
    /// <param name="maxLength">The largest number of items.</param>
    public IReadOnlyList<T>? List<T>(
        string key, KeyFlags flags, ItemReader<T> item, IReadOnlyList<T>? defaultValue = null, int minLength = 0,
        int maxLength = int.MaxValue)
    {
        // Required and forbidden are about items; an own value is there only for an empty list, or by mistake.
        string? own = _reading.Find(key, flags & ~(KeyFlags.Required | KeyFlags.Forbidden));
        string[] given = _reading.Items(key, flags, own, out int source);
        if (given.Length == 0)
        {
            // An empty array in a file is an entry with an empty value: a list is given, and it has no items.
            if (own is { Length: > 0 })
            {
                _reading.Fail(key, "is one value; expected a list: items 0, 1, … below the key", flags);
                return defaultValue;
            }

            if (own is not null)
            {
                Forbid(key, flags);
                Count(key, 0, minLength, maxLength);
                return [];
            }

            Require(key, flags);
            return defaultValue;
        }

        Forbid(key, flags);
        int[] indices = Indices(key, given);
        var items = new List<T>(indices.Length);
        (bool?, int) outer = _reading.EnterCollection(flags, source);
        foreach (int index in indices)
        {
            items.Add(item(ref this, $"{key}:{Number(index)}"));
        }

        _reading.LeaveCollection(outer);
        Count(key, items.Count, minLength, maxLength);
        return items.AsReadOnly();
    }

    /// <summary>Named values below the key; names keep the spelling of the first source and are compared without case.</summary>
    public IReadOnlyDictionary<string, T>? Map<T>(
        string key, KeyFlags flags, ItemReader<T> item, int minLength = 0, int maxLength = int.MaxValue)
    {
        _ = _reading.Find(key, flags & ~(KeyFlags.Required | KeyFlags.Forbidden));
        string[] names = _reading.Names(key, flags);
        if (names.Length == 0)
        {
            Require(key, flags);
            return null;
        }

        Forbid(key, flags);
        var items = new Dictionary<string, T>(names.Length, StringComparer.OrdinalIgnoreCase);
        (bool?, int) outer = _reading.EnterCollection(flags);
        foreach (string name in names)
        {
            items[name] = item(ref this, $"{key}:{name}");
        }

        _reading.LeaveCollection(outer);
        Count(key, items.Count, minLength, maxLength);
        return items.AsReadOnly();
    }

    /// <summary>The indices of a list's items in their order. Reports names that are no index, and holes.</summary>
    private readonly int[] Indices(string key, string[] names)
    {
        var indices = new SortedSet<int>();
        foreach (string name in names)
        {
            // One spelling an index: 01 would be the item 1 for some and a name for others.
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && Number(index) == name)
            {
                _ = indices.Add(index);
            }
            else
            {
                _reading.Fail($"{key}:{name}", "is not an item of a list; expected 0, 1, …");
            }
        }

        if (indices.Count > 0 && indices.Max != indices.Count - 1)
        {
            int hole = Enumerable.Range(0, indices.Count).First(i => !indices.Contains(i));
            _reading.Fail($"{key}:{Number(hole)}", $"has no value, but item {Number(indices.Max)} has");
        }

        return [.. indices];
    }

    private readonly void Require(string key, KeyFlags flags)
    {
        if ((flags & KeyFlags.Required) != 0)
        {
            _reading.ReportPresence(key, flags, isGiven: false);
        }
    }

    private readonly void Forbid(string key, KeyFlags flags)
    {
        if ((flags & KeyFlags.Forbidden) != 0)
        {
            _reading.ReportPresence(key, flags, isGiven: true);
        }
    }

    /// <summary>Takes a default down where the effective settings are asked for.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Describe(string key, string? value) => _reading.DescribeDefault(key, value);

    private readonly void DescribeNumber(string key, long value) => Describe(key, Number(value));

    private readonly void DescribeReal(string key, double value) => Describe(key, value.ToString(CultureInfo.InvariantCulture));

    private readonly void DescribeDuration(string key, long ticks) => Describe(key, DurationValue.Format(ticks));

    private readonly void DescribeName(string key, string names, int index) => Describe(key, names.Split('|').ElementAtOrDefault(index));

    /// <summary>A bound in words; empty where it is none.</summary>
    private static string Bound(long value, long none) => value == none ? "" : Number(value);

    private static string Real(double value, double none) => value.Equals(none) ? "" : value.ToString(CultureInfo.InvariantCulture);

    private static string Day(int day) => DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(long ticks) =>
        new DateTimeOffset(ticks, TimeSpan.Zero).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private readonly void CheckText(
        string found, string key, KeyFlags flags, int minLength, int maxLength, string? pattern, string? format,
        string? allowed)
    {
        string value = found;
        if (value.Length < minLength || value.Length > maxLength)
        {
            Length(found, key, flags, minLength, maxLength);
        }
        else if (allowed is not null && NameList.IndexOf(allowed, '\n', value, StringComparison.Ordinal) < 0)
        {
            Wrong(found, key, flags, "one of " + allowed.Replace("\n", ", ", StringComparison.Ordinal));
        }
        else if (format is not null && !TextFormats.Has(value, format))
        {
            Wrong(found, key, flags, $"of the form {format}");
        }
        else if (pattern is not null && !TextFormats.Matches(value, pattern))
        {
            Wrong(found, key, flags, $"matched by {pattern}", "is not ");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Wrong(string found, string key, KeyFlags flags, string expected, string verb = "is not ")
    {
        string shown = (flags & KeyFlags.Secret) != 0 || Redaction.MayHoldCredentials(found) ? "the value" : found.Length == 0 ? "an empty value" : $"'{Short(found)}'";
        _reading.Fail(key, $"{shown} {verb}{expected}", flags);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Outside(string found, string key, KeyFlags flags, string minimum, string maximum)
    {
        string shown = (flags & KeyFlags.Secret) != 0 ? "the value" : Short(found);
        string problem = (minimum.Length, maximum.Length) switch
        {
            (0, _) => $"is above {maximum}",
            (_, 0) => $"is below {minimum}",
            _ => $"is outside {minimum}..{maximum}",
        };
        _reading.Fail(key, $"{shown} {problem}", flags);
    }

    private readonly void OutsideWhole(
        string found, string key, KeyFlags flags, long minimum, long maximum, long noMinimum, long noMaximum) =>
        Outside(found, key, flags, Bound(minimum, noMinimum), Bound(maximum, noMaximum));

    private readonly void OutsideReal(string found, string key, KeyFlags flags, double minimum, double maximum) =>
        Outside(found, key, flags, Real(minimum, double.MinValue), Real(maximum, double.MaxValue));

    private readonly void OutsideDuration(string found, string key, KeyFlags flags, long minimum, long maximum)
    {
        Outside(found, key, flags, Text(minimum, long.MinValue), Text(maximum, long.MaxValue));

        static string Text(long ticks, long none) => ticks == none ? "" : DurationValue.Format(ticks);
    }

    private readonly void WrongName(string found, string key, KeyFlags flags, string names, bool isUnknown)
    {
        string[] open = names.Split('|');
        string? nearest = isUnknown ? Nearest.Of(found, open) : null;
        string hint = nearest is null ? "" : $"; did you mean {nearest}?";
        Wrong(found, key, flags, $"one of {string.Join(", ", open)}{hint}");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Length(string found, string key, KeyFlags flags, int minLength, int maxLength)
    {
        string bound = found.Length < minLength ? $"at least {Number(minLength)}" : $"at most {Number(maxLength)}";
        _reading.Fail(key, $"has {Number(found.Length)} characters; expected {bound}", flags);
    }

    private readonly void Count(string key, int count, int minLength, int maxLength)
    {
        if (count < minLength || count > maxLength)
        {
            string bound = count < minLength ? $"at least {Number(minLength)}" : $"at most {Number(maxLength)}";
            _reading.Fail(key, $"has {Number(count)} items; expected {bound}");
        }
    }

    /// <summary>Enough of a value to find it; a report is no place for a page of text.</summary>
    private static string Short(string value) => VisibleText.Of(value.Length <= 80 ? value : value[..77] + "...");
}
