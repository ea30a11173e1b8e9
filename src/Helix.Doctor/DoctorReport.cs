using System.Text.Json;
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
            Dictionary<string, HealthReportEntry> health = probe && catalog is not null && errors.Count == 0 ? Probe(services) : [];
            foreach (CatalogEntry product in catalog?.Products ?? [])
            {
                Write(json, catalog!, product, errors, health);
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

    private static Dictionary<string, HealthReportEntry> Probe(IServiceProvider services)
    {
        if (services.GetService<HealthCheckService>() is not { } checks)
        {
            return [];
        }

        using var timeout = new CancellationTokenSource(s_probeTimeout);
        try
        {
            return new(checks.CheckHealthAsync(static check => check.Tags.Contains("helix"), timeout.Token).GetAwaiter().GetResult().Entries);
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    private static void Write(
        Utf8JsonWriter json, HelixCatalog catalog, CatalogEntry product, IReadOnlyList<ConfigurationError> errors, Dictionary<string, HealthReportEntry> health)
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
        if (health.TryGetValue(product.Name, out HealthReportEntry entry))
        {
            json.WriteStartObject("health");
            json.WriteString("status", entry.Status.ToString());
            // An exception's message may hold what it could not connect with; its type does not.
            json.WriteString("description", entry.Description ?? entry.Exception?.GetType().Name);
            json.WriteNumber("milliseconds", Math.Round(entry.Duration.TotalMilliseconds, 1));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
