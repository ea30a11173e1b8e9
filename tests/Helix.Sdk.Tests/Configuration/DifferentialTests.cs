using System.Globalization;
using System.Text;
using CsCheck;
using Helix.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Helix.Sdk.Tests.Configuration;

/// <summary>
/// The reflection binder of .NET is the yardstick: what it reads from a text, Helix reads as the same value, but for the differences that
/// docs/configuration.md lists. Each of these is here, by name.
/// </summary>
public sealed class DifferentialTests
{
    private const int Inputs = 4000;

    /// <summary>What the documentation says Helix does not read though the binder does, or reads otherwise.</summary>
    private static readonly Dictionary<string, Func<string, bool>> s_differences = new(StringComparer.Ordinal)
    {
        ["Whole"] = IsOtherWhole,
        ["Big"] = IsOtherWhole,

        // Numbers: finite ones only.
        ["Real"] = static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsFinite(value),

        // A span has a unit or colons: a bare number would be days for the binder, which nobody means.
        ["Wait"] = static text => !text.Contains(':', StringComparison.Ordinal) || !TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out _),

        // Names only: the binder takes numbers, also of no name, and lists with commas.
        ["Color"] = static text => text.Any(static c => char.IsAsciiDigit(c) || c is ',' or '-' or '+') || text.Trim().Length != text.Length,

        // Absolute URIs of a scheme that the manifest allows: the binder takes any text as a relative one.
        ["Link"] = static text => !text.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || !Uri.IsWellFormedUriString(text, UriKind.Absolute),

