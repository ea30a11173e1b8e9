using Aspire.Hosting.ApplicationModel;
using Helix.Manifests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds infrastructure products to an app host, and to the projects that use them.</summary>
public static class ProductResourceBuilderExtensions
{
    /// <summary>
    /// Adds a product as its manifest says that a developer's machine provides it. The generated method of a product, such as
    /// <c>builder.AddOrdersDb()</c>, calls it.
    /// </summary>
    /// <param name="builder">The app host.</param>
    /// <param name="product">The local plan of the product.</param>
    /// <param name="name">The name of the resource; null for that of the product.</param>
    /// <param name="uses">Which projects use which products, for the check at start; empty for no check.</param>
    /// <returns>The resource, to reference, to wait for, and to configure.</returns>
    public static IResourceBuilder<IProductResource> AddHelixProduct(
        this IDistributedApplicationBuilder builder, LocalProduct product, [ResourceName] string? name = null, IReadOnlyList<ProductUse>? uses = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(product);
        name ??= product.Name;
        CompositionCheck.Register(builder, uses ?? []);
        IResourceBuilder<IProductResource> added = product.Form switch
        {
            LocalResourceForm.Container => AddContainer(builder, product, name),
            LocalResourceForm.Executable => AddExecutable(builder, product, name),
            _ => AddWithoutServer(builder, product, name),
        };
        OrderStart(builder, added);
        return added;
    }

    /// <summary>
    /// Gives a project what it needs to use the product: exactly the environment variables that the product's generated settings read.
    /// </summary>
    /// <typeparam name="T">The type of the consumer.</typeparam>
    /// <param name="builder">The consumer.</param>
    /// <param name="product">The product.</param>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<IProductResource> product)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(product);
        IProductResource resource = product.Resource;

