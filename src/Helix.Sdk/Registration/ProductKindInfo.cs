using System.ComponentModel;

namespace Helix.Registration;

/// <summary>What the registration of a product needs to know of its kind. Generated from the kind's manifest, in the kind's assembly.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProductKindInfo
{
    /// <summary>The name of the kind, such as <c>postgresql</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the kind's manifest.</summary>
    public required string Version { get; init; }

    /// <summary>The keys of the connection group, which come from one source as a whole.</summary>
    public IReadOnlyList<string> ConnectionKeys { get; init; } = [];

    /// <summary>The keyword of a connection string, and the key that it fills.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ConnectionStringKeywords { get; init; } = [];

    /// <summary>The entry of a Kubernetes service binding, and the key that it fills.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ServiceBindingEntries { get; init; } = [];

    /// <summary>The Aspire connection property, and the key that it fills.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ConnectionProperties { get; init; } = [];
}
