using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Helix.Tool.New;

/// <summary>Writes a text as a YAML value: plain where every reader takes it for a text, else in quotes.</summary>
internal static partial class YamlText
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string text) =>
        Plain().IsMatch(text) && !Word().IsMatch(text) ? text : JsonSerializer.Serialize(text, s_readable);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9._/()-]*( [A-Za-z0-9._/()-]+)*\z")]
    private static partial Regex Plain();

    /// <summary>What some reader takes for another type.</summary>
    [GeneratedRegex(@"\A(?:true|false|null|yes|no|on|off|y|n)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
