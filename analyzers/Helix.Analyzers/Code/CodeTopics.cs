namespace Helix.Analyzers;

/// <summary>What a name in code may be about. A rule asks for its topics, and only such places are bound.</summary>
[Flags]
internal enum CodeTopics
{
    None = 0,

    /// <summary>A member that a golden path bans.</summary>
    BannedMember = 1 << 0,

    /// <summary>A type whose constructor a golden path bans.</summary>
    BannedCreation = 1 << 1,

    /// <summary>A type or namespace that a golden path bans.</summary>
    BannedName = 1 << 2,

    /// <summary>A product's type or its settings'.</summary>
    Product = 1 << 3,

    /// <summary>A method of a product's generated registration.</summary>
    Registration = 1 << 4,

    /// <summary>A member of a product's type.</summary>
    ProductMember = 1 << 5,

    /// <summary>The property of a deprecated key.</summary>
    DeprecatedKey = 1 << 6,

    /// <summary>A method that reads configuration.</summary>
    Configuration = 1 << 7,

    /// <summary><c>Environment.GetEnvironmentVariable</c>.</summary>
    EnvironmentVariable = 1 << 8,

    /// <summary><c>Secret.Reveal</c>.</summary>
    Reveal = 1 << 9,

    /// <summary><c>Result</c>, <c>Wait</c> and <c>GetResult</c>.</summary>
    Wait = 1 << 10,

    /// <summary>A method of a product or client that takes a token, or has an overload that does.</summary>
    Cancellable = 1 << 11,

    /// <summary>The type <c>CancellationToken</c>.</summary>
    Token = 1 << 12,

    /// <summary>A registration that builds again and again, such as <c>AddTransient</c>.</summary>
    Lifetime = 1 << 13,

    /// <summary>A method that maps a route.</summary>
    Mapping = 1 << 14,

    /// <summary><c>GetRequiredService</c> and its like.</summary>
    Service = 1 << 15,

    /// <summary><c>[GoldenPathWaiver]</c>.</summary>
    Waiver = 1 << 16,

    /// <summary><c>[SuppressMessage]</c> and its like.</summary>
    Suppression = 1 << 17,

    /// <summary><c>new(…)</c>, which names no type.</summary>
    ImplicitCreation = 1 << 18,

    /// <summary><c>[…]</c> behind an expression.</summary>
    Indexer = 1 << 19,

    /// <summary><c>const</c>.</summary>
    Constant = 1 << 20,

    /// <summary><c>keyword=</c> of a connection string, or an address with a user's name.</summary>
    Credential = 1 << 21,

    /// <summary>An identifier that is written with an escape, and may be any.</summary>
    Escape = 1 << 22,
}
