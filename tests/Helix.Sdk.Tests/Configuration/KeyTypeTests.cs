using Helix.Manifests;

namespace Helix.Sdk.Tests.Configuration;

public sealed class KeyTypeTests
{
    [Fact]
    public void What_is_not_given_has_its_default_or_is_missing()
    {
        AnyBoxSettings s = AnyBoxSettings.Create();

        Assert.Equal(("localhost", 80, TimeSpan.FromSeconds(5)), (s.Host, s.Port, s.Timeout));
        Assert.Equal((null, null, null, null, null, null, null), (s.Text, s.Whole, s.Wait, s.Link, s.Day, s.Moment, s.Id));
        Assert.Equal((5_000_000_000L, 0.5, true, 64L << 20, AnyBoxColor.Green), (s.Big, s.Real, s.Flag, s.Room, s.Color));
        Assert.Equal(["a", "b"], s.Names);
        Assert.Empty(s.Weights);
        Assert.Equal((10, AnyBoxPoolMode.Lazy), (s.Pool.Size, s.Pool.Mode));
        Assert.Empty(s.Doors);
        Assert.Null(s.Password);
    }

    [Fact]
    public void Every_type_is_read()
    {
        AnyBoxSettings s = AnyBoxSettings.Create(
            new("Text", "abc"), new("Whole", "-5"), new("Big", "1"), new("Real", "1e-1"), new("Flag", "FALSE"), new("Wait", "PT1M30S"), new("Room", "1.5KiB"),
            new("Link", "https://a.example/x"), new("Color", "blue"), new("Day", "2026-02-28"), new("Moment", "2026-01-01T00:00:00+02:00"),
            new("Id", "00000000-0000-0000-0000-000000000001"), new("Names:0", "x"), new("Weights:a.b", "2"), new("Pool:Size", "3"), new("Pool:Mode", "Eager"),
            new("Doors:0:Name", "front"), new("Doors:1:Name", "back"), new("Doors:1:Open", "true"), new("Password", "zx-secret-88"));

        Assert.Equal(("abc", -5, 1L, 0.1, false), (s.Text, s.Whole, s.Big, s.Real, s.Flag));
        Assert.Equal((TimeSpan.FromSeconds(90), 1536L, new Uri("https://a.example/x")), (s.Wait, s.Room, s.Link));
        Assert.Equal((AnyBoxColor.Blue, new DateOnly(2026, 2, 28), new DateTimeOffset(2025, 12, 31, 22, 0, 0, TimeSpan.Zero)), (s.Color, s.Day, s.Moment));
        Assert.Equal(Guid.Parse("00000000-0000-0000-0000-000000000001"), s.Id);
        Assert.Equal(["x"], s.Names);
        Assert.Equal(2, s.Weights["A.B"]);
        Assert.Equal((3, AnyBoxPoolMode.Eager), (s.Pool.Size, s.Pool.Mode));
        Assert.Equal([("front", false), ("back", true)], s.Doors.Select(static d => (d.Name, d.Open)));
        Assert.Equal("zx-secret-88", s.Password!.Reveal());
        Assert.Equal("***", s.Password.ToString());
        Assert.Equal("\"***\"", System.Text.Json.JsonSerializer.Serialize(s.Password));
    }

