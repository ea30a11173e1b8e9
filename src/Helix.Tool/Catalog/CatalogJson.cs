using Helix.Manifests;

namespace Helix.Tool.Catalog;

/// <summary>The catalog for machines: the contracts as they hold, kinds merged in. Names in it are added, never changed.</summary>
internal static class CatalogJson
{
    public static object Of(string title, DateOnly day, IEnumerable<CatalogProduct> products) => new
    {
        Format = 1,
        Title = title,
        Day = day,
        Products = products.Select(Product),
    };

    private static object Product(CatalogProduct product)
    {
        ProductManifest manifest = product.Manifest;
        return new
        {
            product.Name,
            product.DisplayName,
            manifest.Description,
            manifest.Version,
            product.Kind,
            manifest.KindPackage,
            Owner = new { manifest.Owner.Team, manifest.Owner.OnCall },
            Stage = StageText.Word(product.Stage),
            Lifecycle = new
            {
                Since = manifest.Lifecycle.Since?.ToString(),
                Deprecated = manifest.Lifecycle.Deprecated?.ToString(),
                Retires = manifest.Lifecycle.Retires?.ToString(),
                manifest.Lifecycle.Successor,
                manifest.Lifecycle.Migration,
                Roadmap = manifest.Lifecycle.Roadmap.Select(static item => new { Date = item.Date.ToString(), item.Title, item.Status }),
            },
            manifest.Support,
            Slo = new { manifest.Slo.Availability, LatencyP99 = manifest.Slo.LatencyP99 is { } ticks ? DurationText.Format(ticks) : null },
            Labels = manifest.Labels.ToDictionary(static label => label.Name, static label => label.Text),
            Csharp = new { manifest.Namespace, Type = product.Contract.CSharpName },
            product.Contract.Section,
            Keys = product.Contract.Keys.Select(Key),
            Environments = product.Contract.Environments.Select(static environment => new
            {
                environment.Name,
                Require = environment.Require.ToArray(),
                Forbid = environment.Forbid.ToArray(),
                Constrain = environment.Constrain.Select(Key),
            }),
            product.Contract.Bindings,
            Plans = manifest.Plans.Select(static plan => new
            {
                plan.Name,
                Default = plan.IsDefault,
                plan.Description,
                plan.RequiresApproval,
                Limits = plan.Limits.ToDictionary(static limit => limit.Name, static limit => limit.Text),
            }),
            GoldenPath = new
            {
                Banned = manifest.Banned.Select(static api => Api(api, "HLX2002")).Concat((product.Contract.Kind?.Manifest.Replaces ?? default).Select(static api => Api(api, "HLX2001"))),
                manifest.Waivers,
            },
            DependsOn = manifest.DependsOn.Select(static dependency => new { dependency.Product, Version = dependency.Range }),
            NeededBy = product.NeededBy,
            Adoption = product.Adoption is not { } adoption ? null : new { adoption.Ratio, adoption.Using, adoption.Seeing, adoption.Counts, adoption.Satisfaction },
        };
    }

    private static object Key(KeyContract key) => new
    {
        key.Name,
        Type = KeyText.Type(key),
        key.Required,
        key.Secret,
        Default = KeyText.Default(key),
        Minimum = key.Minimum?.Text,
        Maximum = key.Maximum?.Text,
        key.MinLength,
        key.MaxLength,
        key.Pattern,
        key.Format,
        Values = key.Values.IsEmpty ? null : (key.AllowedValues.IsEmpty ? key.Values : key.AllowedValues).ToArray(),
        Reload = key.Live ? "live" : "restart",
        key.FromKind,
        key.Deprecated,
        key.Description,
        Keys = key.Keys.IsEmpty ? null : key.Keys.Select(Key),
    };

    private static object Api(BannedApi api, string rule) => new
    {
        api.Id,
        Rule = rule,
        api.Assembly,
        Symbols = api.Symbols.ToArray(),
        api.Use,
        api.Reason,
        Severity = api.Severity.ToString().ToLowerInvariant(),
        EscalatesToWarning = api.EscalatesToWarning?.ToString(),
        EscalatesToError = api.EscalatesToError?.ToString(),
        Except = api.Except.ToArray(),
    };
}
