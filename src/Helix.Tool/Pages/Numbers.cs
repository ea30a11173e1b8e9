using System.Globalization;

namespace Helix.Tool.Pages;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    /// <summary>A ratio in percent. What is not quite all is never shown as 100 %.</summary>
    public static string Percent(double? ratio) => ratio switch
    {
        null => "–",
        > 0.995 and < 1 => (Math.Floor(1000 * ratio.Value) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " %",
        { } value => (100 * value).ToString("0", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>Thousands apart, by a space that no line breaks at.</summary>
    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u00A0');

    public static string Count(long number, string one, string many) => $"{Count(number)} {(number == 1 ? one : many)}";

    public static string Signed(double? number) => number is { } value ? value.ToString("+0;-0;0", CultureInfo.InvariantCulture) : "–";

    /// <summary>How long it still is, or how long ago it was.</summary>
    public static string DaysLeft(int? days) => days switch
    {
        null => "no end",
        0 => "today",
        < 0 => $"{Count(-days.Value, "day", "days")} over",
        _ => Count(days.Value, "day", "days"),
    };
}
