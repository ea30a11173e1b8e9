using System.Text.Json.Serialization;

namespace Helix.Tool.Doctor;

/// <summary>How the app is started.</summary>
/// <param name="SettingsFiles">What stands in for its own sources; none for those.</param>
/// <param name="Variables">Further environment variables.</param>
/// <param name="Probe">Whether its products are asked for their health.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record DoctorRun(
    IReadOnlyList<string> SettingsFiles, IReadOnlyDictionary<string, string> Variables, bool Probe, IReadOnlyList<string> Arguments);

/// <summary>The app's configuration in one environment.</summary>
internal sealed record DoctorEnvironment(string Environment, IReadOnlyList<DoctorProduct> Products)
{
    [JsonIgnore]
    public bool IsFine => Products.All(static product => product.Errors.Count == 0 && product.Health is not { Status: "Unhealthy" });
}

/// <summary>A product or keyed instance that the app registered.</summary>
internal sealed record DoctorProduct(
    string Name, string Version, string? Owner, string Section, IReadOnlyList<DoctorSetting> Settings, IReadOnlyList<DoctorError> Errors, DoctorHealth? Health);

/// <summary>A key with the value that wins; no value where there is none, and stars for a secret.</summary>
internal sealed record DoctorSetting(string Key, string? Value, string? Source, bool Secret);

/// <summary>Something wrong with a key, or a key that is none.</summary>
internal sealed record DoctorError(string Key, string Problem, string? Source);

/// <summary>What the product's health check said.</summary>
internal sealed record DoctorHealth(string Status, string? Description, double Milliseconds);
