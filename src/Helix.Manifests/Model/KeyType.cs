namespace Helix.Manifests;

/// <summary>The type of a configuration key, named in manifests by its lower-case name.</summary>
public enum KeyType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A 32-bit integer.</summary>
    Int,

    /// <summary>A 64-bit integer.</summary>
    Long,

    /// <summary>A double-precision number.</summary>
    Double,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>A span of time; see <see cref="DurationText"/>.</summary>
    Duration,

    /// <summary>A number of bytes; see <see cref="SizeText"/>.</summary>
    Size,

    /// <summary>An absolute URI.</summary>
    Uri,

    /// <summary>One of <see cref="KeyContract.Values"/>.</summary>
    Enum,

    /// <summary>A calendar day, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>A point in time with its offset, ISO 8601.</summary>
    Timestamp,

    /// <summary>A GUID.</summary>
    Guid,

    /// <summary>An ordered list of <see cref="KeyContract.Item"/>.</summary>
    List,

    /// <summary>Named values of <see cref="KeyContract.Item"/>.</summary>
    Map,

    /// <summary>A group of <see cref="KeyContract.Keys"/>.</summary>
    Object,
}
