using System.Globalization;
using System.Text.RegularExpressions;

namespace Helix.Manifests;

/// <summary>
/// Numbers of bytes as manifests and configuration write them: a number, optionally with a unit and no space: <c>512</c>, <c>512B</c>,
/// <c>10MB</c>, <c>64MiB</c>, <c>1.5GiB</c>. <c>kB</c> or <c>KB</c>, <c>MB</c>, <c>GB</c>, <c>TB</c> are powers of 1000; <c>KiB</c>,
/// <c>MiB</c>, <c>GiB</c>, <c>TiB</c> powers of 1024. A fraction of a byte is not a size. The runtime's reader in Helix.Sdk follows the same
/// grammar.
/// </summary>
public static class SizeText
{
    private static readonly Regex s_size = new(
        "^([0-9]{1,19}(?:\\.[0-9]{1,9})?)(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)?\\z", RegexOptions.CultureInvariant);

    /// <summary>Reads a number of bytes.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        Match match = text.Length <= 32 ? s_size.Match(text) : Match.Empty;
        if (!match.Success)
        {
            return false;
        }

        decimal value = decimal.Parse(match.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            * UnitBytes(match.Groups[2].Value);
        if (value > long.MaxValue || value != decimal.Truncate(value))
        {
            return false;
        }

        bytes = (long)value;
        return true;
    }

    private static long UnitBytes(string unit) => unit switch
    {
        "kB" or "KB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "TB" => 1_000_000_000_000,
        "KiB" => 1L << 10,
        "MiB" => 1L << 20,
        "GiB" => 1L << 30,
        "TiB" => 1L << 40,
        _ => 1,
    };
}
