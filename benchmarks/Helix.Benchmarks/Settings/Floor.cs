using System.Globalization;
using Helix.Benchmarks.Fleet.Peers;

namespace Helix.Benchmarks.Settings;

/// <summary>
/// The least that anybody could do: the strings are at hand, each is parsed, checked and assigned. No lookup, no source, no message.
/// </summary>
internal sealed class ClientFloor
{
    public ClientFloor(string[] values)
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

    internal static string Text(string value, int minimum, int maximum) =>
        value.Length >= minimum && value.Length <= maximum ? value : throw new FormatException();

    internal static int Whole(string value, int minimum, int maximum)
    {
        int number = int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return number >= minimum && number <= maximum ? number : throw new FormatException();
    }

    internal static double Real(string value, double minimum, double maximum)
    {
        double number = double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
        return number >= minimum && number <= maximum ? number : throw new FormatException();
    }

    internal static TimeSpan Span(string value, TimeSpan minimum, TimeSpan maximum)
    {
        var span = TimeSpan.ParseExact(value, "c", CultureInfo.InvariantCulture);
        return span >= minimum && span <= maximum ? span : throw new FormatException();
    }
}

/// <summary>The same for one key of each scalar type.</summary>
internal sealed class TypesFloor(string[] values)
{
    public string Name { get; } = ClientFloor.Text(values[0], 1, 63);

    public int Count { get; } = ClientFloor.Whole(values[1], 0, 1_000_000);

    public long Total { get; } = Long(values[2], 0, 1_000_000_000_000);

    public double Rate { get; } = ClientFloor.Real(values[3], 0, 1);

    public bool On { get; } = bool.Parse(values[4]);

    public TimeSpan Timeout { get; } = ClientFloor.Span(values[5], TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));

    public long Room { get; } = Long(values[6], 1 << 10, 1 << 30);

    public Uri Endpoint { get; } = Web(values[7]);

    public FleetMode Mode { get; } = Enum.Parse<FleetMode>(values[8], ignoreCase: true);

    public DateOnly Day { get; } = DateOnly.ParseExact(values[9], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public DateTimeOffset Moment { get; } = DateTimeOffset.Parse(values[10], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public Guid Id { get; } = Guid.Parse(values[11]);

    private static long Long(string value, long minimum, long maximum)
    {
        long number = long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return number >= minimum && number <= maximum ? number : throw new FormatException();
    }

    private static Uri Web(string value)
    {
        var uri = new Uri(value, UriKind.Absolute);
        return uri.Scheme is "https" or "http" ? uri : throw new FormatException();
    }
}
