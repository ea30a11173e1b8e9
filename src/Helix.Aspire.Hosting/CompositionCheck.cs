using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>
/// Before anything starts or is published: each composed project references the products that it uses. The compiler says the same
/// (HLX6001) where it can see the composition; this sees the one that is really there.
/// </summary>
internal sealed class CompositionCheck
{
    private static readonly ConditionalWeakTable<IDistributedApplicationBuilder, CompositionCheck> s_checks = [];
    private readonly HashSet<ProductUse> _uses = [];

    /// <summary>Products that no publisher takes.</summary>
    public List<IProductResource> Unpublished { get; } = [];

    public static CompositionCheck Of(IDistributedApplicationBuilder builder) => s_checks.GetValue(builder, static builder =>
    {
        var check = new CompositionCheck();
        _ = builder.Eventing.Subscribe<BeforeStartEvent>((started, _) =>
        {
            check.Run(started.Model, started.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Helix.Composition"));
            return Task.CompletedTask;
        });
        return check;
    });

    public static void Register(IDistributedApplicationBuilder builder, IReadOnlyList<ProductUse> uses) => Of(builder)._uses.UnionWith(uses);

    private void Run(DistributedApplicationModel model, ILogger logger)
    {
        string[] missing = [.. model.Resources.OfType<ProjectResource>().SelectMany(project => Missing(project, model)).Order(StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw new DistributedApplicationException("Helix: the composition lacks products that its projects use.\n  " + string.Join("\n  ", missing));
        }

        foreach (IProductResource product in Unpublished.Where(product => model.Resources.Contains(product)))
        {
            logger.LogWarning(
                "{Product} is a program on a developer's machine, which is not published: what is published has no server for it, and asks for its connection string. Call PublishAsExternal() on it where that is meant.",
                product.Name);
        }

        foreach (IProductResource product in model.Resources.OfType<IProductResource>())
        {
            if (product.Product.Plans.Any(plan => plan.Name == product.Product.Plan && plan.RequiresApproval))
            {
                logger.LogInformation("{Product} runs with the plan {Plan}, which {Owner} has to approve before it is used elsewhere.", product.Name, product.Product.Plan, product.Product.Owner);
            }
        }
    }

    private IEnumerable<string> Missing(ProjectResource project, DistributedApplicationModel model)
    {
        string path = Path.GetFullPath(project.GetProjectMetadata().ProjectPath);
        HashSet<string> referenced = [.. project.Annotations.OfType<ResourceRelationshipAnnotation>().Select(static relation => relation.Resource).OfType<IProductResource>().Select(static product => product.Product.Name)];
        foreach (ProductUse use in _uses.Where(use => string.Equals(Path.GetFullPath(use.ProjectPath), path, StringComparison.OrdinalIgnoreCase) && !referenced.Contains(use.Product)))
        {
            IProductResource? composed = model.Resources.OfType<IProductResource>().FirstOrDefault(product => product.Product.Name == use.Product);
            yield return composed is null
                ? $"{project.Name} uses {use.Product}, which is not composed: add builder.{use.Method}() and .WithReference(...) to {project.Name}"
                : $"{project.Name} uses {use.Product} and does not reference it: add .WithReference(...) of '{composed.Name}' to {project.Name}";
        }
    }
}
