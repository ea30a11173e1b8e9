using System.Globalization;

namespace Helix.Configuration;

/// <summary>
/// Reads spans of time in the grammar of manifests: <c>5s</c>, <c>1.5m</c>, <c>00:00:05</c>, <c>PT5S</c>. A test holds it to the
/// manifest reader's.
/// </summary>
internal static class DurationValue
{
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan value)
    {
        value = default;
        if (text.Length is 0 or > 64)
        {
            return false;
        }

        if (text.Contains(':'))
        {
            return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value);
        }

        return TryParseUnits(text, out value);
    }

    private static bool TryParseUnits(ReadOnlySpan<char> text, out TimeSpan value)
    {
        value = default;
        if (TrySimple(text, out long simple))
        {
            value = new(simple);
            return true;
        }

        bool negative = text[0] == '-';
        ReadOnlySpan<char> rest = negative ? text[1..] : text;
        decimal ticks = 0;
        bool valid = rest.Length > 0 && rest[0] is 'P' or 'p' ? TryIso(rest[1..], ref ticks) : TryUnit(rest, ref ticks);
        if (!valid || ticks > long.MaxValue)
        {
            return false;
        }

        value = new((long)(negative ? -ticks : ticks));
        return true;
    }

    /// <summary>Ticks in the shortest unit form, such as <c>5s</c>.</summary>
    public static string Format(long ticks)
    {
        (long Unit, string Name)[] units =
        [
            (TimeSpan.TicksPerDay, "d"), (TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "m"), (TimeSpan.TicksPerSecond, "s"),
            (TimeSpan.TicksPerMillisecond, "ms"),
        ];
        foreach ((long unit, string name) in units)
        {
            if (ticks != 0 && ticks % unit == 0)
            {
                return (ticks / unit).ToString(CultureInfo.InvariantCulture) + name;
            }
        }

        return ticks == 0 ? "0s" : new TimeSpan(ticks).ToString("c", CultureInfo.InvariantCulture);
    }

    /// <summary>The common form, a small whole number and its unit, without the cost of decimals.</summary>
    private static bool TrySimple(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        int at = 0;
        while (at < text.Length && at < 9 && char.IsAsciiDigit(text[at]))
        {
            ticks = (ticks * 10) + (text[at++] - '0');
        }

        if (at == 0)
        {
            return false;
        }

        long unit = UnitOf(text[at..]);
        ticks *= unit;
        return unit != 0;
    }

    private static long UnitOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        "d" => TimeSpan.TicksPerDay,
        _ => 0,
    };

    private static bool TryUnit(ReadOnlySpan<char> text, ref decimal ticks)
    {
        int length = NumberLength(text);
        long unit = UnitOf(text[length..]);
        return unit != 0 && TryAdd(text[..length], unit, ref ticks);
    }

    /// <summary>Days, then behind a T hours, minutes and seconds, each at most once and in this order.</summary>
    private static bool TryIso(ReadOnlySpan<char> text, ref decimal ticks)
    {
        const string Order = "DTHMS";
        int last = -1;
        bool any = false;
        while (text.Length > 0)
        {
            if (text[0] is 'T' or 't')
            {
                if (last >= 1)
                {
                    return false;
                }

                last = 1;
                any = false;
                text = text[1..];
                continue;
            }

            int length = NumberLength(text);
            if (length == 0 || length == text.Length)
            {
                return false;
            }

            int place = Order.IndexOf(char.ToUpperInvariant(text[length]), StringComparison.Ordinal);
            long unit = place switch { 0 => TimeSpan.TicksPerDay, 2 => TimeSpan.TicksPerHour, 3 => TimeSpan.TicksPerMinute, 4 => TimeSpan.TicksPerSecond, _ => 0 };
            if (unit == 0 || place <= last || (place > 0 && last < 1) || !TryAdd(text[..length], unit, ref ticks))
            {
                return false;
            }

            last = place;
            any = true;
            text = text[(length + 1)..];
        }

        return any;
    }

    private static bool TryAdd(ReadOnlySpan<char> number, long unit, ref decimal ticks)
    {
        int point = number.IndexOf('.');
        int whole = point < 0 ? number.Length : point;
        int fraction = point < 0 ? 1 : number.Length - point - 1;
        if (whole is 0 or > 15 || fraction is 0 or > 15
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
        {
            return false;
        }

        ticks += value * unit;
        return true;
    }

    private static int NumberLength(ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExcept("0123456789.");
        return length < 0 ? text.Length : length;
    }
}
