using Aspire.Hosting.ApplicationModel;
using Helix.Manifests;

namespace Aspire.Hosting;

/// <summary>
/// A parameter percent-encoded, for a URI in what is published. Aspire's expressions have a format for that, which only the manifest's
/// publisher heeds: those of Docker Compose and Kubernetes would put the value into the URI as it is.
/// </summary>
internal static class EncodedParameter
{
    public static ParameterResource Add(IDistributedApplicationBuilder builder, ParameterResource parameter)
    {
        // Named and written as the manifest's publisher does it with the format.
        var encoded = new ParameterResource(parameter.Name + "-uri-encoded", _ => Uri.EscapeDataString(ValueOf(parameter)), parameter.Secret);
        _ = builder.AddResource(encoded).WithManifestPublishingCallback(context =>
        {
            context.Writer.WriteString("type", "annotated.string");
            context.Writer.WriteString("value", parameter.ValueExpression);
            context.Writer.WriteString("filter", "uri");
        });
        return encoded;
    }

    /// <summary>Whether a parameter stands in a URI that a product's server or its consumers get.</summary>
    public static bool IsWanted(LocalProduct product, LocalParameter parameter) =>
        product.Arguments
            .Concat(product.Environment.Concat(product.ConsumerEnvironment).Concat(product.ConnectionProperties).Select(static variable => variable.Value))
            .Append(product.ConnectionString ?? LocalValue.Literal(""))
            .SelectMany(static value => value.Parts)
            .Any(part => part is { Kind: LocalPartKind.Parameter, IsUriEncoded: true } && part.Text == parameter.Name);

    /// <summary>Nothing is waited for: when publishing, a value is there or missing.</summary>
    private static string ValueOf(ParameterResource parameter) => parameter.GetValueAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() ?? "";
}
