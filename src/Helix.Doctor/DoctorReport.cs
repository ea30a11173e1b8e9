using System.Text.Json;
using Helix.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Helix.Doctor;

/// <summary>
/// Writes down what the app's own catalog and reader say. It is written by hand: an app that is published with Native AOT has JSON by
/// reflection switched off, also when it runs as it is built.
/// </summary>
internal static class DoctorReport
{
    private static readonly TimeSpan s_probeTimeout = TimeSpan.FromSeconds(30);

    public static void Write(IServiceProvider services, string path, bool probe)
    {
        HelixCatalog? catalog = services.GetService<HelixCatalog>();
        IReadOnlyList<ConfigurationError> errors = catalog is null ? [] : ErrorsOf(services, catalog);
        string temporary = path + ".part";
        using (FileStream file = File.Create(temporary))
        using (var json = new Utf8JsonWriter(file))
        {
            json.WriteStartObject();
            json.WriteString("environment", services.GetService<IHostEnvironment>()?.EnvironmentName);
            json.WriteStartArray("products");
            IReadOnlyList<CatalogEntry> products = catalog?.Products ?? [];
            HealthReportEntry?[] health = probe && errors.Count == 0 ? Probe(services, products) : new HealthReportEntry?[products.Count];
            for (int i = 0; i < products.Count; i++)
            {
                Write(json, catalog!, products[i], errors, health[i]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>What a start would say. All products are read together, so the first one that is asked for tells of all.</summary>
    private static IReadOnlyList<ConfigurationError> ErrorsOf(IServiceProvider services, HelixCatalog catalog)
    {
        try
        {
            if (catalog.Products is [var first, ..])
            {
                _ = first.Instance is null ? services.GetService(first.SettingsType) : services.GetRequiredKeyedService(first.SettingsType, first.Instance);
            }

            return [];
        }
        catch (ProductConfigurationException e)
        {
            return e.Errors;
        }
    }

    /// <summary>Each product by itself, all at once: one that cannot be asked, or does not answer, says nothing of the others.</summary>
    private static HealthReportEntry?[] Probe(IServiceProvider services, IReadOnlyList<CatalogEntry> products)
    {
        if (services.GetService<HealthCheckService>() is not { } checks)
        {
            return new HealthReportEntry?[products.Count];
        }

        return Task.WhenAll(products.Select(product => ProductProbe.RunAsync(checks, product.Name, s_probeTimeout, CancellationToken.None))).GetAwaiter().GetResult();
    }

    private static void Write(
        Utf8JsonWriter json, HelixCatalog catalog, CatalogEntry product, IReadOnlyList<ConfigurationError> errors, HealthReportEntry? health)
    {
        json.WriteStartObject();
        json.WriteString("name", product.Name);
        json.WriteString("version", product.Info.Version);
        json.WriteString("owner", product.Info.Owner.Team);
        json.WriteString("section", product.Section);
        json.WriteStartArray("settings");
        foreach (EffectiveSetting setting in catalog.GetSettings(product))
        {
            json.WriteStartObject();
            json.WriteString("key", setting.Key);
            json.WriteString("value", setting.Value);
            json.WriteString("source", setting.Source);
            json.WriteBoolean("secret", setting.IsSecret);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("errors");
        foreach (ConfigurationError error in errors)
        {
            // Instances of one product have sections of their own.
            bool ofInstance = product.Instance is null && error.Key.StartsWith(product.Section + ":Instances:", StringComparison.OrdinalIgnoreCase);
            if (error.Product.Name == product.Info.Name && !ofInstance && (product.Instance is null || error.Key.StartsWith(product.Section, StringComparison.OrdinalIgnoreCase)))
            {
                json.WriteStartObject();
                json.WriteString("key", error.Key);
                json.WriteString("problem", error.Problem);
                json.WriteString("source", error.Source);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        if (health is { } entry)
        {
            json.WriteStartObject("health");
            json.WriteString("status", entry.Status.ToString());
            json.WriteString("description", entry.Description);
            json.WriteNumber("milliseconds", Math.Round(entry.Duration.TotalMilliseconds, 1));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
