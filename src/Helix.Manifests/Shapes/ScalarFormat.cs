using System.Globalization;
using System.Text.RegularExpressions;

namespace Helix.Manifests;

/// <summary>A form that single values have.</summary>
/// <param name="Expected">What is expected, for messages.</param>
/// <param name="RuleId">The rule that a value of another form breaks.</param>
/// <param name="IsValid">Whether a text has the form.</param>
/// <param name="JsonSchema">The form in JSON Schema, the inside of an object.</param>
internal sealed record ScalarFormat(string Expected, string RuleId, Func<string, bool> IsValid, string JsonSchema)
{
    // The parts of patterns for versions, which say in JSON Schema what SemVersion and VersionRange read.
    private const string Number = "(0|[1-9][0-9]*)";
    private const string PreRelease = "(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
    private const string PreReleases = PreRelease + "([.]" + PreRelease + ")*";
    private const string Comparison = "(>=?|<=?|=)" + Number + "([.]" + Number + "){0,2}(-" + PreReleases + ")?([+][0-9A-Za-z.-]+)?";

    public static ScalarFormat Text { get; } = new("text", ManifestRules.MissingOrWrongType, static _ => true, "\"type\": \"string\"");

    public static ScalarFormat Any { get; } = new(
        "a single value", ManifestRules.MissingOrWrongType, static _ => true, "\"type\": [\"string\", \"number\", \"boolean\"]");

    /// <summary>RFC 1123: what DNS, Kubernetes and resource names allow.</summary>
    public static ScalarFormat Label { get; } = Matching(
        "a name of lower-case letters, digits and inner hyphens, at most 63 long (RFC 1123), such as orders-db",
        "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$");

    public static ScalarFormat Identifier { get; } = new(
        "a C# identifier in ASCII that is no keyword, such as CommandTimeout",
        ManifestRules.InvalidValue,
        static text => CSharpNames.IsIdentifier(text) && !CSharpNames.IsKeyword(text),
        "\"type\": \"string\", \"pattern\": \"^[A-Za-z][A-Za-z0-9_]*$\"");

    public static ScalarFormat Namespace { get; } = new(
        "a C# namespace, such as Acme.Orders",
        ManifestRules.InvalidValue,
        CSharpNames.IsNamespace,
        "\"type\": \"string\", \"pattern\": \"^[A-Za-z_][A-Za-z0-9_]*([.][A-Za-z_][A-Za-z0-9_]*)*$\"");

    public static ScalarFormat Version { get; } = new(
        "a version by SemVer with three parts, such as 2.3.0",
        ManifestRules.InvalidValue,
        static text => SemVersion.TryParse(text, out _),
        $"\"type\": \"string\", \"pattern\": \"^{Number}[.]{Number}[.]{Number}(-{PreReleases})?([+][0-9A-Za-z-]+([.][0-9A-Za-z-]+)*)?$\"");

    public static ScalarFormat Range { get; } = new(
        "a range of versions, such as \">=1.0 <2.0\"",
        ManifestRules.InvalidValue,
        static text => VersionRange.TryParse(text, out _),
        $"\"type\": \"string\", \"pattern\": \"^ *{Comparison}( +{Comparison})* *$\"");

    public static ScalarFormat Url { get; } = new(
        "an absolute http or https URL",
        ManifestRules.InvalidValue,
        static text => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https",
        "\"type\": \"string\", \"format\": \"uri\", \"pattern\": \"^https?://\"");

    public static ScalarFormat Date { get; } = new(
        "a date (yyyy-MM-dd)",
        ManifestRules.InvalidValue,
        static text => IsoDate.TryParse(text, out _),
        "\"type\": \"string\", \"format\": \"date\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"");

    public static ScalarFormat Duration { get; } = new(
        "a duration, such as 100ms, 5s or 00:00:05",
        ManifestRules.InvalidValue,
        static text => DurationText.TryParse(text, out long ticks) && ticks >= 0,
        "\"type\": \"string\", \"pattern\": \"^([0-9]+([.][0-9]+)?(ms|s|m|h|d)|([0-9]+[.])?[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{7})?|[Pp][0-9.DHMSTdhmst]+)$\"");

    public static ScalarFormat Boolean { get; } = new(
        "true or false",
        ManifestRules.MissingOrWrongType,
        static text => text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE",
        "\"type\": \"boolean\"");

    public static ScalarFormat Regex { get; } = new(
        "a regular expression", ManifestRules.InvalidValue, IsRegex, "\"type\": \"string\", \"format\": \"regex\"");

    public static ScalarFormat Section { get; } = Matching(
        "a configuration section, such as Helix:OrdersDb", "^[^:\\s][^:]*(:[^:]+)*$");

    public static ScalarFormat EnvironmentPrefix { get; } = Matching(
        "a prefix of environment variables, such as ORDERS_DB_", "^[A-Za-z][A-Za-z0-9_]*_$");

    public static ScalarFormat NonEmpty { get; } = Matching("text that is not empty", "\\S");

    public static ScalarFormat Integer(long minimum, long maximum) => new(
        maximum == int.MaxValue ? $"a whole number from {minimum} on" : $"a whole number from {minimum} to {maximum}",
        ManifestRules.MissingOrWrongType,
        text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= minimum && value <= maximum,
        $"\"type\": \"integer\", \"minimum\": {minimum}, \"maximum\": {maximum}");

    public static ScalarFormat Percent { get; } = new(
        "a number of percent above 0 and at most 100",
        ManifestRules.InvalidValue,
        static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is > 0 and <= 100,
        "\"type\": \"number\", \"exclusiveMinimum\": 0, \"maximum\": 100");

    private static ScalarFormat Matching(string expected, string pattern)
    {
        // $ is the end in JSON Schema; in .NET it is also before a line break at the end, as a block scalar has it.
        var regex = new System.Text.RegularExpressions.Regex(pattern.EndsWith("$", StringComparison.Ordinal) ? pattern.Substring(0, pattern.Length - 1) + "\\z" : pattern, RegexOptions.CultureInvariant);
        return new(expected, ManifestRules.InvalidValue, regex.IsMatch, $"\"type\": \"string\", \"pattern\": {JsonText.Quote(pattern)}");
    }

    private static bool IsRegex(string text)
    {
        try
        {
            _ = new System.Text.RegularExpressions.Regex(text, RegexOptions.CultureInvariant);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
