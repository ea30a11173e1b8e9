using System.Globalization;
using System.Text;

namespace Helix.Manifests.Tests.Local;

/// <summary>A plan as a reviewer reads it.</summary>
internal static class PlanText
{
    public static string Of(LocalProduct product)
    {
        var text = new StringBuilder();
        Line(0, $"{product.Name} {product.Version} ({product.Form.ToString().ToLowerInvariant()}), owner {product.Owner}, type {product.TypeName}");
        Value("display name", product.DisplayName);
        Value("image", product.Image is null ? null : $"{product.Image}:{product.Tag}");
        Value("command", product.Command);
        Value("port", product.Port?.ToString(CultureInfo.InvariantCulture));
        Value("scheme", product.Port is null ? null : product.Scheme);
        Value("volume", product.Volume);
        Value("plan", product.Plan is { } plan ? $"{plan} of {string.Join(", ", product.Plans.Select(static p => p.Name + (p.RequiresApproval ? " (requires approval)" : "")))}" : null);
        Value("starts after", product.StartsAfter.IsEmpty ? null : string.Join(", ", product.StartsAfter));
        Value("health path", product.HealthPath);
        Lines("health command", product.HealthCommand.Select(static value => value.ToString()));
        Lines("arguments", product.Arguments.Select(static value => value.ToString()));
        Lines("environment", product.Environment.Select(Variable));
        Lines("parameters", product.Parameters.Select(Parameter));
        Lines("connection properties", product.ConnectionProperties.Select(Variable));
        Value("connection string", product.ConnectionString is { } value ? $"{product.ConnectionStringName}: {value}" : null);
        Lines("the consumer gets", product.ConsumerEnvironment.Select(Variable));
        Lines("of an external one it gets", product.ExternalEnvironment.Select(Variable));
        Lines("external parameters", product.ExternalParameters.Select(Parameter));
        Lines("links", product.Links.Select(static link => $"{link.Name} {link.Text}"));
        return text.ToString();

        void Value(string name, string? value)
        {
            if (value is not null)
            {
                Line(1, $"{name}: {value}");
            }
        }

        void Lines(string name, IEnumerable<string> lines)
        {
            string[] all = [.. lines];
            if (all.Length > 0)
            {
                Line(1, name + ":");
                Array.ForEach(all, line => Line(2, line));
            }
        }

        void Line(int indent, string line) => text.Append(' ', indent * 2).Append(line).Append('\n');
    }

    private static string Variable(LocalVariable variable) => $"{variable.Name}={variable.Value}";

    private static string Parameter(LocalParameter parameter) =>
        $"{parameter.Name}{(parameter.IsSecret ? ", secret" : "")}{(parameter.GeneratedLength > 0 ? $", generated, {parameter.GeneratedLength} characters" : ", asked")}: {parameter.Description}";
}
