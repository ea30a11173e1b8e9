using Helix.Manifests;

namespace Helix.Analyzers;

/// <summary>A product that the compilation sees, owned or referenced.</summary>
internal sealed class KnownProduct
{
    public KnownProduct(ProductContract contract, ManifestDocument document, ManifestSource source)
    {
        Contract = contract;
        Document = document;
        Source = source;
        Namespace = contract.Manifest.Namespace ?? source.DefaultNamespace ?? "Products";
        TypeName = $"{Namespace}.{contract.CSharpName}";
        Whom = WhomOf(contract.Manifest);
    }

    /// <summary>The product merged with its kind.</summary>
    public ProductContract Contract { get; }

    /// <summary>The manifest.</summary>
    public ProductManifest Manifest => Contract.Manifest;

    /// <summary>The manifest with the places in its file.</summary>
    public ManifestDocument Document { get; }

    /// <summary>Where the manifest comes from.</summary>
    public ManifestSource Source { get; }

    /// <summary>The name, such as <c>orders-db</c>.</summary>
    public string Name => Contract.Manifest.Name;

    /// <summary>The name of the type without namespace, such as <c>OrdersDb</c>.</summary>
    public string CSharpName => Contract.CSharpName;

    /// <summary>The namespace of the generated types.</summary>
    public string Namespace { get; }

    /// <summary>The metadata name of the product's type.</summary>
    public string TypeName { get; }

    /// <summary>The metadata name of the settings' type.</summary>
    public string SettingsTypeName => TypeName + "Settings";

    /// <summary>
    /// Which product, whose, and where to ask, for the end of a message: <c>orders-db 2.3.0, owner data-platform, feedback https://…</c>.
    /// </summary>
    public string Whom { get; }

    /// <summary>Whether the product is deprecated: by its stage, or since a day that has come.</summary>
    public bool IsDeprecated(JudgementDay day) =>
        Manifest.Lifecycle.Stage is LifecycleStage.Deprecated or LifecycleStage.Retired || day.HasCome(Manifest.Lifecycle.Deprecated);

    /// <summary>Whether the product is gone: by its stage, or since a day that has come.</summary>
    public bool IsRetired(JudgementDay day) => Manifest.Lifecycle.Stage == LifecycleStage.Retired || day.HasCome(Manifest.Lifecycle.Retires);

    /// <summary>The deprecated key of a property of the settings; null where the key is in order.</summary>
    public KeyContract? DeprecatedKey(string property)
    {
        foreach (KeyContract key in Contract.Keys)
        {
            if (key.Deprecated is not null && key.CSharpName == property)
            {
                return key;
            }
        }

        return null;
    }

    private static string WhomOf(ProductManifest manifest)
    {
        string text = $"{manifest.Name} {manifest.Version}";
        if (manifest.Owner.Team is { } team)
        {
            text += $", owner {team}";
        }

        ProductSupport support = manifest.Support;
        return (support.Feedback, support.Chat, support.Docs) switch
        {
            ({ } feedback, _, _) => $"{text}, feedback {feedback}",
            (_, { } chat, _) => $"{text}, chat {chat}",
            (_, _, { } docs) => $"{text}, docs {docs}",
            _ => text,
        };
    }
}
