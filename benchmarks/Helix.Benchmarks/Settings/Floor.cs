using System.Globalization;
using Helix.Benchmarks.Fleet.Peers;

namespace Helix.Benchmarks.Settings;

/// <summary>
/// The least that anybody could do: the strings are at hand, each is parsed, checked and assigned. No lookup, no source, no message.
/// </summary>
internal sealed class Floor
{
    public Floor(string[] values)
    {
        Host = Text(values[0], 1, int.MaxValue);
        Port = Whole(values[1], 1, 65535);
        Database = Text(values[2], 1, 63);
        Username = Text(values[3], 1, int.MaxValue);
        Password = new(values[4]);
        UseTls = bool.Parse(values[5]);
        CommandTimeout = Span(values[6], TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        ConnectTimeout = Span(values[7], TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30));
        MaxPoolSize = Whole(values[8], 1, 1000);
        MaxRetries = Whole(values[9], 0, 10);
        SampleRate = Real(values[10], 0, 1);
        Mode = Enum.Parse<FleetMode>(values[11], ignoreCase: true);
    }

    public string Host { get; }

    public int Port { get; }

    public string Database { get; }

    public string Username { get; }

    public Secret Password { get; }

    public bool UseTls { get; }

    public TimeSpan CommandTimeout { get; }

    public TimeSpan ConnectTimeout { get; }

    public int MaxPoolSize { get; }

    public int MaxRetries { get; }

    public double SampleRate { get; }

    public FleetMode Mode { get; }

    private static string Text(string value, int minimum, int maximum) =>
        value.Length >= minimum && value.Length <= maximum ? value : throw new FormatException();

    private static int Whole(string value, int minimum, int maximum)
    {
        int number = int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return number >= minimum && number <= maximum ? number : throw new FormatException();
    }

    private static double Real(string value, double minimum, double maximum)
    {
        double number = double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
        return number >= minimum && number <= maximum ? number : throw new FormatException();
    }

    private static TimeSpan Span(string value, TimeSpan minimum, TimeSpan maximum)
    {
        var span = TimeSpan.ParseExact(value, "c", CultureInfo.InvariantCulture);
        return span >= minimum && span <= maximum ? span : throw new FormatException();
    }
}
