using System.Globalization;

namespace Helix.Configuration;

/// <summary>Reads numbers of bytes in the grammar of manifests: <c>512</c>, <c>10MB</c>, <c>64MiB</c>. A test holds it to the manifest reader's.</summary>
internal static class SizeValue
{
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes)
    {
        bytes = 0;
        int length = text.IndexOfAnyExcept("0123456789.");
        length = length < 0 ? text.Length : length;
        long unit = text[length..] switch
        {
            "" or "B" => 1,
            "kB" or "KB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "TB" => 1_000_000_000_000,
            "KiB" => 1L << 10,
            "MiB" => 1L << 20,
            "GiB" => 1L << 30,
            "TiB" => 1L << 40,
            _ => 0,
        };
        ReadOnlySpan<char> number = text[..length];
        int point = number.IndexOf('.');
        int whole = point < 0 ? number.Length : point;
        int fraction = point < 0 ? 1 : number.Length - point - 1;
        if (unit == 0 || text.Length > 32 || whole is 0 or > 19 || fraction is 0 or > 9
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
        {
            return false;
        }

        value *= unit;
        if (value > long.MaxValue || value != decimal.Truncate(value))
        {
            return false;
        }

        bytes = (long)value;
        return true;
    }
}
