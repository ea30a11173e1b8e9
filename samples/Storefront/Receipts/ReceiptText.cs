using System.Globalization;
using System.Text;

namespace Storefront;

/// <summary>A receipt as the customer reads it. The same event always gives the same name and the same text.</summary>
internal static class ReceiptText
{
    public const string ContentType = "text/plain; charset=utf-8";

    /// <summary>The name of the blob: one folder a month, as the tax office asks for months.</summary>
    public static string Name(OrderPlaced placed) =>
        string.Create(CultureInfo.InvariantCulture, $"{placed.Placed.UtcDateTime:yyyy'/'MM}/{placed.Id}.txt");

    public static byte[] Of(OrderPlaced placed)
    {
        var text = new StringBuilder();
        Line($"Receipt {placed.Id}");
        Line($"{placed.Placed.UtcDateTime:yyyy-MM-dd HH:mm} UTC, for {placed.Email}");
        Line($"");
        foreach (OrderLine line in placed.Lines)
        {
            Line($"{line.Quantity,3} x {line.Name,-30}{line.Price * line.Quantity,12:F2} EUR");
        }

        Line($"{"Total",-36}{placed.Total,12:F2} EUR");
        return Encoding.UTF8.GetBytes(text.ToString());

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
