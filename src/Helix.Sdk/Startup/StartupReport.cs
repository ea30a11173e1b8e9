using System.Globalization;
using System.Text;
using Helix.Configuration;

namespace Helix.Startup;

/// <summary>Writes the report of what is wrong in the configuration of products, grouped by product.</summary>
internal static class StartupReport
{
    public static string Write(IReadOnlyList<ConfigurationError> all, string what)
    {
        // Keys are anybody's to write, too.
        ConfigurationError[] errors = [.. all.Select(static error => error with { Key = VisibleText.Of(error.Key) })];
        ConfigurationError[][] products = [.. errors.GroupBy(static error => error.Product).Select(static group => group.ToArray())];
        var report = new StringBuilder();
        _ = report.Append(CultureInfo.InvariantCulture, $"Helix: {products.Length} {(products.Length == 1 ? "product" : "products")} {what}.");
        int key = errors.Max(static error => error.Key.Length);
        int problem = Math.Min(errors.Max(static error => error.Problem.Length), 72);
        foreach (ConfigurationError[] product in products)
        {
            ProductInfo info = product[0].Product;
            string ask = info.Support.Docs ?? info.Support.Chat ?? info.Owner.OnCall ?? "";
            _ = report.Append('\n').Append($"  {info.Name} {info.Version}   owner {info.Owner.Team}   {ask}".TrimEnd());
            foreach (ConfigurationError error in product)
            {
                _ = report.Append('\n').Append($"    {error.Key.PadRight(key)}   {error.Problem.PadRight(problem)}   {error.Source}".TrimEnd());
            }
        }

        return report.ToString();
    }
}