        // yyyy-MM-dd, not any form of a culture.
        ["Day"] = static text => !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),

        // ISO 8601 with a T; without an offset it is UTC, where the binder takes the time zone of the machine.
        ["Moment"] = static text => !text.Contains('T', StringComparison.Ordinal) || !(text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-')),
    };

    private static readonly Gen<string> s_noise = Gen.String[Gen.Char["0123456789+-.,:eE TtZz#xXfFn\0é①"], 0, 12];

    /// <summary>
    /// Whole numbers: no white space, no hexadecimal (#1f, 0x1f, &amp;h1f). The framework passes over NULs at the end of a number, also behind
    /// white space, which is at the end of the number then.
    /// </summary>
    private static bool IsOtherWhole(string text)
    {
        string number = text.TrimEnd('\0');
        return number.AsSpan().Trim().Length != number.Length || text.Contains('#', StringComparison.Ordinal)
            || text.Contains('x', StringComparison.OrdinalIgnoreCase) || text.Contains("&h", StringComparison.OrdinalIgnoreCase);
    }

    public static TheoryData<string> Keys => ["Text", "Whole", "Big", "Real", "Flag", "Wait", "Color", "Link", "Day", "Moment", "Id"];

    [Theory]
    [MemberData(nameof(Keys))]
    public void What_the_binder_reads_is_read_as_the_same_value_but_for_listed_differences(string key)
    {
        int agreed = 0;
        Texts(key).Sample(
            text =>
            {
                (bool read, object? value) ours = Ours(key, text);
                (bool read, object? value) theirs = Theirs(key, text);
                if (theirs.read && (!s_differences.TryGetValue(key, out Func<string, bool>? differs) || !differs(text)))
                {
                    Assert.True(ours.read, $"{key} = {Shown(text)}: the binder reads {theirs.value}, Helix does not");
                    Assert.True(Equals(theirs.value, ours.value), $"{key} = {Shown(text)}: the binder reads {theirs.value}, Helix {ours.value}");
                    _ = Interlocked.Increment(ref agreed);
                }

                if (ours.read && !theirs.read)
                {
                    // What Helix reads beyond the binder: durations with units and of ISO 8601.
                    Assert.True(key is "Wait", $"{key} = {Shown(text)}: Helix reads {ours.value}, the binder does not");
                }
            },
            iter: Inputs);

        Assert.True(agreed > Inputs / 10, $"only {agreed} of {Inputs} texts were read by both");
    }

    [Theory]
    [InlineData("Whole", " 5")]
    [InlineData("Whole", "5 \0")]
    [InlineData("Big", "5 \0")]
    [InlineData("Whole", "0x5")]
    [InlineData("Real", "Infinity")]
    [InlineData("Wait", "5")]
    [InlineData("Color", "1")]
    [InlineData("Color", "7")]
    [InlineData("Link", "relative/path")]
    [InlineData("Day", "31 March 2026")]
    [InlineData("Moment", "2026-03-31")]
    public void What_the_binder_reads_and_Helix_refuses(string key, string text)
    {
        Assert.True(Theirs(key, text).Read);
        Assert.False(Ours(key, text).Read);
    }

    [Theory]
    [InlineData("Wait", "5s")]
    [InlineData("Wait", "PT5S")]
    public void What_Helix_reads_and_the_binder_does_not(string key, string text)
    {
        Assert.False(Theirs(key, text).Read);
        Assert.Equal(TimeSpan.FromSeconds(5), Ours(key, text).Value);
    }

    [Fact]
    public void The_hash_of_keys_that_are_equal_without_case_is_equal()
    {
        Gen.String[Gen.Char["abcKkſsßµΜμÉéIıiİ0:_K"], 0, 40].Sample(
            static text =>
            {
                string upper = text.ToUpperInvariant();
                foreach (string other in (string[])[upper, text.ToLowerInvariant(), new([.. text])])
                {
                    if (string.Equals(text, other, StringComparison.OrdinalIgnoreCase))
                    {
                        Assert.Equal(Helix.Configuration.KeyHash.Of(text), Helix.Configuration.KeyHash.Of(other));
                    }
                }
            },
            iter: Inputs);
    }

    private static Gen<string> Texts(string key) => key switch
    {
        "Text" => Gen.String[Gen.Char["abcxyz"], 2, 5],
        "Whole" => Gen.OneOf(Gen.Int[-5, 5].Select(static n => n.ToString(CultureInfo.InvariantCulture)), Gen.Int[-5, 5].Select(static n => $"+0{Math.Abs(n)}"), s_noise),
        "Big" => Gen.OneOf(Gen.Long.Select(static n => n.ToString(CultureInfo.InvariantCulture)), s_noise),
        "Real" => Gen.OneOf(
            Gen.Double[0, 1].Select(static n => n.ToString("R", CultureInfo.InvariantCulture)), Gen.Double[0, 1].Select(static n => n.ToString("E", CultureInfo.InvariantCulture)), s_noise),
        "Flag" => Gen.OneOf(Gen.Const("true"), Gen.Const("FALSE"), Gen.Const("True"), s_noise),
        "Wait" => Gen.OneOf(Gen.Long[-10_000_000_000_000, 10_000_000_000_000].Select(static t => new TimeSpan(t).ToString("c", CultureInfo.InvariantCulture)), Gen.Const("5s"), s_noise),
        "Color" => Gen.OneOf(Gen.OneOf(Gen.Const("Red"), Gen.Const("green"), Gen.Const("BLUE"), Gen.Const("Rot")), s_noise),
        "Link" => Gen.OneOf(Gen.String[Gen.Char["abc/?=&%20#.é"], 0, 20].Select(static path => "https://a.example/" + path), s_noise),
        "Day" => Gen.OneOf(Gen.Int[739617, 800000].Select(static n => DateOnly.FromDayNumber(n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), s_noise),
        "Moment" => Gen.OneOf(
            Gen.Select(Gen.Long[0, 3_000_000_000_000_000_000], Gen.Int[-14, 14], static (ticks, hours) =>
                new DateTimeOffset(ticks - (ticks % 10_000_000) + 864_000_000_000, TimeSpan.FromHours(hours)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)),
            Gen.Long[0, 3_000_000_000_000_000_000].Select(static ticks => new DateTimeOffset(ticks, TimeSpan.Zero).ToString("O", CultureInfo.InvariantCulture)),
            s_noise),
        _ => Gen.OneOf(Gen.Guid.Select(static g => g.ToString()), Gen.Guid.Select(static g => g.ToString("N")), Gen.Guid.Select(static g => g.ToString("B")), s_noise),
    };

    private static (bool Read, object? Value) Ours(string key, string text)
    {
        try
        {
            AnyBoxSettings settings = AnyBoxSettings.Create(new KeyValuePair<string, string?>(key, text));
            return (true, key switch
            {
                "Text" => settings.Text, "Whole" => settings.Whole, "Big" => settings.Big, "Real" => settings.Real, "Flag" => settings.Flag, "Wait" => settings.Wait,
                "Color" => settings.Color, "Link" => settings.Link, "Day" => settings.Day, "Moment" => settings.Moment, _ => settings.Id,
            });
        }
        catch (ProductConfigurationException)
        {
            return (false, null);
        }
    }

    /// <summary>The reflection binder, and the same constraints by hand.</summary>
    private static (bool Read, object? Value) Theirs(string key, string text)
    {
        IConfigurationRoot configuration = Boxes.Memory((key, text));
        object? value;
        try
        {
            value = configuration.GetValue(
                key switch
                {
                    "Text" => typeof(string), "Whole" => typeof(int), "Big" => typeof(long), "Real" => typeof(double), "Flag" => typeof(bool), "Wait" => typeof(TimeSpan),
                    "Color" => typeof(AnyBoxColor), "Link" => typeof(Uri), "Day" => typeof(DateOnly), "Moment" => typeof(DateTimeOffset), _ => typeof(Guid),
                },
                key);
        }
        catch (InvalidOperationException)
        {
            return (false, null);
        }

        bool valid = value switch
        {
            null => false,
            int number => number is >= -5 and <= 5,
            double number when key == "Real" => number is >= 0 and <= 1 || !double.IsFinite(number),
            DateOnly day => day >= new DateOnly(2026, 1, 1),
            _ => true,
        };
        return (valid, value);
    }

    private static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (char c in text)
        {
            _ = c is < ' ' or > '~' ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : shown.Append(c);
        }

        return $"\"{shown}\"";
    }
}
