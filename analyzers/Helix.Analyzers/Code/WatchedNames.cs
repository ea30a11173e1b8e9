using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>Gathers the names that the rules look for in a compilation.</summary>
internal static class WatchedNames
{
    private static readonly (CodeTopics Topics, string[] Names)[] s_fixed =
    [
        (CodeTopics.Configuration, ["GetSection", "GetRequiredSection", "GetValue", "GetConnectionString", "Bind", "BindConfiguration"]),
        (CodeTopics.EnvironmentVariable, ["GetEnvironmentVariable"]),
        (CodeTopics.Reveal, ["Reveal"]),
        (CodeTopics.Wait, ["Result", "Wait", "GetResult"]),
        (CodeTopics.Token, ["CancellationToken"]),
        (CodeTopics.Lifetime, ["AddTransient", "AddScoped", "TryAddTransient", "TryAddScoped", "AddKeyedTransient", "AddKeyedScoped"]),
        (CodeTopics.Mapping, ["Map", "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "MapFallback"]),
        (CodeTopics.Service, ["GetRequiredService", "GetRequiredKeyedService"]),
        (CodeTopics.Waiver, ["GoldenPathWaiver", "GoldenPathWaiverAttribute"]),
        (CodeTopics.Suppression, ["SuppressMessage", "SuppressMessageAttribute", "UnconditionalSuppressMessage", "UnconditionalSuppressMessageAttribute"]),
        (CodeTopics.ImplicitCreation, ["new"]),
        (CodeTopics.Constant, ["const"]),
    ];

    public static CodeNames Of(HelixCompilation helix, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, CodeTopics>(StringComparer.Ordinal);
        foreach ((CodeTopics topics, string[] texts) in s_fixed)
        {
            Add(texts, topics);
        }

        GoldenPathTable table = helix.GoldenPath;
        Add(table.MemberNames, CodeTopics.BannedMember);
        Add(table.CreatedNames, CodeTopics.BannedCreation);
        Add(table.Names, CodeTopics.BannedName);
        foreach (KnownProduct product in helix.Products)
        {
            Add([product.CSharpName, product.CSharpName + "Settings"], CodeTopics.Product);
            Add(["Add" + product.CSharpName, "AddKeyed" + product.CSharpName], CodeTopics.Registration);
            Add(product.Contract.Keys.Where(static key => key.Deprecated is not null).Select(static key => key.CSharpName), CodeTopics.DeprecatedKey);
        }

        foreach (INamedTypeSymbol type in helix.Types.Registrations)
        {
            Add(type.GetMembers().Where(static member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary }).Select(static member => member.Name), CodeTopics.Registration);
        }

        foreach (INamedTypeSymbol type in helix.Types.Products)
        {
            for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            {
                Add(
                    current.GetMembers().Where(static member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false } or IPropertySymbol { IsIndexer: false })
                        .Select(static member => member.Name),
                    CodeTopics.ProductMember);
            }
        }

        string[] cancellable = [.. CancellableNames.Of(helix, cancellationToken)];
        Add(cancellable, CodeTopics.Cancellable);
        CodeTopics marks = cancellable.Length > 0 ? CodeTopics.Cancellable : CodeTopics.None;
        marks |= table.HasIndexers || helix.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.IConfiguration") is not null ? CodeTopics.Indexer : CodeTopics.None;
        return CodeNames.Of(names, marks, helix.Compilation, cancellationToken);

        void Add(IEnumerable<string> texts, CodeTopics topics)
        {
            foreach (string text in texts)
            {
                _ = names.TryGetValue(text, out CodeTopics known);
                names[text] = known | topics;
            }
        }
    }
}
