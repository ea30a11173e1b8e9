namespace Helix.Manifests;

/// <summary>
/// Plans how a developer's machine provides a product. It knows no kind by name: addresses and credentials follow from the connection
/// properties, whose names are Aspire's (Host, Port, Uri, Username, Password, Database), and from <c>spec.local</c>.
/// </summary>
public static class LocalPlanner
{
    /// <summary>Plans one product.</summary>
    /// <param name="product">The product with its kind. Templates that stand for nothing were reported when it was resolved, and are left as text.</param>
    /// <param name="defaultNamespace">The namespace of its type where the manifest names none.</param>
    public static LocalProduct Plan(ProductContract product, string? defaultNamespace = null)
    {
        LocalResource local = product.Local ?? new(LocalResourceForm.External);
        var values = new LocalValues(product, local);
        ProductManifest manifest = product.Manifest;

        // The server first: a key that it is told is one that the consumer must know.
        EquatableArray<LocalVariable> environment = local.Environment
            .Select(variable => new LocalVariable(variable.Name, LocalValues.AtServer(values.Template(variable.Text), local)))
            .ToEquatableArray();
        EquatableArray<LocalValue> arguments = local.Arguments.Select(text => LocalValues.AtServer(values.Template(text), local)).ToEquatableArray();
        EquatableArray<LocalVariable> properties = values.ConnectionProperties();
        EquatableArray<LocalVariable> consumer = Consumer(product, values, properties, isExternal: false);
        EquatableArray<LocalParameter> parameters = values.Parameters;

        LocalValue? connectionString = values.ConnectionString();
        var external = new LocalValues(product, new(LocalResourceForm.External));
        EquatableArray<LocalVariable> externalEnvironment = Consumer(product, external, default, isExternal: true);
        bool isExternal = local.Form == LocalResourceForm.External;
        return new(manifest.Name, local.Form)
        {
            Version = manifest.Version,
            DisplayName = manifest.DisplayName,
            Owner = manifest.Owner.Team,
            TypeName = $"{manifest.Namespace ?? defaultNamespace ?? "Products"}.{product.CSharpName}",
            Image = local.Image,
            Tag = local.Tag,
            Command = local.Command,
            Port = local.Port,
            Scheme = values.EndpointScheme,
            Volume = local.Volume,
            Arguments = arguments,
            Environment = environment,
            Parameters = isExternal ? external.Parameters : parameters,
            HealthCommand = (local.Health?.Command ?? default).Select(text => LocalValues.AtServer(values.Template(text), local)).ToEquatableArray(),
            HealthPath = local.Health?.HttpPath is { } path && values.Template(path).Text is { Length: > 0 } text ? text : null,
            StartsAfter = manifest.DependsOn.Select(static dependency => dependency.Product).Distinct(StringComparer.Ordinal).ToEquatableArray(),
            ConnectionProperties = isExternal ? default : properties,
            ConnectionString = isExternal ? null : connectionString,
            ConnectionStringName = product.Bindings.ConnectionString,
            ConsumerEnvironment = isExternal ? externalEnvironment : consumer,
            ExternalEnvironment = externalEnvironment,
            ExternalParameters = external.Parameters,
            Plans = manifest.Plans.Select(static plan => new LocalPlan(plan.Name, plan.RequiresApproval, plan.Limits)).ToEquatableArray(),
            Plan = (manifest.Plans.FirstOrDefault(static plan => plan.IsDefault) ?? manifest.Plans.FirstOrDefault())?.Name,
            Links = Links(manifest.Support),
        };
    }

    private static EquatableArray<LocalVariable> Consumer(
        ProductContract product, LocalValues values, EquatableArray<LocalVariable> properties, bool isExternal)
    {
        var variables = new List<LocalVariable>();
        var supplied = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        bool hasString = isExternal && product.Bindings.ConnectionString is not null && product.Kind is { Manifest.ConnectionStringKeywords.IsEmpty: false };
        if (hasString)
        {
            variables.Add(new("ConnectionStrings__" + product.Bindings.ConnectionString, values.Ask("connection-string", $"Connection string of {product.Manifest.Name}.", isSecret: true)));
            supplied.UnionWith(product.Kind!.Manifest.ConnectionStringKeywords.Select(static keyword => keyword.Text));
        }

        foreach (LocalVariable property in properties)
        {
            variables.Add(new(product.Bindings.EnvironmentPrefix + property.Name.ToUpperInvariant(), property.Value));
            supplied.Add(values.KeyOf(property.Name)!);
        }

        string section = product.Section.Replace(":", "__") + "__";
        foreach (KeyContract key in product.Keys)
        {
            if (supplied.Contains(key.Name))
            {
                continue;
            }

            if (values.Written(key) is { } written)
            {
                variables.Add(new(section + key.Name, written));
            }
            else if (values.IsRequired(key))
            {
                variables.AddRange(values.Required(key, section + key.Name));
            }
        }

        return variables.ToEquatableArray();
    }

    private static EquatableArray<NamedText> Links(ProductSupport support) => new (string Name, string? Url)[]
    {
        ("Docs", support.Docs), ("Feedback", support.Feedback), ("Chat", support.Chat), ("Status", support.Status),
    }.Where(static link => link.Url is not null).Select(static link => new NamedText(link.Name, link.Url!)).ToEquatableArray();
}
