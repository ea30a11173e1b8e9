using Helix.Manifests;

namespace Helix.Generators;

/// <summary>What is wrong in one owned manifest, by itself and with its kind.</summary>
internal static class Problems
{
    public static EquatableArray<ManifestProblem> Of(ParsedManifest manifest, KindTable kinds)
    {
        ManifestDocument document = manifest.Document;
        if (manifest.Failure is { } failure)
        {
            return EquatableArray.Create(new ManifestProblem(ManifestRules.Syntax, document.Path, default, failure));
        }

        var problems = new List<ManifestProblem>(document.Problems);
        if (document.Kind is { } kind)
        {
            problems.AddRange(ContractResolver.Resolve(kind).Problems.Select(document.Locate));
        }

        if (document.Product is { } product)
        {
            KnownKind? known = kinds.Find(product.Kind);
            problems.AddRange(ContractResolver.Resolve(product, known?.Contract).Problems.Select(document.Locate));
            if (known is null && product.Kind is not null)
            {
                problems.Add(document.Locate(KindReference.Unknown(product, kinds.Kinds.Select(static k => k.Contract.Manifest.Name))));
            }
        }

        return problems.Distinct()
            .OrderBy(static problem => problem.Span.Start)
            .ThenBy(static problem => problem.RuleId, StringComparer.Ordinal)
            .ToEquatableArray();
    }
}
