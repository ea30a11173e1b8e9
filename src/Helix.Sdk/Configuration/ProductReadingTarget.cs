using Helix.Registration;

namespace Helix.Configuration;

/// <summary>What is read: a product or a keyed instance of it, and where its values may come from.</summary>
internal sealed class ProductReadingTarget(
    ProductInfo info, ProductBindings bindings, ProductKindInfo? kind, string? instance,
    Func<string, IEnumerable<KeyValuePair<string, string>>>? readConnectionString)
{
    private string? _connectionStringKey;

    public ProductInfo Info => info;

    public ProductBindings Bindings => bindings;

    public ProductKindInfo? Kind => kind;

    public string? Instance => instance;

    public Func<string, IEnumerable<KeyValuePair<string, string>>>? ReadConnectionString => readConnectionString;

    /// <summary>The section of the product or instance.</summary>
    public string Section { get; } = instance is null ? bindings.Section : $"{bindings.Section}:Instances:{instance}";

    /// <summary>The prefix of environment variables with connection properties; null for none.</summary>
    public string? EnvironmentPrefix { get; } =
        bindings.EnvironmentPrefix is null || instance is null ? bindings.EnvironmentPrefix : UpperSnake(instance) + "_";

    /// <summary>The full key of the connection string; null where the product has none.</summary>
    public string? ConnectionStringKey =>
        bindings.ConnectionString is null ? null : _connectionStringKey ??= "ConnectionStrings:" + (instance ?? bindings.ConnectionString);

    private static string UpperSnake(string name) => string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
