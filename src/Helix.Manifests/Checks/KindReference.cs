namespace Helix.Manifests;

/// <summary>Says what to do about a kind that no manifest describes.</summary>
public static class KindReference
{
    private static readonly (string Kind, string Package)[] s_builtIn =
    [
        ("sqlite", "Helix.Sdk.Sqlite"), ("http", "Helix.Sdk.Http"), ("postgresql", "Helix.Sdk.PostgreSql"), ("redis", "Helix.Sdk.Redis"),
        ("rabbitmq", "Helix.Sdk.RabbitMq"), ("blobs", "Helix.Sdk.Blobs"),
    ];

    /// <summary>The problem of a product whose kind is not among the known ones.</summary>
    /// <param name="product">A product that names a kind.</param>
    /// <param name="known">The names of the kinds that the project sees.</param>
    public static ContractProblem Unknown(ProductManifest product, IEnumerable<string> known)
    {
        string kind = product.Kind ?? "";
        // The package that is named brings a kind of another name: that one is meant.
        string? ofPackage = s_builtIn.FirstOrDefault(k => k.Package == product.KindPackage && k.Kind != kind).Kind;
        string? package = ofPackage is null ? product.KindPackage ?? s_builtIn.FirstOrDefault(k => k.Kind == kind).Package : null;
        string? nearest = ofPackage ?? (package is null ? Suggestions.Nearest(kind, known.Concat(s_builtIn.Select(static k => k.Kind)).Distinct(StringComparer.Ordinal)) : null);
        string hint = (package, nearest) switch
        {
            ({ } name, _) => $"reference the package {name}, which brings it",
            (_, { } word) => $"did you mean '{word}'?",
            _ => "reference the package that brings it, and name it in kindPackage",
        };
        return new(ManifestRules.UnknownKind, NodePath.Of("spec", "kind"), $"The kind '{kind}' is not known to this project; {hint}") { Suggestion = nearest };
    }
}
