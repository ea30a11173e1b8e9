namespace Helix.Configuration;

/// <summary>What generated code tells the <see cref="SettingsReader"/> about a key. The values are ABI.</summary>
[Flags]
public enum KeyFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A source must supply the key, even where it has a default.</summary>
    Required = 1,

    /// <summary>No source may supply the key.</summary>
    Forbidden = 2,

    /// <summary>The value is never shown.</summary>
    Secret = 4,

    /// <summary>The key is of the connection group, whose keys come from one source as a whole.</summary>
    Connection = 8,

    /// <summary>A changed value is taken over while the app runs.</summary>
    Live = 16,

    /// <summary><see cref="Required"/> or <see cref="Forbidden"/> holds because of the environment that the app runs in.</summary>
    ByEnvironment = 32,
}
