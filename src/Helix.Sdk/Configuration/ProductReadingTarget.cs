using Helix.Registration;

namespace Helix.Configuration;

/// <summary>What is read: a product or a keyed instance of it, and where its values may come from.</summary>
internal sealed class ProductReadingTarget(
    ProductInfo info, ProductBindings bindings, ProductKindInfo? kind, string? instance,
    Func<string, IEnumerable<KeyValuePair<string, string>>>? readConnectionString)
{
    public readonly ProductInfo Info = info;

    public readonly ProductBindings Bindings = bindings;

    public readonly ProductKindInfo? Kind = kind;

    public readonly string? Instance = instance;

    public readonly Func<string, IEnumerable<KeyValuePair<string, string>>>? ReadConnectionString = readConnectionString;

    /// <summary>The section of the product or instance.</summary>
    public readonly string Section = instance is null ? bindings.Section : $"{bindings.Section}:Instances:{instance}";

    /// <summary>The prefix of environment variables with connection properties; null for none.</summary>
    public readonly string? EnvironmentPrefix =
        bindings.EnvironmentPrefix is null || instance is null ? bindings.EnvironmentPrefix : UpperSnake(instance) + "_";

    private string? _connectionStringKey;

    /// <summary>The full key of the connection string; null where the product has none.</summary>
    public string? ConnectionStringKey =>
        Bindings.ConnectionString is null ? null : _connectionStringKey ??= "ConnectionStrings:" + (Instance ?? Bindings.ConnectionString);

    private static string UpperSnake(string name) => string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
