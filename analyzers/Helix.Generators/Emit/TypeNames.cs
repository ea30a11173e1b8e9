using Helix.Manifests;

namespace Helix.Generators;

/// <summary>The names of what is generated for the keys of one product or kind.</summary>
/// <param name="prefix">Stands before the name of each own enum and object type, such as <c>OrdersDb</c>.</param>
/// <param name="enclosing">The settings type, whose name no property may have.</param>
/// <param name="kindPrefix">The prefix of the kind's types with their namespace, such as <c>global::Helix.Sqlite.Sqlite</c>.</param>
internal sealed class TypeNames(string prefix, string enclosing, string? kindPrefix)
{
    private static readonly HashSet<string> s_members = new(StringComparer.Ordinal)
    {
        "Create", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    public string Prefix => prefix;

    /// <summary>The property of a key: its name, unless a member of every class has that.</summary>
    public string Property(KeyContract key) =>
        s_members.Contains(key.CSharpName) || key.CSharpName == enclosing ? key.CSharpName + "Key" : Identifier(key.CSharpName);

    /// <summary>The type that a key's enum or object is declared as.</summary>
    /// <param name="key">The key.</param>
    /// <param name="path">The names of the objects around it, without separators.</param>
    public string Declared(KeyContract key, string path) =>
        (key.FromKind && kindPrefix is not null ? kindPrefix : prefix) + path + key.CSharpName + Suffix(key, path);

    /// <summary>The C# type of a value that is there.</summary>
    public string Type(KeyContract key, string path) => key.Type switch
    {
        KeyType.String => key.Secret ? "global::Helix.Secret" : "string",
        KeyType.Int => "int",
        KeyType.Long or KeyType.Size => "long",
        KeyType.Double => "double",
        KeyType.Bool => "bool",
        KeyType.Duration => "global::System.TimeSpan",
        KeyType.Uri => key.Secret ? "global::Helix.Secret" : "global::System.Uri",
        KeyType.Date => "global::System.DateOnly",
        KeyType.Timestamp => "global::System.DateTimeOffset",
        KeyType.Guid => "global::System.Guid",
        KeyType.List => $"global::System.Collections.Generic.IReadOnlyList<{ItemType(key, path)}>",
        KeyType.Map => $"global::System.Collections.Generic.IReadOnlyDictionary<string, {ItemType(key, path)}>",
        _ => Declared(key, path),
    };

    /// <summary>The C# type of the property: a value type or reference that may be missing has a question mark.</summary>
    public string PropertyType(KeyContract key, string path) => Type(key, path) + (IsOptional(key) ? "?" : "");

    /// <summary>A list or map that is not given is empty, never null.</summary>
    public static bool IsOptional(KeyContract key) => !key.Required && key.Default is null && key.Type switch
    {
        KeyType.List or KeyType.Map => false,
        // An object whose keys all have defaults is there without being given.
        KeyType.Object => key.Keys.Any(static nested => nested.Required),
        _ => true,
    };

    public static bool IsReference(KeyContract key) =>
        key.Secret || key.Type is KeyType.String or KeyType.Uri or KeyType.List or KeyType.Map or KeyType.Object;

    /// <summary>The contract of a list's or map's item, named after it.</summary>
    public static KeyContract Item(KeyContract key) =>
        (key.Item ?? new KeyContract("", "", KeyType.String)) with
        {
            CSharpName = key.CSharpName + "Item", Name = key.Name, FromKind = key.FromKind, Required = true, Secret = key.Secret || key.Item?.Secret == true,
        };

    public static string Identifier(string name) => CSharpNames.IsKeyword(name) ? "@" + name : name;

    /// <summary>A member of an enum: a value's letters and digits.</summary>
    public static string EnumMember(string value) =>
        CSharpNames.IsIdentifier(value) ? Identifier(value) : CSharpNames.ForProduct(value);

    /// <summary>Keeps an enum of a key named Settings or Registration apart from the product's own types.</summary>
    private static string Suffix(KeyContract key, string path) => key.Type switch
    {
        KeyType.Object => "Settings",
        _ when path.Length == 0 && key.CSharpName is "Settings" or "Registration" or "Product" or "Kind" => "Value",
        _ => "",
    };

    private string ItemType(KeyContract key, string path) => Type(Item(key), path);
}
