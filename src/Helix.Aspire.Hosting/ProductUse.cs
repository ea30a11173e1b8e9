namespace Aspire.Hosting.ApplicationModel;

/// <summary>That a project uses a product, as its compiled code says.</summary>
/// <param name="ProjectPath">The full path of the project's file.</param>
/// <param name="Product">The name of the product.</param>
/// <param name="Method">The method that adds the product to an app host, such as <c>AddOrdersDb</c>.</param>
public sealed record ProductUse(string ProjectPath, string Product, string Method);