    [Theory]
    [InlineData("Text", "a", "has 1 characters; expected at least 2")]
    [InlineData("Text", "abcdef", "has 6 characters; expected at most 5")]
    [InlineData("Text", "ABC", "'ABC' is not matched by ^[a-z]+$")]
    [InlineData("Whole", "6", "6 is outside -5..5")]
    [InlineData("Whole", "1.0", "'1.0' is not a whole number of 32 bits")]
    [InlineData("Whole", "", "an empty value is not a whole number of 32 bits")]
    [InlineData("Big", "1,000", "'1,000' is not a whole number of 64 bits")]
    [InlineData("Real", "NaN", "'NaN' is not a number, such as 0.5")]
    [InlineData("Real", "0,5", "'0,5' is not a number, such as 0.5")]
    [InlineData("Real", "1.5", "1.5 is outside 0..1")]
    [InlineData("Flag", "1", "'1' is not true or false")]
    [InlineData("Wait", "5", "'5' is not a duration, such as 100ms, 5s or 00:00:05")]
    [InlineData("Room", "5 MB", "'5 MB' is not a size, such as 512, 10MB or 64MiB")]
    [InlineData("Link", "/path", "'/path' is not an absolute URI")]
    [InlineData("Link", "http://a.example", "has the scheme http; expected https")]
    [InlineData("Color", "1", "'1' is not one of Red, Green, Blue")]
    [InlineData("Color", "Gren", "'Gren' is not one of Red, Green, Blue; did you mean Green?")]
    [InlineData("Day", "2026-02-30", "'2026-02-30' is not a date (yyyy-MM-dd)")]
    [InlineData("Day", "2025-12-31", "2025-12-31 is below 2026-01-01")]
    [InlineData("Moment", "2026-01-01", "'2026-01-01' is not a point in time, such as 2027-01-31T12:00:00Z")]
    [InlineData("Id", "x", "'x' is not a GUID")]
    [InlineData("Names", "x", "is one value; expected a list: items 0, 1, … below the key")]
    [InlineData("Names:1", "x", "has no value, but item 1 has")]
    [InlineData("Names:x", "x", "is not an item of a list; expected 0, 1, …")]
    [InlineData("Weights:a", "-1", "-1 is below 0")]
    [InlineData("Pool:Size", "0", "0 is outside 1..100")]
    [InlineData("Pool:Sise", "1", "is not a key; did you mean Pool:Size?")]
    [InlineData("Doors:0:Open", "true", "is required and has no value")]
    public void A_wrong_value_is_one_error_that_says_what_would_be_right(string key, string value, string problem)
    {
        ProductConfigurationException report = Assert.Throws<ProductConfigurationException>(
            () => AnyBoxSettings.Create(new KeyValuePair<string, string?>(key, value)));

        Assert.Equal(problem, Assert.Single(report.Errors).Problem);
    }

    [Fact]
    public void A_wrong_value_that_may_hold_credentials_is_not_shown()
    {
        ProductConfigurationException report = Assert.Throws<ProductConfigurationException>(
            () => AnyBoxSettings.Create(new("Link", "https//user:zx-secret-87@a.example"), new("Whole", "Host=h;Password=zx-secret-87")));

        Assert.Equal(
            ["the value is not a whole number of 32 bits", "the value is not an absolute URI"], report.Errors.Select(static error => error.Problem));
    }

    [Fact]
    public void A_list_that_is_given_replaces_the_default_and_an_empty_one_is_empty()
    {
        Assert.Equal(["x"], AnyBoxSettings.Create(new KeyValuePair<string, string?>("Names:0", "x")).Names);
        Assert.Empty(AnyBoxSettings.Create(new KeyValuePair<string, string?>("Names", "")).Names);
        Assert.Equal(["a", "b"], AnyBoxSettings.Create(new KeyValuePair<string, string?>("Names", null)).Names);
    }

    [Fact]
    public void Null_counts_as_not_given() =>
        Assert.Equal(80, AnyBoxSettings.Create(new KeyValuePair<string, string?>("Port", null)).Port);

    [Fact]
    public void A_deprecated_key_still_fills_its_replacement()
    {
        Assert.Equal(TimeSpan.FromSeconds(7), AnyBoxSettings.Create(new KeyValuePair<string, string?>("Delay", "7s")).Wait);
        Assert.Equal(TimeSpan.FromSeconds(8), AnyBoxSettings.Create(new("Delay", "7s"), new("Wait", "8s")).Wait);
    }

    [Fact]
    public void Durations_and_sizes_are_read_as_manifests_write_them()
    {
        string[] numbers = ["", "0", "1", "1.5", ".5", "5.", "-2", "007", "1e3", "999999999999999", "9999999999999999", "1.2.3"];
        string[] units =
        [
            "", "ms", "s", "m", "h", "d", "S", " s", "us", ":00", ":00:05", ".00:00:05", "B", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "Kib", "mb",
        ];
        string[] iso = ["P1D", "PT1H", "P1DT1H2M3S", "PT5S", "pt5s", "P", "PT", "P1DT", "PT1M1H", "PT1D", "P5S", "-PT1.5S", "PT1S1S", "P1M", "00:00:05", "24:00:00", "1.12:00:00.5"];
        foreach (string text in numbers.SelectMany(number => units.Select(unit => number + unit)).Concat(iso))
        {
            bool expected = DurationText.TryParse(text, out long ticks);
            Assert.Equal((expected, expected ? ticks : 0), Read(Helix.Configuration.DurationValue.TryParse(text, out TimeSpan value), value.Ticks));
            expected = SizeText.TryParse(text, out long bytes);
            Assert.Equal((expected, expected ? bytes : 0), Read(Helix.Configuration.SizeValue.TryParse(text, out long size), size));
        }

        static (bool, long) Read(bool valid, long value) => (valid, valid ? value : 0);
    }
}
