namespace Helix.Configuration;

/// <summary>Reads one item of a list or map.</summary>
/// <param name="reader">The reader.</param>
/// <param name="key">The full key of the item, such as <c>Helix:OrdersDb:ReadReplicas:0</c>.</param>
/// <param name="offset">Where the part of the key below the product's section starts.</param>
public delegate T ItemReader<out T>(ref SettingsReader reader, string key, int offset);
