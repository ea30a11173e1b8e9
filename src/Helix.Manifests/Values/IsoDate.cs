using System.Globalization;

namespace Helix.Manifests;

/// <summary>A calendar day without time or zone, as manifests write it: <c>2027-01-31</c>.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to the length of the month.</param>
public readonly record struct IsoDate(int Year, int Month, int Day) : IComparable<IsoDate>
{
    /// <summary>Days since 0001-01-01, which is 0: the number that <c>DateOnly.FromDayNumber</c> takes.</summary>
    public int DayNumber => (int)(new DateTime(Year, Month, Day).Ticks / TimeSpan.TicksPerDay);

    /// <summary>Reads <c>yyyy-MM-dd</c>; nothing else is a date.</summary>
    public static bool TryParse(string text, out IsoDate date)
    {
        bool valid = DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day);
        date = valid ? new(day.Year, day.Month, day.Day) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(IsoDate other) => (Year, Month, Day).CompareTo((other.Year, other.Month, other.Day));

    /// <summary>Whether the left day comes first.</summary>
    public static bool operator <(IsoDate left, IsoDate right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left day comes last.</summary>
    public static bool operator >(IsoDate left, IsoDate right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left day comes first or both are the same.</summary>
    public static bool operator <=(IsoDate left, IsoDate right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left day comes last or both are the same.</summary>
    public static bool operator >=(IsoDate left, IsoDate right) => left.CompareTo(right) >= 0;

    /// <summary>The day as <c>yyyy-MM-dd</c>.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0:0000}-{1:00}-{2:00}", Year, Month, Day);
}