        // Asked when the consumer starts or is published: the plan may be chosen after the reference.
        return builder
            .WithEnvironment(context =>
            {
                foreach ((string variable, ReferenceExpression value) in resource.ConsumerEnvironment)
                {
                    context.EnvironmentVariables[variable] = value;
                }
            })
            .WithReferenceRelationship(resource);
    }

    /// <summary>Chooses a plan of the product, such as <c>OrdersDbPlans.Dedicated</c>. Its limits apply where the manifest names them.</summary>
    /// <param name="builder">The product.</param>
    /// <param name="plan">The name of the plan.</param>
    /// <exception cref="ArgumentException">The product has no plan of that name.</exception>
    public static IResourceBuilder<IProductResource> WithPlan(this IResourceBuilder<IProductResource> builder, string plan)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(plan);
        Parts(builder.Resource).Choose(builder.Resource.Product.WithPlan(plan));
        return builder;
    }

    /// <summary>
    /// Uses a shared environment while developing: nothing is started, and consumers get the connection string that the app host is
    /// configured with (<c>ConnectionStrings:orders-db</c>). Call it before the product is referenced. Publishing is not affected.
    /// </summary>
    /// <param name="builder">The product.</param>
    /// <returns>The product to reference from here on.</returns>
    public static IResourceBuilder<IProductResource> RunAsExternal(this IResourceBuilder<IProductResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ApplicationBuilder.ExecutionContext.IsRunMode ? AsExternal(builder) : builder;
    }

    /// <summary>
    /// Publishes no server of the product: the target environment has one, and its connection string becomes a parameter of the
    /// deployment. Call it before the product is referenced. Running is not affected.
    /// </summary>
    /// <param name="builder">The product.</param>
    /// <returns>The product to reference from here on.</returns>
    public static IResourceBuilder<IProductResource> PublishAsExternal(this IResourceBuilder<IProductResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ApplicationBuilder.ExecutionContext.IsPublishMode ? AsExternal(builder) : builder;
    }

    private static IResourceBuilder<IProductResource> AsExternal(IResourceBuilder<IProductResource> builder)
    {
        IDistributedApplicationBuilder app = builder.ApplicationBuilder;
        LocalProduct product = builder.Resource.Product;
        _ = app.Resources.Remove(builder.Resource);
        foreach (ParameterResource parameter in Parts(builder.Resource).Values.Parameters.ToArray())
        {
            _ = app.Resources.Remove(parameter);
        }

        return AddWithoutServer(app, External(product), builder.Resource.Name);
    }

    private static LocalProduct External(LocalProduct product) => product with
    {
        Form = LocalResourceForm.External,
        Parameters = product.ExternalParameters,
        ConsumerEnvironment = product.ExternalEnvironment,
        ConnectionProperties = default,
        ConnectionString = null,
        Port = null,
    };

    private static IResourceBuilder<IProductResource> AddContainer(IDistributedApplicationBuilder builder, LocalProduct product, string name)
    {
        var resource = new ProductContainerResource(name, product);
        IResourceBuilder<ProductContainerResource> added = builder.AddResource(resource).WithImage(product.Image ?? name, product.Tag ?? "latest");
        if (product.Volume is { } path)
        {
            // Another app host on the machine has a volume, and a password, of its own. Kubernetes takes letters, digits and hyphens alone,
            // and the name has that of the app host in it, such as Shop.AppHost.
            _ = added.WithVolume(VolumeNameGenerator.Generate(added, "data").Replace('.', '-').Replace('_', '-'), path);
        }

        AddServer(added, resource);
        return added;
    }

    private static IResourceBuilder<IProductResource> AddExecutable(IDistributedApplicationBuilder builder, LocalProduct product, string name)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            // Publishers pass over a program: what they wrote would refer to a server that nobody has, where they wrote anything at all.
            IResourceBuilder<IProductResource> external = AddWithoutServer(builder, External(product), name);
            CompositionCheck.Of(builder).Unpublished.Add(external.Resource);
            return external;
        }

        var resource = new ProductExecutableResource(name, product, builder.AppHostDirectory);
        IResourceBuilder<ProductExecutableResource> added = builder.AddResource(resource);
        AddServer(added, resource);
        return added;
    }

    private static IResourceBuilder<IProductResource> AddWithoutServer(IDistributedApplicationBuilder builder, LocalProduct product, string name)
    {
        var resource = new ProductResource(name, product);
        AddParameters(builder, resource);
        IResourceBuilder<ProductResource> added = builder.AddResource(resource)
            .WithInitialState(new() { ResourceType = product.Kind(), Properties = [], State = KnownResourceStates.Running })
            .ExcludeFromManifest();
        AddLinks(added, product);
        return added;
    }

    private static void AddServer<T>(IResourceBuilder<T> added, T resource)
        where T : IProductResource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints
    {
        LocalProduct product = resource.Product;
        AddParameters(added.ApplicationBuilder, resource);
        ProductValues values = Parts(resource).Values;
        _ = added
            .WithEnvironment(context =>
            {
                foreach (LocalVariable variable in resource.Product.Environment)
                {
                    context.EnvironmentVariables[variable.Name] = values.Expression(variable.Value);
                }
            })
            .WithArgs(context =>
            {
                foreach (LocalValue argument in resource.Product.Arguments)
                {
                    context.Args.Add(values.Expression(argument));
                }
            });
        AddLinks(added, product);
        if (product.Port is not { } port)
        {
            return;
        }

        // Publishers differ on a port that is not given: one takes the server's, another any. Running, each start has a free one.
        bool isPublished = added.ApplicationBuilder.ExecutionContext.IsPublishMode;
        string endpoint = ProductValues.EndpointName(product);
        _ = added.WithEndpoint(port: isPublished ? port : null, targetPort: TargetPort(product, isPublished), scheme: product.Scheme, name: endpoint);
        if (product.HealthPath is { } path)
        {
            _ = added.WithHttpHealthCheck(path, endpointName: endpoint);
            return;
        }

        string check = resource.Name + "_check";
        added.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            check, _ => new PortHealthCheck(values.Endpoint!), HealthStatus.Unhealthy, tags: null, timeout: TimeSpan.FromSeconds(5)));
        _ = added.WithHealthCheck(check);
    }

    /// <summary>A program that is told its port may be given any; one that is not listens on its own.</summary>
    private static int? TargetPort(LocalProduct product, bool isPublished) =>
        product.Form == LocalResourceForm.Executable && !isPublished
        && product.Arguments.Concat(product.Environment.Select(static variable => variable.Value)).Any(static value => value.Has(LocalPartKind.TargetPort))
            ? null
            : product.Port;

    private static void AddParameters(IDistributedApplicationBuilder builder, IProductResource resource)
    {
        LocalProduct product = resource.Product;
        foreach (LocalParameter parameter in product.Parameters)
        {
            string name = ParameterName(resource.Name, parameter);
            IResourceBuilder<ParameterResource> added = parameter switch
            {
                // Kept in the app host's user secrets: the server's volume outlives one run, and so must its password.
                { GeneratedLength: > 0 } => builder.AddParameter(
                    name, new GenerateParameterDefault { MinLength = parameter.GeneratedLength, Special = false }, secret: parameter.IsSecret, persist: true),
                { Name: "connection-string" } when product.ConnectionStringName is { } key => builder.AddParameterFromConfiguration(name, "ConnectionStrings:" + key, secret: true),
                _ => builder.AddParameter(name, secret: parameter.IsSecret),
            };
            if (parameter.Description is { Length: > 0 } description)
            {
                _ = added.WithDescription(description);
            }

            Parts(resource).Values.Add(parameter.Name, added.Resource);
            if (builder.ExecutionContext.IsPublishMode && EncodedParameter.IsWanted(product, parameter))
            {
                Parts(resource).Values.AddEncoded(parameter.Name, EncodedParameter.Add(builder, added.Resource));
            }
        }
    }

    private static void AddLinks<T>(IResourceBuilder<T> added, LocalProduct product)
        where T : IResource
    {
        foreach (NamedText link in product.Links)
        {
            _ = added.WithUrl(link.Text, $"{link.Name} of {product.DisplayName ?? product.Name}");
        }
    }

    /// <summary>A product starts after those that its manifest names in <c>dependsOn</c>, in whichever order they are added.</summary>
    private static void OrderStart(IDistributedApplicationBuilder builder, IResourceBuilder<IProductResource> added)
    {
        foreach (IProductResource other in builder.Resources.OfType<IProductResource>().Where(other => other != added.Resource).ToArray())
        {
            if (added.Resource.Product.StartsAfter.Contains(other.Product.Name))
            {
                Wait(added.Resource, other);
            }

            if (other.Product.StartsAfter.Contains(added.Resource.Product.Name))
            {
                Wait(other, added.Resource);
            }
        }

        static void Wait(IProductResource later, IProductResource earlier)
        {
            if (later is IResourceWithWaitSupport && earlier is not ProductResource)
            {
                later.Annotations.Add(new WaitAnnotation(earlier, WaitType.WaitUntilHealthy));
            }
        }
    }

    private static string ParameterName(string resource, LocalParameter parameter) => $"{resource}-{parameter.Name}";

    private static IProductParts Parts(IProductResource resource) => (IProductParts)resource;

    private static string Kind(this LocalProduct product) => product.Form == LocalResourceForm.External ? "External product" : "Product";
}
