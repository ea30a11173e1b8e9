namespace Helix.Configuration;

/// <summary>Reads one item of a list or map.</summary>
/// <param name="reader">The reader.</param>
/// <param name="key">The full key of the item, such as <c>Helix:OrdersDb:ReadReplicas:0</c>.</param>
public delegate T ItemReader<out T>(ref SettingsReader reader, string key);
