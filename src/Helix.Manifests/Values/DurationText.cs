using System.Globalization;
using System.Text.RegularExpressions;

namespace Helix.Manifests;

/// <summary>
/// Spans of time as manifests and configuration write them, culture-independent and case-sensitive but for ISO 8601:
/// <list type="bullet">
/// <item>a number and a unit without a space: <c>100ms</c>, <c>5s</c>, <c>1.5m</c>, <c>1h</c>, <c>7d</c>;</item>
/// <item><c>[d.]hh:mm:ss[.fffffff]</c>: <c>00:00:05</c>, <c>1.12:00:00</c>;</item>
/// <item>ISO 8601 in days, hours, minutes and seconds: <c>PT5S</c>, <c>P1DT12H</c>.</item>
/// </list>
/// A leading minus negates. The runtime's reader in Helix.Sdk follows the same grammar.
/// </summary>
public static class DurationText
{
    private const string Digits = "[0-9]{1,15}(?:\\.[0-9]{1,15})?";

    private static readonly Regex s_unit = new($"^(-?)({Digits})(ms|s|m|h|d)\\z", RegexOptions.CultureInvariant);

    private static readonly Regex s_iso = new(
        $"^(-?)P(?:({Digits})D)?(?:T(?=[0-9])(?:({Digits})H)?(?:({Digits})M)?(?:({Digits})S)?)?\\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Reads a span of time; <paramref name="ticks"/> is in units of 100 ns.</summary>
    public static bool TryParse(string text, out long ticks)
    {
        ticks = 0;
        if (text.Length is 0 or > 64)
        {
            return false;
        }

        if (text.IndexOf(':') >= 0)
        {
            bool valid = TimeSpan.TryParseExact(
                text, ["c", "hh\\:mm\\:ss", "d\\.hh\\:mm\\:ss"], CultureInfo.InvariantCulture, out TimeSpan value);
            ticks = value.Ticks;
            return valid;
        }

        Match unit = s_unit.Match(text);
        if (unit.Success)
        {
            return TryScale(unit.Groups[1].Length > 0, [(unit.Groups[2].Value, UnitTicks(unit.Groups[3].Value))], out ticks);
        }

        Match iso = s_iso.Match(text);
        return iso.Success && text[text.Length - 1] is not ('P' or 'p' or 'T' or 't') && TryScale(
            iso.Groups[1].Length > 0,
            [
                (iso.Groups[2].Value, TimeSpan.TicksPerDay), (iso.Groups[3].Value, TimeSpan.TicksPerHour),
                (iso.Groups[4].Value, TimeSpan.TicksPerMinute), (iso.Groups[5].Value, TimeSpan.TicksPerSecond),
            ],
            out ticks);
    }

    /// <summary>Writes ticks of 100 ns in the shortest unit form, such as <c>5s</c>; in <c>c</c> form where no unit fits.</summary>
    public static string Format(long ticks)
    {
        (long Unit, string Name)[] units =
        [
            (TimeSpan.TicksPerDay, "d"), (TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "m"), (TimeSpan.TicksPerSecond, "s"),
            (TimeSpan.TicksPerMillisecond, "ms"),
        ];
        if (ticks == 0)
        {
            return "0s";
        }

        foreach ((long unit, string name) in units)
        {
            if (ticks % unit == 0)
            {
                return (ticks / unit).ToString(CultureInfo.InvariantCulture) + name;
            }
        }

        return new TimeSpan(ticks).ToString("c", CultureInfo.InvariantCulture);
    }

    private static long UnitTicks(string unit) => unit switch
    {
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        _ => TimeSpan.TicksPerDay,
    };

    private static bool TryScale(bool negative, (string Number, long Unit)[] parts, out long ticks)
    {
        ticks = 0;
        decimal sum = 0;
        foreach ((string number, long unit) in parts)
        {
            if (number.Length > 0)
            {
                sum += decimal.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit;
            }
        }

        if (sum > long.MaxValue)
        {
            return false;
        }

        ticks = (long)(negative ? -sum : sum);
        return true;
    }
}
