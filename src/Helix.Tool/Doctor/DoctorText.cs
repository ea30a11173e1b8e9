using Helix.Tool.Terminal;
using Spectre.Console;

namespace Helix.Tool.Doctor;

/// <summary>The configuration for a person: by environment and product, what is wrong first to be seen, then what is missing where.</summary>
internal static class DoctorText
{
    public static void Write(ToolConsole console, IReadOnlyList<DoctorEnvironment> environments)
    {
        foreach (DoctorEnvironment environment in environments)
        {
            console.Styled.MarkupLineInterpolated($"[bold underline]{environment.Environment}[/]");
            if (environment.Products.Count == 0)
            {
                console.Out.WriteLine("  The app registers no product.");
            }

            foreach (DoctorProduct product in environment.Products)
            {
                Write(console, product);
            }

            console.Out.WriteLine();
        }

        // Which key is missing in which environment, across all of them.
        foreach (IGrouping<string, string> missing in environments
            .SelectMany(static environment => environment.Products.SelectMany(product => product.Errors
                .Where(error => product.Settings.Any(setting => setting.Key == error.Key && setting.Value is null))
                .Select(error => (error.Key, environment.Environment))))
            .GroupBy(static pair => pair.Key, static pair => pair.Environment))
        {
            console.Styled.MarkupLineInterpolated($"[red]missing[/] {missing.Key} in {string.Join(", ", missing)}");
        }

        int errors = environments.Sum(static e => e.Products.Sum(static p => p.Errors.Count + (p.Health is { Status: "Unhealthy" } ? 1 : 0)));
        console.Out.WriteLine($"{environments.Count} {(environments.Count == 1 ? "environment" : "environments")}, {(errors == 0 ? "no problem" : errors == 1 ? "1 problem" : $"{errors} problems")}.");
    }

    private static void Write(ToolConsole console, DoctorProduct product)
    {
        console.Styled.MarkupLineInterpolated($"  [bold]{product.Name}[/] {product.Version}   owner {product.Owner}");
        int width = product.Settings.Select(static setting => Shown(setting).Length).DefaultIfEmpty().Max();
        foreach (DoctorSetting setting in product.Settings)
        {
            string problem = string.Join("; ", product.Errors.Where(error => error.Key == setting.Key).Select(static error => error.Problem));
            (string colour, string word) = problem.Length == 0 ? ("green", "ok     ") : setting.Value is null ? ("red", "missing") : ("red", "wrong  ");
            console.Styled.MarkupInterpolated($"    [{colour}]{word}[/]  ");
            console.Styled.WriteLine($"{Shown(setting).PadRight(width)}   {setting.Source ?? (setting.Value is null ? "" : "default")}{(problem.Length == 0 ? "" : "   " + problem)}".TrimEnd());
        }

        foreach (DoctorError error in product.Errors.Where(error => product.Settings.All(setting => setting.Key != error.Key)))
        {
            console.Styled.MarkupInterpolated($"    [red]wrong  [/]  ");
            console.Styled.WriteLine($"{error.Key} {error.Problem}   {error.Source}".TrimEnd());
        }

        if (product.Health is { } health)
        {
            string colour = health.Status switch { "Healthy" => "green", "Degraded" => "yellow", _ => "red" };
            console.Styled.MarkupInterpolated($"    [{colour}]{health.Status.ToLowerInvariant()}[/]  ");
            console.Styled.WriteLine(FormattableString.Invariant($"{health.Description} ({health.Milliseconds} ms)").TrimStart());
        }
    }

    private static string Shown(DoctorSetting setting) => setting.Value is null ? setting.Key : $"{setting.Key} = {setting.Value}";
}
