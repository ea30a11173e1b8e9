namespace Helix.AspNetCore.Report;

/// <summary>What is told of an app and its products. The names are the JSON's: properties are added, never renamed.</summary>
internal sealed record AppReport(string Application, string Environment, DateTimeOffset Taken, IReadOnlyList<ProductReport> Products);

// Name: The name in this app, such as orders-db:replica.
// Stage: The lifecycle stage today, by the dates of the manifest.
internal sealed record ProductReport(
    string Name, string? Instance, string DisplayName, string? Description, string Kind, string Version, string? Plan, string Type,
    string Section, OwnerReport Owner, string Stage, LifecycleReport Lifecycle, SloReport Slo, SupportReport Support,
    IReadOnlyDictionary<string, string> Labels, HealthReport Health, IReadOnlyList<SettingReport> Settings);

internal sealed record OwnerReport(string Team, string? OnCall);

// Stage: The stage that the manifest gave when this version was published.
internal sealed record LifecycleReport(
    string Stage, DateOnly? Since, DateOnly? Deprecated, DateOnly? Retires, string? Successor, string? Migration, IReadOnlyList<RoadmapReport> Roadmap);

internal sealed record RoadmapReport(DateOnly Date, string Title, string? Status);

// Availability: Percent.
// LatencyP99Ms: Milliseconds.
internal sealed record SloReport(double? Availability, double? LatencyP99Ms);

internal sealed record SupportReport(string? Docs, string? Chat, string? Feedback, string? Status);

// Status: healthy, degraded, unhealthy, or unknown where there is no check.
// DurationMs: How long the check took, in milliseconds.
internal sealed record HealthReport(string Status, string? Description, double DurationMs);

// Value: The value; *** for a secret, null for none.
// Source: Where it comes from; null for the manifest's default.
// Reload: How a change is taken over: live or restart.
// Deprecation: What to use instead and why; null where the key is not deprecated.
internal sealed record SettingReport(string Key, string? Value, string? Source, bool Secret, string Reload, string? Deprecation);
