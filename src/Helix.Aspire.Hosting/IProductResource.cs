using Helix.Manifests;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An infrastructure product in an app host: what its manifest says of a developer's machine, as a resource.</summary>
public interface IProductResource : IResourceWithConnectionString
{
    /// <summary>The local plan of the product, with the chosen plan of its manifest.</summary>
    LocalProduct Product { get; }

    /// <summary>The environment variables of a consumer: the ones that the product's generated settings read.</summary>
    IReadOnlyDictionary<string, ReferenceExpression> ConsumerEnvironment { get; }
}
