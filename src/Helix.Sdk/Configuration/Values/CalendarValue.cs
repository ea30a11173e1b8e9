using System.Globalization;

namespace Helix.Configuration;

/// <summary>Reads days (<c>2027-01-31</c>) and points in time (<c>2027-01-31T12:00:00Z</c>), ISO 8601.</summary>
internal static class CalendarValue
{
    public static bool TryParseDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out int year) || !TryDigits(text[5..7], out int month) || !TryDigits(text[8..], out int dayOfMonth)
            || year == 0 || month is 0 or > 12 || dayOfMonth == 0 || dayOfMonth > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new(year, month, dayOfMonth);
        return true;
    }

    /// <summary>A day, T, a time, and most often an offset; without one it is UTC.</summary>
    public static bool TryParseMoment(string text, out DateTimeOffset moment) =>
        TryParseSeconds(text, out moment)
        || (text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment));

    /// <summary>The common form, whole seconds with Z or an offset, without the cost of the framework's many forms.</summary>
    private static bool TryParseSeconds(ReadOnlySpan<char> text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length is not (20 or 25) || text[10] != 'T' || text[13] != ':' || text[16] != ':' || !TryParseDay(text[..10], out DateOnly day)
            || !TryDigits(text[11..13], out int hour) || !TryDigits(text[14..16], out int minute) || !TryDigits(text[17..19], out int second)
            || hour > 23 || minute > 59 || second > 59 || !TryOffset(text[19..], out TimeSpan offset))
        {
            return false;
        }

        DateTime local = day.ToDateTime(new(hour, minute, second));
        long utc = local.Ticks - offset.Ticks;
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        moment = new(local, offset);
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':' || !TryDigits(text[1..3], out int hours) || !TryDigits(text[4..], out int minutes)
            || minutes > 59 || (hours * 60) + minutes > 14 * 60)
        {
            return false;
        }

        offset = new(hours, minutes, 0);
        offset = text[0] == '-' ? -offset : offset;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
