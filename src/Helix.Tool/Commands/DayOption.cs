using System.CommandLine;
using System.Globalization;

namespace Helix.Tool.Commands;

/// <summary>The option <c>--date</c>: the day that dates in manifests and waivers are judged by.</summary>
internal static class DayOption
{
    public static Option<DateOnly?> Create(string description) => new("--date")
    {
        Description = description,
        HelpName = "yyyy-MM-dd",
        CustomParser = static result =>
        {
            string text = result.Tokens[^1].Value;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            {
                return day;
            }

            result.AddError($"'{text}' is no day; expected yyyy-MM-dd, such as 2027-01-31.");
            return null;
        },
    };
}
