using Helix.Manifests;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the three resources of products have in common beside Aspire's own base types.</summary>
internal interface IProductParts
{
    ProductValues Values { get; }

    void Choose(LocalProduct product);
}

/// <summary>Turns the values of a local plan into Aspire's expressions, whose open parts Aspire fills in: addresses and parameters.</summary>
internal sealed class ProductValues(IProductResource resource, EndpointReference? endpoint)
{
    private readonly Dictionary<string, ParameterResource> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParameterResource> _encoded = new(StringComparer.Ordinal);

    public EndpointReference? Endpoint { get; } = endpoint;

    /// <summary>What was added to the app host for the product.</summary>
    public IEnumerable<ParameterResource> Parameters => _parameters.Values.Concat(_encoded.Values);

    public static string EndpointName(LocalProduct product) => product.Scheme;

    public void Add(string name, ParameterResource parameter) => _parameters.Add(name, parameter);

    public void AddEncoded(string name, ParameterResource parameter) => _encoded.Add(name, parameter);

    public ReferenceExpression Expression(LocalValue value)
    {
        var builder = new ReferenceExpressionBuilder();
        foreach (LocalPart part in value.Parts)
        {
            string? format = part.IsUriEncoded ? "uri" : null;
            switch (part.Kind)
            {
                case LocalPartKind.Parameter when part.IsUriEncoded && _encoded.TryGetValue(part.Text, out ParameterResource? encoded):
                    builder.AppendFormatted(encoded);
                    break;
                case LocalPartKind.Parameter when _parameters.TryGetValue(part.Text, out ParameterResource? parameter):
                    builder.AppendFormatted(parameter, format);
                    break;
                case LocalPartKind.EndpointHost when Endpoint is not null:
                    builder.AppendFormatted(Endpoint.Property(EndpointProperty.Host), format);
                    break;
                case LocalPartKind.EndpointPort when Endpoint is not null:
                    builder.AppendFormatted(Endpoint.Property(EndpointProperty.Port), format);
                    break;
                case LocalPartKind.TargetPort when Endpoint is not null:
                    builder.AppendFormatted(Endpoint.Property(EndpointProperty.TargetPort), format);
                    break;
                case LocalPartKind.Limit:
                    builder.AppendLiteral(resource.Product.Limit(part.Text));
                    break;
                default:
                    builder.AppendLiteral(part.IsUriEncoded ? Uri.EscapeDataString(part.Text) : part.Text);
                    break;
            }
        }

        return builder.Build();
    }

    public IReadOnlyDictionary<string, ReferenceExpression> ConsumerEnvironment()
    {
        var variables = new Dictionary<string, ReferenceExpression>(StringComparer.Ordinal);
        foreach (LocalVariable variable in resource.Product.ConsumerEnvironment)
        {
            variables[variable.Name] = Expression(variable.Value);
        }

        return variables;
    }

    public IEnumerable<KeyValuePair<string, ReferenceExpression>> ConnectionProperties() =>
        resource.Product.ConnectionProperties.Select(property => KeyValuePair.Create(property.Name, Expression(property.Value)));

    /// <summary>The connection string; of a product that runs elsewhere, the one that its owner gives.</summary>
    public ReferenceExpression ConnectionString() =>
        resource.Product.ConnectionString is { } value ? Expression(value)
        : _parameters.TryGetValue("connection-string", out ParameterResource? parameter) ? ReferenceExpression.Create($"{parameter}")
        : ReferenceExpression.Create($"");
}
