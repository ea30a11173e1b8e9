namespace Helix;

/// <summary>The value that a key of a product has in this app, and which source won.</summary>
/// <param name="Key">The full key, such as <c>Helix:OrdersDb:Port</c>; the deprecated one where that supplies the value.</param>
/// <param name="Value">
/// The value as the source has it, or the manifest's default in the same form; <c>***</c> for a secret and for what may hold credentials;
/// null where there is none.
/// </param>
/// <param name="Source">
/// Where the value comes from, such as <c>appsettings.json</c> or <c>environment variable Helix__OrdersDb__Port</c>; null for a default.
/// </param>
/// <param name="IsSecret">Whether the manifest declares it a secret.</param>
/// <param name="IsLive">Whether a change is taken over while the app runs; else by a restart.</param>
public sealed record EffectiveSetting(string Key, string? Value, string? Source, bool IsSecret, bool IsLive)
{
    /// <summary>Since which version the manifest deprecates the key, what to use and why, in words; null where it does not.</summary>
    public string? Deprecation { get; init; }
}
