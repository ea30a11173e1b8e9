namespace Helix.Generators;

/// <summary>The names of the generator's steps, by which tests see what ran again.</summary>
internal static class Steps
{
    public const string Files = "Helix.Files";
    public const string Manifests = "Helix.Manifests";
    public const string Kinds = "Helix.Kinds";
    public const string KindTable = "Helix.KindTable";
    public const string OwnedKinds = "Helix.OwnedKinds";
    public const string KindFiles = "Helix.KindFiles";
    public const string Identities = "Helix.Identities";
    public const string Set = "Helix.Set";
    public const string NotGenerated = "Helix.NotGenerated";
    public const string Products = "Helix.Products";
    public const string ProductsOfKind = "Helix.ProductsOfKind";
    public const string GeneratedProducts = "Helix.GeneratedProducts";
    public const string ProductFiles = "Helix.ProductFiles";
    public const string Problems = "Helix.Problems";
    public const string SetProblems = "Helix.SetProblems";
    public const string Composes = "Helix.Composes";
    public const string ComposedProducts = "Helix.ComposedProducts";
    public const string Composition = "Helix.Composition";
    public const string AppHostFiles = "Helix.AppHostFiles";
    public const string ServiceUses = "Helix.ServiceUses";
    public const string UsesFile = "Helix.UsesFile";
}
